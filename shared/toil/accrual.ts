import { addMinutes, minutesBetween, type Instant } from '../time/instant.ts'
import { formatInstant, londonDayOf } from '../time/london.ts'
import { formatMinutes, minutes, type Minutes } from '../time/minutes.ts'
import { merge, minutesIn, overlapOf, subtract, type Span } from '../time/span.ts'
import { afterBreak, hundredthsOf, minutesOf, rateWords, workBlocks, type WorkBlock } from './workBlocks.ts'
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

/** What other claims of the same person take (`earlierClaims`): when, and how much of it for the same shift. */
export interface EarlierClaims {
  /** When the minutes were worked that they count, in time order, whichever shift they are for. */
  readonly covered: readonly Span[]
  readonly rawMinutes: Minutes
  readonly minutes: Minutes
}

/** A shift as rostered, with its unpaid break in minutes. */
export interface RosteredSpan extends Span {
  readonly breakMinutes?: number
}

/** What was worked, and the policy in force on the day of the shift. */
export interface LateWork {
  /** The shift as rostered; `null` for somebody called in off the rota. */
  readonly shift: RosteredSpan | null
  /** When somebody called in began. */
  readonly startedAt?: Instant
  readonly finishedAt: Instant
  readonly policy: ToilPolicy
  readonly earlier?: EarlierClaims
  /** Whether there was a break in the late stretch. */
  readonly breakTaken?: boolean
  /** Other extra work of the same day, such as a start before the shift. */
  readonly besides?: readonly Span[]
  /** Parts of the late stretch that are no extra work: sent home, then called back; at work as rostered; claimed already. */
  readonly pauses?: readonly Pause[]
}

/** A part of a late stretch that does not count, and why. Left out: nobody was at work. */
export interface Pause extends Span {
  readonly why?: 'on-shift' | 'claimed'
}

const pauseWords = { 'on-shift': 'On shift', claimed: 'Claimed for another job', away: 'Not at work' } as const

/**
 * The TOIL that a late finish earns, with every minute explained. It is measured from the *rostered* end of the shift, so a
 * late shift is not late in itself; a policy may ask for a contracted length of day instead. A call-in with no shift counts
 * from its start. The policy is applied in this order: break, grace, multiplier, rounding, smallest claim. A second late job
 * of a shift leaves out what the first counts, so that no minute counts twice.
 *
 * @throws RangeError for a call-in without a start
 * @example accrue({ shift: { start: at('15:00'), end: at('23:00') }, finishedAt: at('23:50'), policy })
 *   // { rawMinutes: 50, minutes: 50, steps: [{ said: 'Finished 23:50, shift ended 23:00', minutes: 50 }] }
 */
export function accrue(work: LateWork): Accrual {
  const { policy, earlier } = work
  const lines: AccrualStep[] = [lateLine(work)]
  otherStretches(lines, work)
  const rawMinutes = minutes(Math.max(0, sumOf(lines)))
  const wholeDay = policy.rounding.scope === 'day' && earlier !== undefined
  const before = wholeDay ? earlier.rawMinutes : 0
  if (wholeDay) add(lines, `Late earlier on the same shift, ${formatMinutes(before)}`, before)
  if (policy.earnsToil) applyPolicy(lines, work, workBlocks(stretchesOf(work, wholeDay), sumOf(lines), policy))
  else add(lines, 'Paid by the session: no TOIL', -sumOf(lines))
  if (wholeDay) add(lines, 'Claimed already for the same shift', -Math.min(earlier.minutes, sumOf(lines)))
  return { rawMinutes, minutes: sumOf(lines), steps: lines }
}

const sumOf = (lines: readonly AccrualStep[]): Minutes => minutes(lines.reduce((sum, line) => sum + line.minutes, 0))

function add(lines: AccrualStep[], said: string, change: number): void {
  if (change !== 0) lines.push({ said, minutes: minutes(change) })
}

/** From when the minutes of this claim count: the end of the shift, or where a claim for what came next after it stopped. */
export function countsFrom({ shift, startedAt, finishedAt, policy, earlier, pauses }: LateWork): {
  from: Instant
  counted: Instant
} {
  const from = shift === null ? (startedAt ?? finishedAt) : lateFrom(shift, policy)
  const covered = earlier?.covered ?? []
  const lead = merge([...covered, ...(pauses ?? [])]).find(({ start, end }) => start <= from && from < end)
  if (!lead) return { from, counted: from }
  const stops = covered.map(({ end }) => end).filter((end) => from < end && end <= lead.end)
  return { from, counted: stops.toSorted().at(-1) ?? from }
}

/** The parts of a late stretch that do not count: no extra work, or claimed for another job. */
const leftOut = ({ pauses, earlier }: LateWork): readonly Pause[] => [
  ...(pauses ?? []),
  ...(earlier?.covered ?? []).map(({ start, end }): Pause => ({ start, end, why: 'claimed' })),
]

/** How late, and against what. */
function lateLine(work: LateWork): AccrualStep {
  const { shift, startedAt, finishedAt, policy } = work
  if (shift === null && startedAt === undefined) throw new RangeError('a call-in without a shift needs its start')
  const { from, counted } = countsFrom(work)
  const late = minutes(Math.max(0, minutesBetween(counted, finishedAt)))
  const day = londonDayOf(counted)
  const [finish, since] = [formatInstant(finishedAt, day), formatInstant(counted, day)]
  if (shift === null) return { said: `Called in off the rota, ${since} to ${finish}`, minutes: late }
  if (counted !== from) return { said: `Finished ${finish}, claimed already to ${since}`, minutes: late }
  const against = policy.basis === 'contract-day' ? 'contracted day ended' : 'shift ended'
  return { said: `Finished ${finish}, ${against} ${since}`, minutes: late }
}

/** An early start adds to what was late; a gap in it, worked by nobody, takes from it. */
function otherStretches(lines: AccrualStep[], work: LateWork): void {
  const { counted } = countsFrom(work)
  const day = londonDayOf(counted)
  const words = ({ start, end }: Span): string => `${formatInstant(start, day)} to ${formatInstant(end, day)}`
  for (const span of work.besides ?? []) add(lines, `Worked besides, ${words(span)}`, Math.max(0, minutesIn(span)))
  if (counted >= work.finishedAt) return
  let left: readonly Span[] = [{ start: counted, end: work.finishedAt }]
  for (const pause of leftOut(work)) {
    for (const part of left.flatMap((one) => overlapOf(one, pause) ?? [])) {
      add(lines, `${pauseWords[pause.why ?? 'away']}, ${words(part)}`, -minutesIn(part))
    }
    left = left.flatMap((one) => subtract(one, [pause]))
  }
}

/**
 * The unbroken stretches that the minutes come from, in time order but for other work of the same day, which comes first.
 *
 * @param wholeDay whether what was claimed already for the same shift is in them
 * @example stretchesOf({ shift, finishedAt: at('22:30'), pauses: [{ start: at('18:00'), end: at('20:30') }], policy }, false)
 */
export function stretchesOf(work: LateWork, wholeDay: boolean): readonly Span[] {
  const { from, counted } = countsFrom(work)
  const late = { start: wholeDay ? from : counted, end: work.finishedAt }
  const own = late.start < late.end ? subtract(late, leftOut(work)) : []
  return [...(work.besides ?? []), ...(wholeDay ? merge([...own, ...(work.earlier?.covered ?? [])]) : own)]
}

/**
 * From when working on is extra: the rostered end, or the end of a contracted length of day where the policy says so. The unpaid break is
 * no part of the contracted hours, so the day is longer by it.
 *
 * @example lateFrom(shift, policy) // shift.end, for a policy whose basis is the rostered shift
 */
export function lateFrom(shift: RosteredSpan, { basis, contractDayMinutes }: ToilPolicy): Instant {
  if (basis === 'rostered-shift' || contractDayMinutes === null) return shift.end
  return addMinutes(shift.start, contractDayMinutes + (shift.breakMinutes ?? 0))
}

function applyPolicy(
  lines: AccrualStep[],
  { policy, breakTaken, earlier }: LateWork,
  worked: readonly WorkBlock[],
): void {
  const { breakRule, graceMinutes, minClaimMinutes } = policy
  let blocks = worked
  if (breakRule !== null && ((breakTaken ?? false) || !breakRule.onlyIfTaken)) {
    // No more than what lies past the threshold, so that working a minute longer never earns less.
    const past = Math.max(0, sumOf(lines) - breakRule.afterMinutes)
    const off = Math.min(past, breakRule.deductMinutes)
    add(lines, 'Break', -off)
    blocks = afterBreak(blocks, off)
  }
  const late = sumOf(lines)
  // How late somebody was is told by the whole of it, whichever job the minutes are claimed for.
  const before = policy.rounding.scope === 'day' ? 0 : (earlier?.rawMinutes ?? 0)
  if (late + before <= graceMinutes) {
    add(lines, `No more than ${formatMinutes(graceMinutes)} late is not counted`, -late)
    blocks = []
  }
  const apart = policy.rounding.scope === 'block' ? blocks.map((block) => [block]) : [blocks]
  const exact = apart.map(hundredthsOf)
  const total = Math.floor(exact.reduce((sum, one) => sum + one, 0) / 100)
  add(lines, rateWords(blocks, policy), total - minutesOf(blocks))
  const roundedTotal = policy.rounding.mode === 'none' ? total : sumRounded(exact, policy.rounding)
  add(lines, roundingWords(policy.rounding, apart.length > 1), roundedTotal - total)
  const result = sumOf(lines)
  if (result < minClaimMinutes) add(lines, `Less than ${formatMinutes(minClaimMinutes)} is not claimed`, -result)
}

/** Hundredths of a minute to whole units, each stretch by itself. Half a unit counts up. */
function sumRounded(exact: readonly number[], { unit, mode }: ToilPolicy['rounding']): number {
  const way = mode === 'up' ? Math.ceil : mode === 'nearest' ? Math.round : Math.floor
  return exact.reduce((sum, one) => sum + way(one / (unit * 100)) * unit, 0)
}

function roundingWords({ unit, mode }: ToilPolicy['rounding'], apart: boolean): string {
  const each = apart ? 'Each stretch rounded' : 'Rounded'
  return mode === 'nearest'
    ? `${each} to the nearest ${formatMinutes(unit)}`
    : `${each} ${mode} to ${formatMinutes(unit)}`
}
