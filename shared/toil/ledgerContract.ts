import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  agreementId,
  closingId,
  employerId,
  personId,
  toilEntryId,
  type AgreementId,
  type AllocationId,
  type ClaimId,
  type ClosingId,
  type EmployerId,
  type PersonId,
  type PolicyId,
  type ShiftId,
  type ToilEntryId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { narrative, reasonText } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import { policyGroups, toilPolicy } from './policy.ts'
import { toilWords, type ToilRefusal } from './words.ts'

const some = z.int('Give whole minutes').min(1, 'Give at least a minute').max(60_000)

const eitherWay = z
  .int('Give whole minutes')
  .min(-60_000)
  .max(60_000)
  .refine((count) => count !== 0, 'Give at least a minute')

export const agreeBeforehand = defineCommand(
  'toil.agree',
  'Agree to extra time on a day before it is worked',
  z.strictObject({ personId, day: londonDayInput, upToMinutes: z.int().min(1).max(1440), why: reasonText }),
).answering<{ agreementId: AgreementId }, ToilRefusal>(toilWords)

export const withdrawAgreement = defineCommand(
  'toil.withdrawAgreement',
  'Withdraw extra time that was agreed beforehand, with the reason, before it is worked',
  z.strictObject({ agreementId, why: reasonText }),
).answering<{ day: LondonDay }, ToilRefusal>(toilWords)

export const bookToil = defineCommand(
  'toil.book',
  'Book a day of TOIL: it comes off the balance and stands on the rota',
  z.strictObject({ personId, day: londonDayInput, minutes: z.int().min(1).max(1440), note: narrative }),
).answering<{ entryId: ToilEntryId; balance: number }, ToilRefusal>(toilWords)

export const adjustToil = defineCommand(
  'toil.adjust',
  'Correct a balance up or down, with the reason',
  z.strictObject({
    personId,
    day: londonDayInput,
    minutes: eitherWay,
    why: reasonText,
  }),
).answering<{ entryId: ToilEntryId; balance: number }, ToilRefusal>(toilWords)

export const bringForward = defineCommand(
  'toil.bringForward',
  'Bring forward what somebody was owed before this ledger, or owed it, once',
  z.strictObject({ personId, day: londonDayInput, minutes: eitherWay, why: reasonText }),
).answering<{ entryId: ToilEntryId; balance: number }, ToilRefusal>(toilWords)

export const payOut = defineCommand(
  'toil.payOut',
  'Record TOIL that was paid instead of taken',
  z.strictObject({ personId, day: londonDayInput, minutes: some, why: reasonText }),
).answering<{ entryId: ToilEntryId; balance: number }, ToilRefusal>(toilWords)

export const reverseEntry = defineCommand(
  'toil.reverse',
  'Take one entry back exactly, with the reason; claims are undone instead',
  z.strictObject({ entryId: toilEntryId, why: reasonText }),
).answering<{ entryId: ToilEntryId; balance: number }, ToilRefusal>(toilWords)

export const decideExpiry = defineCommand(
  'toil.decideExpiry',
  'Decide what becomes of TOIL that runs out: a later day, payment, or its end',
  z.strictObject({
    entryId: toilEntryId,
    decision: z.enum(['extend', 'pay', 'expire'], 'Choose what becomes of it'),
    /** The new last day, for a later one. */
    until: londonDayInput.nullable(),
    why: reasonText,
  }),
).answering<{ balance: number }, ToilRefusal>(toilWords)

export const setPolicy = defineCommand(
  'toil.setPolicy',
  'Set an employer’s TOIL policy from a day on; what was judged before stays as it was',
  z.strictObject({
    employerId,
    effectiveFrom: londonDayInput,
    appliesTo: z.enum(policyGroups),
    policy: toilPolicy,
  }),
).answering<{ policyId: PolicyId }, ToilRefusal>(toilWords)

export const closePayroll = defineCommand(
  'toil.closePayroll',
  'Close payroll to a day: decisions about its days can no longer be undone',
  z.strictObject({ upTo: londonDayInput }),
).answering<{ closingId: ClosingId; people: number }, ToilRefusal>(toilWords)

export const reopenPayroll = defineCommand(
  'toil.reopenPayroll',
  'Open payroll again, with the reason; whatever was closed after it opens too',
  z.strictObject({ closingId, why: reasonText }),
).answering<{ reopened: number }, ToilRefusal>(toilWords)

/** One person's line of a closing: what moved since the one before, and what is owed. Signed whole minutes. */
export interface PayrollLine {
  readonly personId: PersonId
  readonly name: string
  readonly earned: number
  readonly taken: number
  readonly paid: number
  readonly expired: number
  readonly adjusted: number
  readonly balance: number
}

export interface Closing {
  readonly id: ClosingId
  readonly upTo: LondonDay
  readonly closedAt: Instant
  readonly closedByName: string
  readonly lines: readonly PayrollLine[]
  /** Hours to pay as it found them; `null` for what was closed before they were kept with it. */
  readonly hoursToPay: readonly HoursToPay[] | null
  readonly reopened: { readonly at: Instant; readonly byName: string; readonly why: string } | null
  /** What opening it again would touch, in words: later closings, entries made since, reports that were handed out. */
  readonly dependsOn: readonly string[]
}

/**
 * Time that is paid instead of given back: late on a shift or on none, by the session, or on a call-in for which pay was agreed.
 */
export interface HoursToPay {
  readonly personId: PersonId
  readonly name: string
  /** Of a shift, or of a job that was on none. */
  readonly shiftId: ShiftId | null
  /** Left out in closings of before such jobs were paid. */
  readonly allocationId?: AllocationId | null
  readonly day: LondonDay
  readonly why: 'sessional' | 'call-in'
  /** What no closing holds yet; less than nothing where one held more than the record says now. */
  readonly minutes: number
  /** Numbers of the referrals that were worked on in it. */
  readonly numbers: readonly number[]
}

export interface Payroll {
  readonly closedTo: LondonDay | null
  readonly closings: readonly Closing[]
  /** What a closing to today would say. */
  readonly open: readonly PayrollLine[]
  readonly hoursToPay: readonly HoursToPay[]
  /** Claims that nobody has sent yet, the oldest first: a closing leaves them open. */
  readonly unsent: readonly UnsentClaim[]
}

/** An employer without a policy in force for some of its AMHPs: their late work makes no claims until one is set. */
export interface WithoutPolicy {
  readonly employerId: EmployerId
  readonly name: string
  /** Its AMHPs for whom no policy is in force today, without those who are paid by the session. */
  readonly amhps: number
  /** Jobs of the last year that ended late on a day for which no policy held: they are claimed once one does. */
  readonly lateJobs: number
  /** The first day of one that is set already and comes into force; `null` where none is. */
  readonly policyFrom: LondonDay | null
}

export const withoutPolicy = defineQuery(
  'toil.withoutPolicy',
  'Employers whose AMHPs’ late work makes no claims, because no TOIL policy is in force',
  z.strictObject({}),
  ['toil', 'register', 'allocations'],
).answering<readonly WithoutPolicy[]>()

/** A claim made from the record that waits for its AMHP, or for a manager to send it in their name. */
export interface UnsentClaim {
  readonly claimId: ClaimId
  readonly personId: PersonId
  readonly name: string
  readonly day: LondonDay
  readonly minutes: number
}

export const payroll = defineQuery(
  'toil.payroll',
  'Payroll: what has moved since it last closed, and each closing with what depends on it',
  z.strictObject({}),
  ['toil', 'register'],
).answering<Payroll>()
