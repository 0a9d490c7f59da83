import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type { NotFollowed } from '#shared/allocations/notFollowed.ts'
import type { AllocationId, PersonId, ReferralId, ServiceId, ShiftId, WaitId } from '#shared/kernel/ids.ts'
import { codeColumn, hub, idColumn, instantColumn, jsonColumn } from '../columns.ts'
import { people } from './service.ts'
import { referrals } from './referrals.ts'
import { shifts } from './rota.ts'

/** One AMHP's time with one referral, from the offer to home safe. A referral has at most one that has not ended. */
export const allocations = hub.table(
  'allocations',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<AllocationId>()('id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    /** The shift it was given on; null when somebody was called in from off the rota. */
    shiftId: idColumn<ShiftId>()('shift_id'),
    allocatedBy: idColumn<PersonId>()('allocated_by').notNull(),
    allocatedAt: instantColumn('allocated_at').notNull(),
    reason: text('reason').notNull().default(''),
    /** Why the first of the suggestion was not chosen, as one tap said it; null where it was, or before taps were kept. */
    reasonCode: codeColumn<NotFollowed>()('reason_code'),
    openedAt: instantColumn('opened_at'),
    acceptedAt: instantColumn('accepted_at'),
    declinedAt: instantColumn('declined_at'),
    setOffAt: instantColumn('set_off_at'),
    arrivedAt: instantColumn('arrived_at'),
    outcome: text('outcome'),
    outcomeDetail: text('outcome_detail').notNull().default(''),
    outcomeReasons: text('outcome_reasons').notNull().default(''),
    outcomeAt: instantColumn('outcome_at'),
    finishedAt: instantColumn('finished_at'),
    homeSafeAt: instantColumn('home_safe_at'),
    endedAt: instantColumn('ended_at'),
    endedHow: codeColumn<'finished' | 'declined' | 'taken-back' | 'undone'>()('ended_how'),
    endedBy: idColumn<PersonId>()('ended_by'),
    endedWhy: text('ended_why').notNull().default(''),
    /** What the suggestion said at the moment of choosing, so that it can be read again as it was. */
    choice: jsonColumn<Record<string, unknown>>()('choice').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'allocations_pkey', columns: [t.serviceId, t.id] }),
    index('allocations_of_referral').on(t.serviceId, t.referralId),
    index('allocations_of_person').on(t.serviceId, t.personId, t.allocatedAt),
    index('allocations_finished')
      .on(t.serviceId, t.finishedAt)
      .where(sql`finished_at is not null`),
    foreignKey({
      name: 'allocation_of_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'allocation_to_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'allocation_by_a_person_of_the_service',
      columns: [t.serviceId, t.allocatedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'allocation_on_a_shift_of_the_service',
      columns: [t.serviceId, t.shiftId],
      foreignColumns: [shifts.serviceId, shifts.id],
    }),
    foreignKey({
      name: 'allocation_ended_by_a_person_of_the_service',
      columns: [t.serviceId, t.endedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** What the AMHP waited for, from when to when. Waits may run beside each other. */
export const waits = hub.table(
  'waits',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<WaitId>()('id').notNull(),
    allocationId: idColumn<AllocationId>()('allocation_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    kind: codeColumn<'doctor' | 'bed' | 'ambulance' | 'police' | 'interpreter' | 'other'>()('kind').notNull(),
    startedAt: instantColumn('started_at').notNull(),
    endedAt: instantColumn('ended_at'),
    note: text('note').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'waits_pkey', columns: [t.serviceId, t.id] }),
    index('waits_of_allocation').on(t.serviceId, t.allocationId),
    foreignKey({
      name: 'wait_of_an_allocation_of_the_service',
      columns: [t.serviceId, t.allocationId],
      foreignColumns: [allocations.serviceId, allocations.id],
    }),
    foreignKey({
      name: 'wait_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
  ],
)
