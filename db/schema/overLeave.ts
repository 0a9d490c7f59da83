import { foreignKey, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type { PersonId, ServiceId, ShiftId } from '#shared/kernel/ids.ts'
import { hub, idColumn, instantColumn } from '../columns.ts'
import { shiftHistory } from './rotaPlanning.ts'
import { people } from './service.ts'

/** Why somebody has a shift of a day on which they are away, beside the state of the shift that gave it to them. Only ever added to. */
export const shiftsOverLeave = hub.table(
  'shifts_over_leave',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    shiftId: idColumn<ShiftId>()('shift_id').notNull(),
    version: integer('version').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    why: text('why').notNull(),
    agreedBy: idColumn<PersonId>()('agreed_by').notNull(),
    agreedAt: instantColumn('agreed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'shifts_over_leave_pkey', columns: [t.serviceId, t.shiftId, t.version] }),
    foreignKey({
      name: 'over_leave_of_a_state_of_a_shift',
      columns: [t.serviceId, t.shiftId, t.version],
      foreignColumns: [shiftHistory.serviceId, shiftHistory.shiftId, shiftHistory.version],
    }),
    foreignKey({
      name: 'over_leave_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'over_leave_agreed_by_a_person_of_the_service',
      columns: [t.serviceId, t.agreedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
