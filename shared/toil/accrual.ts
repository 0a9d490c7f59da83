import { addMinutes, latest, minutesBetween, type Instant } from '../time/instant.ts'
import { formatInstant, londonDayOf } from '../time/london.ts'
import { formatMinutes, minutes, type Minutes } from '../time/minutes.ts'
import type { Span } from '../time/span.ts'
import type { ToilPolicy } from './policy.ts'

/** One line of the sum: what was said, and the minutes that it adds or takes. */
export interface AccrualStep {
  readonly said: string
  readonly minutes: Minutes
}

export interface Accrual {
  /** Minutes worked late, before any policy. */
  readonly rawMinutes: Minutes
  /** TOIL earned. */
  readonly minutes: Minutes
  /** The sum line by line: the minutes of the steps add up to `minutes`. */
  readonly steps: readonly AccrualStep[]
}

/** What has been claimed already for the same shift, when two of its jobs ran late. */
export interface EarlierClaims {
  readonly until: Instant
  readonly rawMinutes: Minutes
  readonly minutes: Minutes
}

/** What was worked, and the policy in force on the day of the shift. */
export interface LateWork {
  /** The shift as rostered; `null` for somebody called in without one. */
  readonly shift: Span | null
  /** When somebody called in without a shift began. */
  readonly startedAt?: Instant
  readonly finishedAt: Instant
  readonly policy: ToilPolicy
  readonly earlier?: EarlierClaims
  /** Whether there was a break in the late stretch. */
  readonly breakTaken?: boolean
}

/**
 * The TOIL that a late finish earns, with every minute explained. It is measured from the *rostered* end of the shift, so a
 * late shift is not late in itself; a policy may ask for a contracted length of day instead. A call-in with no shift counts
 * from its start. The policy is applied in this order: break, grace, multiplier, rounding, smallest claim. A second late job
 * of a shift counts from the finish of the first, so that no minute counts twice.
 *
 * @throws RangeError for a call-in without a start
 * @example accrue({ shift: { start: at('15:00'), end: at('23:00') }, finishedAt: at('23:50'), policy })
 *   // { rawMinutes: 50, minutes: 50, steps: [{ said: 'Finished 23:50, shift ended 23:00', minutes: 50 }] }
 */
export function accrue(work: LateWork): Accrual {
  const { policy, earlier } = work
  const first = lateLine(work)
  const wholeDay = policy.rounding.scope === 'day' && earlier !== undefined
  const before = wholeDay ? earlier.rawMinutes : 0
  const lines: AccrualStep[] = [first]
  if (wholeDay) add(lines, `Late earlier on the same shift, ${formatMinutes(before)}`, before)
  if (policy.earnsToil) applyPolicy(lines, policy, work.breakTaken ?? false)
  else add(lines, 'Paid by the session: no TOIL', -sumOf(lines))
  if (wholeDay) add(lines, 'Claimed already for the same shift', -Math.min(earlier.minutes, sumOf(lines)))
  return { rawMinutes: first.minutes, minutes: sumOf(lines), steps: lines }
}

const sumOf = (lines: readonly AccrualStep[]): Minutes => minutes(lines.reduce((sum, line) => sum + line.minutes, 0))

function add(lines: AccrualStep[], said: string, change: number): void {
  if (change !== 0) lines.push({ said, minutes: minutes(change) })
}

/** How late, and against what. */
function lateLine({ shift, startedAt, finishedAt, policy, earlier }: LateWork): AccrualStep {
  if (shift === null && startedAt === undefined) throw new RangeError('a call-in without a shift needs its start')
  const from = shift === null ? (startedAt ?? finishedAt) : lateFrom(shift, policy)
  const counted = earlier === undefined ? from : latest(from, earlier.until)
  const late = minutes(Math.max(0, minutesBetween(counted, finishedAt)))
  const day = londonDayOf(counted)
  const [finish, since] = [formatInstant(finishedAt, day), formatInstant(counted, day)]
  if (shift === null) return { said: `Called in with no shift, ${since} to ${finish}`, minutes: late }
  if (counted !== from) return { said: `Finished ${finish}, claimed already to ${since}`, minutes: late }
  const against = policy.basis === 'contract-day' ? 'contracted day ended' : 'shift ended'
  return { said: `Finished ${finish}, ${against} ${since}`, minutes: late }
}

/**
 * From when working on is extra: the rostered end, or the end of a contracted length of day where the policy says so.
 *
 * @example lateFrom(shift, policy) // shift.end, for a policy whose basis is the rostered shift
 */
export function lateFrom(shift: Span, { basis, contractDayMinutes }: ToilPolicy): Instant {
  if (basis === 'rostered-shift' || contractDayMinutes === null) return shift.end
  return addMinutes(shift.start, contractDayMinutes)
}

function applyPolicy(lines: AccrualStep[], policy: ToilPolicy, breakTaken: boolean): void {
  const { breakRule, graceMinutes, multiplier, minClaimMinutes } = policy
  if (breakRule !== null && (breakTaken || !breakRule.onlyIfTaken)) {
    // No more than what lies past the threshold, so that working a minute longer never earns less.
    const past = Math.max(0, sumOf(lines) - breakRule.afterMinutes)
    add(lines, 'Break', -Math.min(past, breakRule.deductMinutes))
  }
  const late = sumOf(lines)
  if (late <= graceMinutes) add(lines, `No more than ${formatMinutes(graceMinutes)} late is not counted`, -late)
  const plain = sumOf(lines)
  add(lines, `Counted ${multiplier} times`, Math.floor((plain * Math.round(multiplier * 100)) / 100) - plain)
  const exact = sumOf(lines)
  add(lines, roundingWords(policy.rounding), rounded(exact, policy.rounding) - exact)
  const result = sumOf(lines)
  if (result < minClaimMinutes) add(lines, `Less than ${formatMinutes(minClaimMinutes)} is not claimed`, -result)
}

function rounded(exact: number, { unit, mode }: ToilPolicy['rounding']): number {
  switch (mode) {
    case 'none':
      return exact
    case 'down':
      return Math.floor(exact / unit) * unit
    case 'up':
      return Math.ceil(exact / unit) * unit
    case 'nearest':
      return Math.round(exact / unit) * unit
  }
}

const roundingWords = ({ unit, mode }: ToilPolicy['rounding']): string =>
  mode === 'nearest' ? `Rounded to the nearest ${formatMinutes(unit)}` : `Rounded ${mode} to ${formatMinutes(unit)}`
