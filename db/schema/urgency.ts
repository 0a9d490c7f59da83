import { sql } from 'drizzle-orm'
import { foreignKey, integer, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { PersonId, ServiceId } from '#shared/kernel/ids.ts'
import type { UrgencyBands } from '#shared/referrals/urgencyTargets.ts'
import { hub, idColumn, instantColumn, jsonColumn, londonDayColumn, minutesColumn } from '../columns.ts'
import { people, services } from './service.ts'

/** What a service calls its classes of urgency and aims at in each, from a day on. Added to; withdrawn at most once, never changed. */
export const urgencyBands = hub.table(
  'urgency_bands',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    effectiveFrom: londonDayColumn('effective_from').notNull(),
    /** Which setting of its day it is. */
    version: integer('version').notNull().default(1),
    words: jsonColumn<UrgencyBands['words']>()('words').notNull(),
    /** From the start of a power under section 135 or 136; none when null. */
    startMinutes: minutesColumn('start_minutes'),
    targets: jsonColumn<UrgencyBands['targets']>()('targets').notNull(),
    why: text('why').notNull(),
    setBy: idColumn<PersonId>()('set_by').notNull(),
    setAt: instantColumn('set_at').notNull(),
    withdrawnBy: idColumn<PersonId>()('withdrawn_by'),
    withdrawnAt: instantColumn('withdrawn_at'),
    withdrawnWhy: text('withdrawn_why').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'urgency_bands_pkey', columns: [t.serviceId, t.effectiveFrom, t.version] }),
    uniqueIndex('one_urgency_scheme_per_day')
      .on(t.serviceId, t.effectiveFrom)
      .where(sql`withdrawn_at is null`),
    foreignKey({
      name: 'urgency_withdrawn_by_a_person_of_the_service',
      columns: [t.serviceId, t.withdrawnBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'urgency_set_by_a_person_of_the_service',
      columns: [t.serviceId, t.setBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
