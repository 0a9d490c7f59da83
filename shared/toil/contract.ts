import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import {
  claimId,
  personId,
  type AgreementId,
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
import type { ClaimState } from './decisions.ts'
import { delayCodeInput, type DelayCode } from './delayCodes.ts'
import type { Reminder } from './expiry.ts'
import type { EntryKind } from './ledger.ts'
import type { PolicyGroup, ToilPolicy } from './policy.ts'
import { reasonsInput, subCodeInput, type ReasonGiven } from './reasons.ts'
import { toilWords, type ToilRefusal } from './words.ts'

export const submitClaim = defineCommand(
  'toil.submit',
  'Send one’s own claim for a late finish to a manager',
  z.strictObject({
    claimId,
    seenVersion,
    primaryCause: delayCodeInput,
    /** A closer word for the main reason, of its own list. */
    primarySub: subCodeInput.nullable().default(null),
    /** The reasons as the AMHP confirms them; none means as they were proposed. */
    reasons: reasonsInput.default([]),
    note: narrative,
    /** Whether they had a break in the late stretch; `null` when they do not say. */
    breakTaken: z.boolean().nullable().default(null),
  }),
).answering<{ version: number }, ToilRefusal>(toilWords)

export const sayBreak = defineCommand(
  'toil.sayBreak',
  'Say whether there was a break in one’s own late stretch, until its claim is decided',
  z.strictObject({ claimId, seenVersion, breakTaken: z.boolean() }),
).answering<{ version: number; minutes: number }, ToilRefusal>(toilWords)

export const submitFor = defineCommand(
  'toil.submitFor',
  'Send a claim in the name of an AMHP who cannot, with the reason',
  z.strictObject({ claimId, seenVersion, why: reasonText }),
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
    /** Why, although a limit that blocks is passed. */
    despite: narrative.default(''),
  }),
).answering<{ approved: number; minutes: number; agreed: number }, ToilRefusal>(toilWords)

export const refuseClaim = defineCommand(
  'toil.refuse',
  'Refuse a claim, with a reason',
  z.strictObject({ claimId, seenVersion, why: reasonText }),
).answering<{ version: number }, ToilRefusal>(toilWords)

/** Takes decisions back, until payroll has closed over them: what they added is reversed exactly, and the claims wait again. */
export const undoDecisions = defineCommand(
  'toil.undo',
  'Take decisions on claims back, until payroll has closed over them',
  z.strictObject({
    claims: z
      .array(z.strictObject({ claimId, seenVersion }))
      .min(1, 'Choose at least one claim')
      .max(200, 'Undo 200 at a time at most'),
  }),
).answering<{ undone: number; minutes: number }, ToilRefusal>(toilWords)

export const askAboutClaim = defineCommand(
  'toil.ask',
  'Ask the AMHP about a claim: it waits for the answer',
  z.strictObject({ claimId, seenVersion, question: reasonText }),
).answering<{ version: number }, ToilRefusal>(toilWords)

export const answerAboutClaim = defineCommand(
  'toil.answer',
  'Answer a question about one’s own claim',
  z.strictObject({ claimId, seenVersion, answer: reasonText }),
).answering<{ version: number }, ToilRefusal>(toilWords)

export const recordTaken = defineCommand(
  'toil.recordTaken',
  'Record TOIL that was taken',
  z.strictObject({ personId, day: londonDayInput, minutes: z.int().min(1).max(1440), note: narrative }),
).answering<{ entryId: ToilEntryId; balance: number }, ToilRefusal>(toilWords)

/** Something that was done with a claim. */
export interface ClaimAct {
  readonly act:
    | 'sent'
    | 'queried'
    | 'answered'
    | 'agreed'
    | 'approved'
    | 'refused'
    | 'undone'
    | 'claimed-again'
    | 'finish-corrected'
    | 'recounted'
    | 'break-said'
    | 'sent-for'
  readonly byName: string
  readonly at: Instant
  readonly said: string
}

export interface ClaimRow {
  readonly id: ClaimId
  readonly version: number
  readonly personId: PersonId
  readonly personName: string
  readonly referralId: ReferralId
  readonly referralNumber: number
  readonly day: LondonDay
  /** When the shift began; off the rota, when the work did. */
  readonly shiftStartedAt: Instant
  /** From when it counts: the end of the shift, or off the rota when the work began. */
  readonly shiftEndedAt: Instant
  /** Called in off the rota: all of it counts. */
  readonly offRota: boolean
  readonly finishedAt: Instant
  readonly rawMinutes: number
  readonly minutes: number
  readonly policyId: PolicyId
  readonly workedOut: readonly { readonly said: string; readonly minutes: number }[]
  readonly causes: readonly CausePart[]
  /** Whether they had a break in the late stretch; `null` where nobody has said. */
  readonly breakTaken: boolean | null
  readonly primaryCause: DelayCode
  readonly note: string
  readonly primarySub: string | null
  readonly reasons: readonly ReasonGiven[]
  readonly state: ClaimState
  /** What was said about it, in order. */
  readonly acts: readonly ClaimAct[]
  /** Minutes that were agreed beforehand for this day; `null` when none were, so that it is an emergency. */
  readonly agreedMinutes: number | null
  /** Whether the policy that judges it asks for agreement beforehand. */
  readonly asksAgreement: boolean
  readonly firstApprovedByName: string | null
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
  readonly reversesId: ToilEntryId | null
  /** What a decision about its running out used up. */
  readonly lotId: ToilEntryId | null
  /** True for what was taken by leave, or given back with it: it follows the leave. */
  readonly ofLeave: boolean
  /** True for an entry that a later one took back. */
  readonly reversed: boolean
  /** True once payroll has closed over it: it is corrected by a new entry, not reversed. */
  readonly locked: boolean
  /** The balance after this entry. */
  readonly balance: number
}

/** TOIL of a day to come, in minutes. */
export interface BookedToil {
  readonly entryId: ToilEntryId
  readonly day: LondonDay
  readonly minutes: number
  readonly onRota: boolean
}

/** Extra time that a manager agreed to before it was worked: a claim within it is not an emergency. */
export interface AgreedTime {
  readonly id: AgreementId
  readonly day: LondonDay
  readonly upToMinutes: number
  readonly why: string
  readonly byName: string
  readonly at: Instant
  /** Who withdrew it and why; `null` while it stands. */
  readonly withdrawn: { readonly byName: string; readonly at: Instant; readonly why: string } | null
}

/** The same page for the AMHP and the manager: every minute with where it came from. */
export interface ToilAccount {
  readonly personId: PersonId
  readonly name: string
  readonly balance: number
  readonly limit: number | null
  readonly policy: ToilPolicy | null
  /** What runs out, at eight weeks, four, one, and past its day. */
  readonly reminders: readonly Reminder[]
  /** TOIL of days to come: taken off the balance already. `onRota` when the rota shows the day as away; part of a day does not. */
  readonly booked: readonly BookedToil[]
  /** Extra time that was agreed beforehand, for days of the last four weeks and those to come, the latest first. */
  readonly agreed: readonly AgreedTime[]
  /** A whole day off by their contract: so much TOIL taken stands on the rota. `null` for whoever has no contracted hours. */
  readonly dayMinutes: number | null
  /** The last day to which payroll has closed. */
  readonly closedTo: LondonDay | null
  readonly entries: readonly LedgerRow[]
  readonly claims: readonly ClaimRow[]
}

export const myToil = defineQuery('toil.mine', 'One’s own TOIL: balance, each entry, each claim', z.strictObject({}), [
  'toil',
]).answering<ToilAccount>()

export const toilOf = defineQuery('toil.of', 'One person’s TOIL, for a manager', z.strictObject({ personId }), [
  'toil',
]).answering<ToilAccount | null>()

/** Somebody’s TOIL that runs out: told at eight weeks, four and one, and for as long as nobody has decided what becomes of it. */
export interface RunningOut extends Reminder {
  readonly personId: PersonId
  readonly name: string
}

export const runningOut = defineQuery(
  'toil.runningOut',
  'Whose TOIL runs out within eight weeks, or has and waits for a decision',
  z.strictObject({}),
  ['toil', 'register'],
).answering<readonly RunningOut[]>()

export const claimsDecided = defineQuery(
  'toil.claimsDecided',
  'Claims decided since payroll last closed: they can still be undone',
  z.strictObject({}),
  ['toil'],
).answering<readonly ClaimRow[]>()

export const claimsToDecide = defineQuery('toil.claimsToDecide', 'Claims that wait for a manager', z.strictObject({}), [
  'toil',
]).answering<readonly ClaimRow[]>()

export interface PolicyRow {
  readonly id: PolicyId
  readonly employerId: EmployerId
  readonly employerName: string
  readonly effectiveFrom: LondonDay
  readonly appliesTo: PolicyGroup
  readonly policy: ToilPolicy
  /** Set again for the same day, with what was wrong put right: it judges nothing. */
  readonly replaced: boolean
}

export const toilPolicies = defineQuery(
  'toil.policies',
  'Each employer’s TOIL policy, with the day from which it applies',
  z.strictObject({}),
  ['toil'],
).answering<readonly PolicyRow[]>()
