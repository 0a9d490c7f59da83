import { bigint, boolean, foreignKey, index, integer, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type {
  AgreementId,
  AllocationId,
  ClaimId,
  EmployerId,
  LeaveId,
  PersonId,
  PolicyId,
  ReferralId,
  ServiceId,
  ShiftId,
  ToilEntryId,
} from '#shared/kernel/ids.ts'
import type { CausePart } from '#shared/toil/causes.ts'
import type { EntryKind } from '#shared/toil/ledger.ts'
import type { ClaimState } from '#shared/toil/decisions.ts'
import type { PolicyGroup, ToilPolicy } from '#shared/toil/policy.ts'
import type { ReasonGiven } from '#shared/toil/reasons.ts'
import { codeColumn, hub, idColumn, instantColumn, jsonColumn, londonDayColumn, minutesColumn } from '../columns.ts'
import { allocations } from './allocations.ts'
import { employers } from './register.ts'
import { referrals } from './referrals.ts'
import { shifts } from './rota.ts'
import { leaveRequests } from './rotaCover.ts'
import { people } from './service.ts'

/** An employer's TOIL policy from a day on. Rows are never changed: a new one takes over from its own day. */
export const toilPolicies = hub.table(
  'toil_policies',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<PolicyId>()('id').notNull(),
    employerId: idColumn<EmployerId>()('employer_id').notNull(),
    effectiveFrom: londonDayColumn('effective_from').notNull(),
    appliesTo: codeColumn<PolicyGroup>()('applies_to').notNull().default('everybody'),
    policy: jsonColumn<ToilPolicy>()('policy').notNull(),
    /** The one that it puts right, for the same day. */
    replacesId: idColumn<PolicyId>()('replaces_id'),
  },
  (t) => [
    primaryKey({ name: 'toil_policies_pkey', columns: [t.serviceId, t.id] }),
    unique('one_policy_per_employer_and_day')
      .on(t.serviceId, t.employerId, t.appliesTo, t.effectiveFrom, t.replacesId)
      .nullsNotDistinct(),
    unique('one_replacement_per_policy').on(t.serviceId, t.replacesId),
    foreignKey({
      name: 'policy_replaces_one_of_the_service',
      columns: [t.serviceId, t.replacesId],
      foreignColumns: [t.serviceId, t.id],
    }),
    foreignKey({
      name: 'policy_of_an_employer_of_the_service',
      columns: [t.serviceId, t.employerId],
      foreignColumns: [employers.serviceId, employers.id],
    }),
  ],
)

/** A late finish, made into a claim from the record, with the policy that judged it. */
export const toilClaims = hub.table(
  'toil_claims',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ClaimId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    allocationId: idColumn<AllocationId>()('allocation_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    /** Null for work on no shift. */
    shiftId: idColumn<ShiftId>()('shift_id'),
    /** Called in: all of it counts, and `shift_ended_at` is when it began. */
    offRota: boolean('off_rota').notNull().default(false),
    /** The London day on which the shift started, or the work off the rota began: where the claim belongs in every report. */
    day: londonDayColumn('day').notNull(),
    shiftEndedAt: instantColumn('shift_ended_at').notNull(),
    finishedAt: instantColumn('finished_at').notNull(),
    rawMinutes: minutesColumn('raw_minutes').notNull(),
    minutes: minutesColumn('minutes').notNull(),
    policyId: idColumn<PolicyId>()('policy_id').notNull(),
    /** The policy as it was scaled to this person on the day; null on claims of before it was kept. */
    policy: jsonColumn<ToilPolicy>()('policy'),
    /** The unpaid break that its shift had when it was made; null on claims of before it was kept. */
    breakMinutes: integer('break_minutes'),
    /** The sum, line by line, as the policy of the day made it. */
    workedOut: jsonColumn<readonly { said: string; minutes: number }[]>()('worked_out').notNull(),
    causes: jsonColumn<readonly CausePart[]>()('causes').notNull(),
    /** Whether they had a break in the late stretch; null where nobody has said. */
    breakTaken: boolean('break_taken'),
    primaryCause: text('primary_cause').notNull(),
    primarySub: text('primary_sub'),
    /** The reasons as the AMHP confirmed them, with their times; empty when they stand as proposed. */
    reasons: jsonColumn<readonly ReasonGiven[]>()('reasons').notNull().default([]),
    note: text('note').notNull().default(''),
    state: codeColumn<ClaimState>()('state').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    submittedAt: instantColumn('submitted_at'),
    decidedBy: idColumn<PersonId>()('decided_by'),
    decidedAt: instantColumn('decided_at'),
    decisionReason: text('decision_reason').notNull().default(''),
    /** Counts decisions: one that was taken back is followed by the next. */
    decision: integer('decision').notNull().default(1),
    agreementId: idColumn<AgreementId>()('agreement_id'),
    /** The first of two approvals, where the policy asks for two people. */
    firstApprovedBy: idColumn<PersonId>()('first_approved_by'),
    firstApprovedAt: instantColumn('first_approved_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'toil_claims_pkey', columns: [t.serviceId, t.id] }),
    unique('one_claim_per_allocation').on(t.serviceId, t.allocationId),
    index('toil_claims_of_person').on(t.serviceId, t.personId, t.day),
    index('toil_claims_by_day').on(t.serviceId, t.day),
    foreignKey({
      name: 'claim_by_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'claim_for_an_allocation_of_the_service',
      columns: [t.serviceId, t.allocationId],
      foreignColumns: [allocations.serviceId, allocations.id],
    }),
    foreignKey({
      name: 'claim_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'claim_on_a_shift_of_the_service',
      columns: [t.serviceId, t.shiftId],
      foreignColumns: [shifts.serviceId, shifts.id],
    }),
    foreignKey({
      name: 'claim_under_a_policy_of_the_service',
      columns: [t.serviceId, t.policyId],
      foreignColumns: [toilPolicies.serviceId, toilPolicies.id],
    }),
    foreignKey({
      name: 'claim_decided_by_a_person_of_the_service',
      columns: [t.serviceId, t.decidedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** The TOIL ledger: signed whole minutes, only ever added to. A balance is the sum. */
export const toilEntries = hub.table(
  'toil_entries',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ToilEntryId>()('id').notNull(),
    /** The order in which entries were written. */
    position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    kind: codeColumn<EntryKind>()('kind').notNull(),
    minutes: minutesColumn('minutes').notNull(),
    day: londonDayColumn('day').notNull(),
    recordedAt: instantColumn('recorded_at').notNull(),
    recordedBy: idColumn<PersonId>()('recorded_by').notNull(),
    claimId: idColumn<ClaimId>()('claim_id'),
    claimDecision: integer('claim_decision').notNull().default(1),
    policyId: idColumn<PolicyId>()('policy_id'),
    reversesId: idColumn<ToilEntryId>()('reverses_id'),
    /** The entry that a decision about its running out was about; null for all others. */
    lotId: idColumn<ToilEntryId>()('lot_id'),
    /** The leave that it was taken by, or that gave it back. */
    leaveId: idColumn<LeaveId>()('leave_id'),
    note: text('note').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'toil_entries_pkey', columns: [t.serviceId, t.id] }),
    unique('one_reversal_per_entry').on(t.serviceId, t.reversesId),
    index('toil_entries_of_person').on(t.serviceId, t.personId, t.recordedAt),
    foreignKey({
      name: 'entry_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'entry_recorded_by_a_person_of_the_service',
      columns: [t.serviceId, t.recordedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'entry_for_a_claim_of_the_service',
      columns: [t.serviceId, t.claimId],
      foreignColumns: [toilClaims.serviceId, toilClaims.id],
    }),
    foreignKey({
      name: 'entry_under_a_policy_of_the_service',
      columns: [t.serviceId, t.policyId],
      foreignColumns: [toilPolicies.serviceId, toilPolicies.id],
    }),
    foreignKey({
      name: 'entry_reverses_an_entry_of_the_service',
      columns: [t.serviceId, t.reversesId],
      foreignColumns: [t.serviceId, t.id],
    }),
    foreignKey({
      name: 'entry_uses_a_lot_of_the_service',
      columns: [t.serviceId, t.lotId],
      foreignColumns: [t.serviceId, t.id],
    }),
    foreignKey({
      name: 'entry_of_leave_of_the_service',
      columns: [t.serviceId, t.leaveId],
      foreignColumns: [leaveRequests.serviceId, leaveRequests.id],
    }),
  ],
)
