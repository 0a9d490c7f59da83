import type { ClaimId, PersonId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { minutesBetween, type Instant } from '../time/instant.ts'
import { daysBetween, formatInstant, londonDayOf, type LondonDay } from '../time/london.ts'
import { formatMinutes, minutes, type Minutes } from '../time/minutes.ts'
import type { DelayCode } from './delayCodes.ts'
import { capStanding, type ToilPolicy } from './policy.ts'

/** Made from the record when a job finishes late, sent by the AMHP, then decided by a manager. */
export const claimStates = ['made', 'submitted', 'approved', 'refused'] as const
export type ClaimState = (typeof claimStates)[number]

/** What a decision depends on. `decidedByName` and `decidedAt` are of a decision already made. */
export interface ClaimToDecide {
  readonly id: ClaimId
  readonly personId: PersonId
  readonly state: ClaimState
  readonly version: number
  readonly minutes: Minutes
  readonly decidedByName: string | null
  readonly decidedAt: Instant | null
}

/** Who decides, and which version of the claim they had before them. */
export interface Decider {
  readonly personId: PersonId
  readonly seenVersion: number
}

/** Why a claim cannot be decided. */
export type DecisionRefusal =
  | { readonly code: 'own-claim'; readonly claimId: ClaimId }
  | { readonly code: 'not-submitted'; readonly claimId: ClaimId }
  | { readonly code: 'changed-since-seen'; readonly claimId: ClaimId; readonly version: number }
  | {
      readonly code: 'already-decided'
      readonly claimId: ClaimId
      readonly state: 'approved' | 'refused'
      readonly byName: string
      readonly at: Instant
    }

/** A claim decided. `accrues` is what goes into the ledger as ACCRUE: `null` when refused, or when there is nothing to add. */
export interface ClaimDecision {
  readonly claimId: ClaimId
  readonly state: 'approved' | 'refused'
  readonly decidedAt: Instant
  readonly decidedBy: PersonId
  readonly accrues: Minutes | null
}

/**
 * Whether a claim may be approved. Nobody approves their own, an undecided claim has to have been sent, and what is approved
 * is what was seen. A decision stands: a second one is told who made the first.
 *
 * @example decideApproval(claim, { personId: manager, seenVersion: 2 }, now) // done({ state: 'approved', accrues: 50, … })
 */
export function decideApproval(
  claim: ClaimToDecide,
  approver: Decider,
  now: Instant,
): Outcome<ClaimDecision, DecisionRefusal> {
  return decide(claim, approver, { state: 'approved', now })
}

/**
 * Whether a claim may be refused: the same rules. The reason for it is asked for at the door.
 *
 * @example decideRefusal(claim, { personId: manager, seenVersion: 2 }, now) // done({ state: 'refused', accrues: null, … })
 */
export function decideRefusal(
  claim: ClaimToDecide,
  decider: Decider,
  now: Instant,
): Outcome<ClaimDecision, DecisionRefusal> {
  return decide(claim, decider, { state: 'refused', now })
}

function decide(
  claim: ClaimToDecide,
  decider: Decider,
  { state, now }: { state: 'approved' | 'refused'; now: Instant },
): Outcome<ClaimDecision, DecisionRefusal> {
  const claimId = claim.id
  if (claim.personId === decider.personId) return refuse({ code: 'own-claim', claimId })
  if (claim.state === 'approved' || claim.state === 'refused') {
    const [byName, at] = [claim.decidedByName ?? 'Somebody', claim.decidedAt ?? now]
    return refuse({ code: 'already-decided', claimId, state: claim.state, byName, at })
  }
  if (claim.state === 'made') return refuse({ code: 'not-submitted', claimId })
  if (claim.version !== decider.seenVersion) {
    return refuse({ code: 'changed-since-seen', claimId, version: claim.version })
  }
  const accrues = state === 'approved' && claim.minutes > 0 ? claim.minutes : null
  return done({ claimId, state, decidedAt: now, decidedBy: decider.personId, accrues })
}

/** A claim as it was sent. */
export interface SentClaim {
  readonly day: LondonDay
  readonly shiftEndedAt: Instant
  readonly finishedAt: Instant
  readonly minutes: Minutes
  readonly primaryCause: DelayCode | null
  readonly note: string
  readonly submittedAt: Instant
}

/** What the record says now: the shift, the job's finish, and what the policy makes of them. */
export interface RecordOfFinish {
  readonly shiftEndsAt: Instant
  readonly finishedAt: Instant
  readonly finishRecordedAt: Instant
  readonly minutes: Minutes
  /** What the person is owed without this claim. */
  readonly balance: Minutes
  readonly policy: ToilPolicy
}

/** Something about a claim that a person should look at. */
export type Look =
  | { readonly code: 'shift-differs'; readonly recorded: Instant }
  | { readonly code: 'finish-differs'; readonly recorded: Instant }
  | { readonly code: 'minutes-differ'; readonly recorded: Minutes }
  | { readonly code: 'finish-typed-later'; readonly typedAt: Instant }
  | { readonly code: 'no-reason-given' }
  | { readonly code: 'takes-past-limit'; readonly balance: Minutes; readonly limit: Minutes }
  | { readonly code: 'sent-late'; readonly days: number; readonly window: number }

/** A finish typed this long after it happened was not tapped at the door. */
const TYPED_LATER: Minutes = minutes(6 * 60)

/**
 * Whether a claim is what the record and the policy say, with everything that asks for a look when it is not that plain.
 * Claims that match can be approved together; the others one by one.
 *
 * @example matchesTheRecord(claim, record) // { matches: false, look: [{ code: 'takes-past-limit', balance: 2470, limit: 2220 }] }
 */
export function matchesTheRecord(
  claim: SentClaim,
  record: RecordOfFinish,
): { readonly matches: boolean; readonly look: readonly Look[] } {
  const { policy } = record
  const owed = minutes(record.balance + claim.minutes)
  const days = daysBetween(claim.day, londonDayOf(claim.submittedAt))
  const said = claim.primaryCause !== null && (claim.primaryCause !== 'OTH' || claim.note.trim() !== '')
  const look: readonly (Look | false)[] = [
    claim.shiftEndedAt !== record.shiftEndsAt && { code: 'shift-differs', recorded: record.shiftEndsAt },
    claim.finishedAt !== record.finishedAt && { code: 'finish-differs', recorded: record.finishedAt },
    claim.minutes !== record.minutes && { code: 'minutes-differ', recorded: record.minutes },
    minutesBetween(record.finishedAt, record.finishRecordedAt) >= TYPED_LATER && {
      code: 'finish-typed-later',
      typedAt: record.finishRecordedAt,
    },
    !said && { code: 'no-reason-given' },
    policy.cap !== null &&
      capStanding(policy, owed).code === 'over' && {
        code: 'takes-past-limit',
        balance: owed,
        limit: policy.cap.minutes,
      },
    days > policy.retroWindowDays && { code: 'sent-late', days, window: policy.retroWindowDays },
  ]
  const found = look.filter((one) => one !== false)
  return { matches: found.length === 0, look: found }
}

/** Why to look, as a sentence. @example lookWords({ code: 'no-reason-given' }) // 'Reason not given' */
export function lookWords(look: Look): string {
  switch (look.code) {
    case 'shift-differs':
      return `The rota now has the shift end at ${formatInstant(look.recorded)}`
    case 'finish-differs':
      return `The job record has the finish at ${formatInstant(look.recorded)}`
    case 'minutes-differ':
      return `The record makes it ${formatMinutes(look.recorded)}`
    case 'finish-typed-later':
      return `Finish typed in ${formatInstant(look.typedAt)}`
    case 'no-reason-given':
      return 'Reason not given'
    case 'takes-past-limit':
      return `Takes the balance to ${formatMinutes(look.balance)}, past ${formatMinutes(look.limit)}`
    case 'sent-late':
      return `Sent ${look.days} days after the shift; the policy asks for ${look.window}`
  }
}
