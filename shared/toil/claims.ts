import { minutesBetween, type Instant } from '../time/instant.ts'
import { daysBetween, formatInstant, londonDayOf, type LondonDay } from '../time/london.ts'
import { formatMinutes, minutes, type Minutes } from '../time/minutes.ts'
import type { DelayCode } from './delayCodes.ts'
import { capStanding, periodStanding, type ToilPolicy } from './policy.ts'

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
  /** Whether the job was taken back from its AMHP, so that its end is when somebody else said so. */
  readonly relieved?: boolean
  /** Whether its finish was corrected after it was recorded. */
  readonly corrected?: boolean
  readonly minutes: Minutes
  /** What the person is owed without this claim. */
  readonly balance: Minutes
  /** What they earned in the policy's period without this claim; 0 where the policy has none. */
  readonly earnedInPeriod?: Minutes
  /** Minutes that a manager agreed to before they were worked; `null` when nobody did. */
  readonly agreedMinutes?: Minutes | null
  /** When the AMHP arrived with the person, and when that was recorded; `null` where either is not known. */
  readonly arrival?: { readonly at: Instant; readonly recordedAt: Instant } | null
  readonly policy: ToilPolicy
}

/** Something about a claim that a person should look at. */
export type Look =
  | { readonly code: 'shift-differs'; readonly recorded: Instant }
  | { readonly code: 'finish-differs'; readonly recorded: Instant }
  | { readonly code: 'minutes-differ'; readonly recorded: Minutes }
  | { readonly code: 'finish-typed-later'; readonly typedAt: Instant }
  | { readonly code: 'relieved'; readonly at: Instant }
  | { readonly code: 'no-reason-given' }
  | { readonly code: 'finish-corrected' }
  | { readonly code: 'takes-past-limit'; readonly balance: Minutes; readonly limit: Minutes }
  | { readonly code: 'past-period-limit'; readonly earned: Minutes; readonly limit: Minutes }
  | { readonly code: 'not-agreed-beforehand' }
  | { readonly code: 'more-than-agreed'; readonly agreed: Minutes }
  | { readonly code: 'arrival-typed-later'; readonly typedAt: Instant }
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
    record.relieved === true && { code: 'relieved', at: record.finishedAt },
    record.corrected === true && { code: 'finish-corrected' },
    !said && { code: 'no-reason-given' },
    policy.cap !== null &&
      capStanding(policy, owed).code === 'over' && {
        code: 'takes-past-limit',
        balance: owed,
        limit: policy.cap.minutes,
      },
    ...periodLook(claim, record),
    ...agreementLook(claim, record),
    record.arrival !== undefined &&
      record.arrival !== null &&
      minutesBetween(record.arrival.at, record.arrival.recordedAt) >= TYPED_LATER && {
        code: 'arrival-typed-later',
        typedAt: record.arrival.recordedAt,
      },
    days > policy.retroWindowDays && { code: 'sent-late', days, window: policy.retroWindowDays },
  ]
  const found = look.filter((one) => one !== false)
  return { matches: found.length === 0, look: found }
}

function periodLook(claim: SentClaim, { policy, earnedInPeriod }: RecordOfFinish): readonly Look[] {
  const earned = minutes((earnedInPeriod ?? 0) + claim.minutes)
  if (policy.periodCap === null || periodStanding(policy, earned).code === 'within') return []
  return [{ code: 'past-period-limit', earned, limit: policy.periodCap.minutes }]
}

/** Where the employer wants hours agreed beforehand, an emergency is looked at by a person; it is claimed all the same. */
function agreementLook(claim: SentClaim, { policy, agreedMinutes }: RecordOfFinish): readonly Look[] {
  if (policy.agreement !== 'beforehand') return []
  if (agreedMinutes === undefined || agreedMinutes === null) return [{ code: 'not-agreed-beforehand' }]
  return claim.minutes > agreedMinutes ? [{ code: 'more-than-agreed', agreed: agreedMinutes }] : []
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
    case 'relieved':
      return `Ended when the job was taken back, ${formatInstant(look.at)}: did they work until then?`
    case 'no-reason-given':
      return 'Reason not given'
    case 'finish-corrected':
      return 'Finish corrected after it was recorded'
    case 'takes-past-limit':
      return `Takes the balance to ${formatMinutes(look.balance)}, past ${formatMinutes(look.limit)}`
    case 'past-period-limit':
      return `Takes the period to ${formatMinutes(look.earned)}, past ${formatMinutes(look.limit)}`
    case 'not-agreed-beforehand':
      return 'Not agreed beforehand: was it an emergency?'
    case 'more-than-agreed':
      return `More than the ${formatMinutes(look.agreed)} agreed beforehand`
    case 'arrival-typed-later':
      return `Arrival typed in ${formatInstant(look.typedAt)}`
    case 'sent-late':
      return `Sent ${look.days} days after the shift; the policy asks for ${look.window}`
  }
}
