import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CallInId, LeaveId, PersonId, ServiceId, ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import type { AwayKind } from '#shared/rota/contract.ts'
import type { CallInAnswer, CallInPay } from '#shared/rota/callIns.ts'
import type { LeaveState } from '#shared/rota/leave.ts'
import type { OfferKind, OfferState } from '#shared/rota/offers.ts'
import { codeColumn, hub, idColumn, instantColumn, londonDayColumn } from '../columns.ts'
import { shifts, type ShiftRole } from './rota.ts'
import { people } from './service.ts'

/** A shift, or part of one, that somebody would give to a colleague. It is about the shift, so it follows what becomes of the shift. */
export const shiftOffers = hub.table(
  'shift_offers',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ShiftOfferId>()('id').notNull(),
    kind: codeColumn<OfferKind>()('kind').notNull(),
    shiftId: idColumn<ShiftId>()('shift_id').notNull(),
    /** Whose shift it was when it was offered. */
    personId: idColumn<PersonId>()('person_id').notNull(),
    /** Part of the shift only: from and until when. */
    partStartsAt: instantColumn('part_starts_at'),
    partEndsAt: instantColumn('part_ends_at'),
    /** Meant for one colleague; null for anybody who can. */
    meantFor: idColumn<PersonId>()('meant_for'),
    note: text('note').notNull(),
    state: codeColumn<OfferState>()('state').notNull(),
    offeredBy: idColumn<PersonId>()('offered_by').notNull(),
    offeredAt: instantColumn('offered_at').notNull(),
    takerId: idColumn<PersonId>()('taker_id'),
    /** What the taker gives for it, when it is a swap. */
    inReturnShiftId: idColumn<ShiftId>()('in_return_shift_id'),
    /** When whoever offers their shift said yes to the one in return. */
    returnAgreedAt: instantColumn('return_agreed_at'),
    takenBy: idColumn<PersonId>()('taken_by'),
    takenAt: instantColumn('taken_at'),
    decidedBy: idColumn<PersonId>()('decided_by'),
    decidedAt: instantColumn('decided_at'),
    decidedWhy: text('decided_why').notNull().default(''),
    /** Why whoever agreed has somebody work on a day on which they are away. */
    overLeaveWhy: text('over_leave_why').notNull().default(''),
    /** The leave that it is offered for: when that is taken back, so is the offer. */
    leaveId: idColumn<LeaveId>()('leave_id'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'shift_offers_pkey', columns: [t.serviceId, t.id] }),
    index('offers_of_shift').on(t.serviceId, t.shiftId),
    ...(
      [
        ['offer_of_a_person_of_the_service', t.personId],
        ['offer_meant_for_a_person_of_the_service', t.meantFor],
        ['offer_made_by_a_person_of_the_service', t.offeredBy],
        ['offer_to_a_person_of_the_service', t.takerId],
        ['offer_taken_by_a_person_of_the_service', t.takenBy],
        ['offer_decided_by_a_person_of_the_service', t.decidedBy],
      ] as const
    ).map(([name, column]) =>
      foreignKey({ name, columns: [t.serviceId, column], foreignColumns: [people.serviceId, people.id] }),
    ),
    foreignKey({
      name: 'offer_of_a_shift_of_the_service',
      columns: [t.serviceId, t.shiftId],
      foreignColumns: [shifts.serviceId, shifts.id],
    }),
    foreignKey({
      name: 'offer_for_a_shift_of_the_service',
      columns: [t.serviceId, t.inReturnShiftId],
      foreignColumns: [shifts.serviceId, shifts.id],
    }),
    foreignKey({
      name: 'offer_for_leave_of_the_service',
      columns: [t.serviceId, t.leaveId],
      foreignColumns: [leaveRequests.serviceId, leaveRequests.id],
    }),
  ],
)

/** Cover that is looked for from people who are not on the rota. */
export const callIns = hub.table(
  'call_ins',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<CallInId>()('id').notNull(),
    startsAt: instantColumn('starts_at').notNull(),
    endsAt: instantColumn('ends_at').notNull(),
    role: codeColumn<ShiftRole>()('role').notNull(),
    why: text('why').notNull(),
    openedBy: idColumn<PersonId>()('opened_by').notNull(),
    openedAt: instantColumn('opened_at').notNull(),
    /** The shift of whoever comes in. */
    shiftId: idColumn<ShiftId>()('shift_id'),
    closedAt: instantColumn('closed_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'call_ins_pkey', columns: [t.serviceId, t.id] }),
    index('call_ins_by_shift')
      .on(t.serviceId, t.shiftId)
      .where(sql`shift_id is not null`),
    foreignKey({
      name: 'call_in_by_a_person_of_the_service',
      columns: [t.serviceId, t.openedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'call_in_filled_by_a_shift_of_the_service',
      columns: [t.serviceId, t.shiftId],
      foreignColumns: [shifts.serviceId, shifts.id],
    }),
  ],
)

/** Who was asked to come in, and what they said. Only ever added to. */
export const callInAsks = hub.table(
  'call_in_asks',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    callInId: idColumn<CallInId>()('call_in_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    answer: codeColumn<CallInAnswer>()('answer').notNull(),
    pay: codeColumn<CallInPay>()('pay'),
    note: text('note').notNull().default(''),
    askedBy: idColumn<PersonId>()('asked_by').notNull(),
    askedAt: instantColumn('asked_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'call_in_asks_pkey', columns: [t.serviceId, t.callInId, t.personId, t.askedAt] }),
    foreignKey({
      name: 'ask_of_a_call_in_of_the_service',
      columns: [t.serviceId, t.callInId],
      foreignColumns: [callIns.serviceId, callIns.id],
    }),
    foreignKey({
      name: 'ask_to_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'ask_by_a_person_of_the_service',
      columns: [t.serviceId, t.askedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Leave that somebody asks for, or that is put down for them: annual leave, TOIL, sickness, training, other duty. */
export const leaveRequests = hub.table(
  'leave_requests',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<LeaveId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    kind: codeColumn<AwayKind>()('kind').notNull(),
    firstDay: londonDayColumn('first_day').notNull(),
    lastDay: londonDayColumn('last_day').notNull(),
    /** From when to when, of TOIL that is taken for a part of its one day; empty for whole days. */
    startsAt: instantColumn('starts_at'),
    endsAt: instantColumn('ends_at'),
    state: codeColumn<LeaveState>()('state').notNull(),
    note: text('note').notNull(),
    /** That shifts on these days are left for others to cover was seen, and agreed to all the same. */
    leavesGaps: boolean('leaves_gaps').notNull().default(false),
    askedBy: idColumn<PersonId>()('asked_by').notNull(),
    askedAt: instantColumn('asked_at').notNull(),
    decidedBy: idColumn<PersonId>()('decided_by'),
    decidedAt: instantColumn('decided_at'),
    decidedWhy: text('decided_why').notNull().default(''),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'leave_requests_pkey', columns: [t.serviceId, t.id] }),
    index('leave_of_person').on(t.serviceId, t.personId, t.firstDay),
    index('hours_away_by_day')
      .on(t.serviceId, t.firstDay)
      .where(sql`starts_at is not null and state = 'agreed'`),
    foreignKey({
      name: 'leave_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'leave_asked_by_a_person_of_the_service',
      columns: [t.serviceId, t.askedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'leave_decided_by_a_person_of_the_service',
      columns: [t.serviceId, t.decidedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
