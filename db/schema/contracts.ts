import { bigint, foreignKey, primaryKey } from 'drizzle-orm/pg-core'
import type { EmployerId, PersonId, ServiceId } from '#shared/kernel/ids.ts'
import { codeColumn, hub, idColumn, instantColumn, londonDayColumn, minutesColumn } from '../columns.ts'
import { amhps, employers } from './register.ts'

/** Which contract an AMHP had from a day on: what was recorded last about a day up to it holds. Only ever added to. */
export const contractsHeld = hub.table(
  'contracts_held',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    fromDay: londonDayColumn('from_day').notNull(),
    employerId: idColumn<EmployerId>()('employer_id').notNull(),
    contract: codeColumn<'dedicated' | 'combined' | 'sessional'>()('contract').notNull(),
    contractedMinutesPerWeek: minutesColumn('contracted_minutes_per_week').notNull(),
    recordedAt: instantColumn('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'contracts_held_pkey', columns: [t.serviceId, t.personId, t.position] }),
    foreignKey({
      name: 'contract_of_an_amhp_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [amhps.serviceId, amhps.personId],
    }),
    foreignKey({
      name: 'contract_with_an_employer_of_the_service',
      columns: [t.serviceId, t.employerId],
      foreignColumns: [employers.serviceId, employers.id],
    }),
  ],
)
