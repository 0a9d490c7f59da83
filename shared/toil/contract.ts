import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  claimId,
  personId,
  type ClaimId,
  type EmployerId,
  type PersonId,
  type PolicyId,
  type ReferralId,
  type ToilEntryId,
} from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { narrative, reasonText, seenVersion } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import type { CausePart } from './causes.ts'
import { delayCodeInput, type DelayCode } from './delayCodes.ts'
import type { EntryKind } from './ledger.ts'
import type { ToilPolicy } from './policy.ts'
import { toilWords, type ToilRefusal } from './words.ts'

export const submitClaim = defineCommand(
  'toil.submit',
  'Send one’s own claim for a late finish to a manager',
  z.strictObject({ claimId, seenVersion, primaryCause: delayCodeInput, note: narrative }),
).answering<{ version: number }, ToilRefusal>(toilWords)

/** Approved one by one or in bulk: all of them or none, so that the number on the button is what happened. */
export const approveClaims = defineCommand(
  'toil.approve',
  'Approve claims: each adds its minutes to the ledger, once',
  z.strictObject({
    claims: z
      .array(z.strictObject({ claimId, seenVersion }))
      .min(1, 'Choose at least one claim')
      .max(200, 'Approve 200 at a time at most'),
  }),
).answering<{ approved: number; minutes: number }, ToilRefusal>(toilWords)

export const refuseClaim = defineCommand(
  'toil.refuse',
  'Refuse a claim, with a reason',
  z.strictObject({ claimId, seenVersion, why: reasonText }),
).answering<{ version: number }, ToilRefusal>(toilWords)

export const recordTaken = defineCommand(
  'toil.recordTaken',
  'Record TOIL that was taken',
  z.strictObject({ personId, day: londonDayInput, minutes: z.int().min(1).max(1440), note: narrative }),
).answering<{ entryId: ToilEntryId; balance: number }, ToilRefusal>(toilWords)

export interface ClaimRow {
  readonly id: ClaimId
  readonly version: number
  readonly personId: PersonId
  readonly personName: string
  readonly referralId: ReferralId
  readonly referralNumber: number
  readonly day: LondonDay
  readonly shiftStartedAt: Instant
  readonly shiftEndedAt: Instant
  readonly finishedAt: Instant
  readonly rawMinutes: number
  readonly minutes: number
  readonly policyId: PolicyId
  readonly workedOut: readonly { readonly said: string; readonly minutes: number }[]
  readonly causes: readonly CausePart[]
  readonly primaryCause: DelayCode
  readonly note: string
  readonly state: 'made' | 'submitted' | 'approved' | 'refused'
  readonly madeAt: Instant
  readonly submittedAt: Instant | null
  readonly decidedByName: string | null
  readonly decidedAt: Instant | null
  readonly decisionReason: string
  /** True when shift, finish and minutes still are what the record and the policy say. */
  readonly matchesRecord: boolean
  /** Why a person should look: over the limit, finish typed the next day, no reason given. Empty when it matches. */
  readonly look: readonly string[]
}

export interface LedgerRow {
  readonly id: ToilEntryId
  readonly kind: EntryKind
  readonly minutes: number
  readonly day: LondonDay
  readonly recordedAt: Instant
  readonly recordedByName: string
  readonly claimId: ClaimId | null
  readonly referralNumber: number | null
  readonly policyId: PolicyId | null
  /** From when the policy that judged it was in force. */
  readonly policyFrom: LondonDay | null
  readonly note: string
  /** The balance after this entry. */
  readonly balance: number
}

/** The same page for the AMHP and the manager: every minute with where it came from. */
export interface ToilAccount {
  readonly personId: PersonId
  readonly name: string
  readonly balance: number
  readonly limit: number | null
  readonly policy: ToilPolicy | null
  readonly entries: readonly LedgerRow[]
  readonly claims: readonly ClaimRow[]
}

export const myToil = defineQuery('toil.mine', 'One’s own TOIL: balance, each entry, each claim', z.strictObject({}), [
  'toil',
]).answering<ToilAccount>()

export const toilOf = defineQuery('toil.of', 'One person’s TOIL, for a manager', z.strictObject({ personId }), [
  'toil',
]).answering<ToilAccount | null>()

export const claimsToDecide = defineQuery('toil.claimsToDecide', 'Claims that wait for a manager', z.strictObject({}), [
  'toil',
]).answering<readonly ClaimRow[]>()

export interface PolicyRow {
  readonly id: PolicyId
  readonly employerId: EmployerId
  readonly employerName: string
  readonly effectiveFrom: LondonDay
  readonly policy: ToilPolicy
}

export const toilPolicies = defineQuery(
  'toil.policies',
  'Each employer’s TOIL policy, with the day from which it applies',
  z.strictObject({}),
  ['toil'],
).answering<readonly PolicyRow[]>()
