import { addDays, formatDate, londonInstant, spanOn, type ClockTime, type LondonDay } from '../time/london.ts'
import { formatMinutes, minutes, type Minutes } from '../time/minutes.ts'
import { accrue, type Accrual } from './accrual.ts'
import { expiresOn } from './expiry.ts'
import { capStanding, periodStanding, type ToilPolicy } from './policy.ts'

/** A day to try on a policy: what was rostered, what was worked, and where its person stood before it. */
export interface TriedDay {
  readonly day: LondonDay
  readonly shiftStart: ClockTime
  readonly shiftEnd: ClockTime
  /** At or before the shift's start when somebody began early; `null` when they began with the shift. */
  readonly began: ClockTime | null
  readonly finished: ClockTime
  readonly breakTaken: boolean
  /** Agreed with a manager before it was worked. */
  readonly agreed: boolean
  readonly balanceBefore: Minutes
  readonly earnedInPeriod: Minutes
}

export interface TriedResult {
  readonly accrual: Accrual
  /** What else the policy says of this day: agreement, limits, expiry. In the order in which they matter. */
  readonly remarks: readonly string[]
  readonly balanceAfter: Minutes
}

/**
 * Tries a day on a policy, so that a manager, an AMHP or their union can see what it would earn and why. Nothing is recorded.
 *
 * @example tryADay(policy, { day, shiftStart: '08:36', shiftEnd: '16:00', finished: '16:25', … }) // 25 minutes, hour for hour
 */
export function tryADay(policy: ToilPolicy, tried: TriedDay): TriedResult {
  const { day, shiftStart, shiftEnd, began, finished } = tried
  const shift = spanOn(day, shiftStart, shiftEnd)
  // A finish that reads no later than the shift's start was on the next morning.
  const finishedAt = londonInstant(finished > shiftStart ? day : addDays(day, 1), finished)
  const beganAt = began === null ? shift.start : londonInstant(day, began)
  const besides = beganAt < shift.start ? [{ start: beganAt, end: shift.start }] : []
  const accrual = accrue({ shift, finishedAt, policy, breakTaken: tried.breakTaken, besides })
  const balanceAfter = minutes(tried.balanceBefore + accrual.minutes)
  return { accrual, balanceAfter, remarks: remarksOf(policy, tried, accrual, balanceAfter) }
}

function remarksOf(
  policy: ToilPolicy,
  tried: TriedDay,
  { minutes: earned }: Accrual,
  after: Minutes,
): readonly string[] {
  if (earned === 0) return []
  const cap = capStanding(policy, after)
  const period = periodStanding(policy, minutes(tried.earnedInPeriod + earned))
  const lastDay = policy.expiry === null ? null : expiresOn(tried.day, policy.expiry)
  const remarks: readonly (string | false)[] = [
    policy.agreement === 'beforehand' &&
      !tried.agreed &&
      'Not agreed beforehand: a manager decides whether it was an emergency, so it is not in the approval of many at once.',
    policy.approverChain.length > 1 && 'Two people approve: a manager, then the AMHP lead.',
    period.code === 'over' &&
      `${formatMinutes(period.by)} more than the policy gives in ${policy.periodCap?.per === 'month' ? 'a month' : 'four weeks'}. ${exceedWords[period.onExceed]}`,
    cap.code === 'over' &&
      `Takes the balance ${formatMinutes(cap.by)} past the limit of ${formatMinutes(policy.cap?.minutes ?? 0)}. ${exceedWords[cap.onExceed]}`,
    lastDay !== null && `To be taken by ${formatDate(lastDay)}. After that a person decides; nothing goes by itself.`,
  ]
  return remarks.filter((one) => one !== false)
}

const exceedWords = {
  warn: 'The manager is warned.',
  block: 'It takes a manager’s written reason.',
  escalate: 'The AMHP lead approves it too.',
} as const
