import { boolean, foreignKey, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type { AllocationId, PersonId, ServiceId, WatchId } from '#shared/kernel/ids.ts'
import type { HelpHow, Rung } from '#shared/safety/ladder.ts'
import { codeColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { allocations } from './allocations.ts'
import { people } from './service.ts'

/** One time that somebody is out: from when they set off, or called for help, until they are back. */
export const watches = hub.table(
  'watches',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<WatchId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    allocationId: idColumn<AllocationId>()('allocation_id'),
    begunAt: instantColumn('begun_at').notNull(),
    /** When they said that they would be back, or check in again. */
    backBy: instantColumn('back_by').notNull(),
    /** They chose that time themselves; a step that they tap does not move it. */
    ownTime: boolean('own_time').notNull().default(false),
    seenAt: instantColumn('seen_at').notNull(),
    seenRecordedAt: instantColumn('seen_recorded_at').notNull(),
    rung: codeColumn<Rung>()('rung').notNull().default('in-time'),
    /** How often it has climbed or was to be handed over: the number of each, whatever came between. */
    climbs: integer('climbs').notNull().default(0),
    toldTo: idColumn<PersonId>()('told_to'),
    toldOutOfHours: boolean('told_out_of_hours').notNull().default(false),
    toldAt: instantColumn('told_at'),
    /** When the next rung comes; null at the top. */
    nextAt: instantColumn('next_at'),
    /** A server is at it until then, by the database's clock. */
    leaseUntil: instantColumn('lease_until'),
    helpAt: instantColumn('help_at'),
    helpHow: codeColumn<HelpHow>()('help_how'),
    policeRungBy: idColumn<PersonId>()('police_rung_by'),
    policeRungAt: instantColumn('police_rung_at'),
    /** Who spoke last to them, and when. */
    spokenBy: idColumn<PersonId>()('spoken_by'),
    spokenAt: instantColumn('spoken_at'),
    /** The close of the desk for which it was asked to hand this over. */
    deskAskedFor: instantColumn('desk_asked_for'),
    /** When the close of the desk was last looked at. */
    deskLookedAt: instantColumn('desk_looked_at'),
    handedToName: text('handed_to_name'),
    handedBy: idColumn<PersonId>()('handed_by'),
    handedAt: instantColumn('handed_at'),
    endedAt: instantColumn('ended_at'),
  },
  (t) => [
    primaryKey({ name: 'watches_pkey', columns: [t.serviceId, t.id] }),
    foreignKey({
      name: 'watch_over_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'watch_on_an_allocation_of_the_service',
      columns: [t.serviceId, t.allocationId],
      foreignColumns: [allocations.serviceId, allocations.id],
    }),
    foreignKey({
      name: 'watch_told_to_a_person_of_the_service',
      columns: [t.serviceId, t.toldTo],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'police_rung_by_a_person_of_the_service',
      columns: [t.serviceId, t.policeRungBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'watch_spoken_on_by_a_person_of_the_service',
      columns: [t.serviceId, t.spokenBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'watch_handed_over_by_a_person_of_the_service',
      columns: [t.serviceId, t.handedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
