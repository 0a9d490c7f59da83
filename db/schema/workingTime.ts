import { foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type { OptOutId, OtherJobId, PersonId, ServiceId, ShiftId } from '#shared/kernel/ids.ts'
import type { NeedDay } from '#shared/rota/dutyNeeds.ts'
import type { NextStartDecision, RestSettlement } from '#shared/rota/workingTimeContract.ts'
import {
  clockTimeColumn,
  codeColumn,
  codesColumn,
  hub,
  idColumn,
  instantColumn,
  londonDayColumn,
  minutesColumn,
} from '../columns.ts'
import { shifts } from './rota.ts'
import { people } from './service.ts'

/** Written agreements to work more than 48 hours a week on average, and the notice that ends them (WTR 1998 reg 5). */
export const optOuts = hub.table(
  'opt_outs',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<OptOutId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    signedOn: londonDayColumn('signed_on').notNull(),
    firstDay: londonDayColumn('first_day').notNull(),
    /** Its last day once notice was given. */
    lastDay: londonDayColumn('last_day'),
    recordedBy: idColumn<PersonId>()('recorded_by').notNull(),
    recordedAt: instantColumn('recorded_at').notNull(),
    endedBy: idColumn<PersonId>()('ended_by'),
    endedAt: instantColumn('ended_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'opt_outs_pkey', columns: [t.serviceId, t.id] }),
    foreignKey({
      name: 'opt_out_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'opt_out_recorded_by_a_person_of_the_service',
      columns: [t.serviceId, t.recordedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'opt_out_ended_by_a_person_of_the_service',
      columns: [t.serviceId, t.endedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Work for other employers as it was declared: it counts towards the 48 hours and towards rest. */
export const otherJobs = hub.table(
  'other_jobs',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<OtherJobId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    employer: text('employer').notNull(),
    days: codesColumn<NeedDay>()('days').notNull(),
    startsAt: clockTimeColumn('starts_at').notNull(),
    endsAt: clockTimeColumn('ends_at').notNull(),
    breakMinutes: integer('break_minutes').notNull(),
    firstDay: londonDayColumn('first_day').notNull(),
    lastDay: londonDayColumn('last_day'),
    keptBy: idColumn<PersonId>()('kept_by').notNull(),
    keptAt: instantColumn('kept_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'other_jobs_pkey', columns: [t.serviceId, t.id] }),
    index('other_jobs_of_person').on(t.serviceId, t.personId),
    foreignKey({
      name: 'other_job_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'other_job_kept_by_a_person_of_the_service',
      columns: [t.serviceId, t.keptBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** How rest that was owed for a shift which began too early was settled. Only ever added to: once, and again for what a correction adds. */
export const restSettlements = hub.table(
  'rest_settlements',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    shiftId: idColumn<ShiftId>()('shift_id').notNull(),
    /** 1 for the first, and the next for each difference. */
    part: integer('part').notNull().default(1),
    personId: idColumn<PersonId>()('person_id').notNull(),
    owed: minutesColumn('owed').notNull(),
    laterStartsAt: instantColumn('later_starts_at').notNull(),
    how: codeColumn<RestSettlement>()('how').notNull(),
    givenFrom: instantColumn('given_from'),
    givenTo: instantColumn('given_to'),
    why: text('why').notNull(),
    settledBy: idColumn<PersonId>()('settled_by').notNull(),
    settledAt: instantColumn('settled_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_settlement_per_rest', columns: [t.serviceId, t.shiftId, t.part] }),
    foreignKey({
      name: 'rest_for_a_shift_of_the_service',
      columns: [t.serviceId, t.shiftId],
      foreignColumns: [shifts.serviceId, shifts.id],
    }),
    foreignKey({
      name: 'rest_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'rest_settled_by_a_person_of_the_service',
      columns: [t.serviceId, t.settledBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** What a manager decided about a shift that began before its person had rested from a late finish. Only ever added to. */
export const nextStartDecisions = hub.table(
  'next_start_decisions',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    shiftId: idColumn<ShiftId>()('shift_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    /** When they would have rested, as it stood when it was decided: a later finish is put to a manager again. */
    restedAt: instantColumn('rested_at').notNull(),
    plannedStart: instantColumn('planned_start').notNull(),
    decision: codeColumn<NextStartDecision>()('decision').notNull(),
    why: text('why').notNull(),
    decidedBy: idColumn<PersonId>()('decided_by').notNull(),
    decidedAt: instantColumn('decided_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_decision_per_next_start', columns: [t.serviceId, t.shiftId, t.restedAt] }),
    foreignKey({
      name: 'next_start_of_a_shift_of_the_service',
      columns: [t.serviceId, t.shiftId],
      foreignColumns: [shifts.serviceId, shifts.id],
    }),
    foreignKey({
      name: 'next_start_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'next_start_decided_by_a_person_of_the_service',
      columns: [t.serviceId, t.decidedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
