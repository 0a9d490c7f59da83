import { foreignKey, primaryKey, text } from 'drizzle-orm/pg-core'
import type { PersonId, ServiceId } from '#shared/kernel/ids.ts'
import type { UrgencyBands } from '#shared/referrals/urgencyTargets.ts'
import { hub, idColumn, instantColumn, jsonColumn, londonDayColumn, minutesColumn } from '../columns.ts'
import { people, services } from './service.ts'

/** What a service calls its classes of urgency and aims at in each, from a day on. Only ever added to. */
export const urgencyBands = hub.table(
  'urgency_bands',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    effectiveFrom: londonDayColumn('effective_from').notNull(),
    words: jsonColumn<UrgencyBands['words']>()('words').notNull(),
    /** From the start of a power under section 135 or 136; none when null. */
    startMinutes: minutesColumn('start_minutes'),
    targets: jsonColumn<UrgencyBands['targets']>()('targets').notNull(),
    why: text('why').notNull(),
    setBy: idColumn<PersonId>()('set_by').notNull(),
    setAt: instantColumn('set_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_urgency_scheme_per_day', columns: [t.serviceId, t.effectiveFrom] }),
    foreignKey({
      name: 'urgency_set_by_a_person_of_the_service',
      columns: [t.serviceId, t.setBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
