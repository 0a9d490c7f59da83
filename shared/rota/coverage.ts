import { addMinutes, earliest, type Instant } from '../time/instant.ts'
import { clockTimeOf, spanOfDay, type ClockTime, type LondonDay } from '../time/london.ts'
import { overlaps, type Span } from '../time/span.ts'
import { onDutyAt, spanOf, type RosteredShift } from './roster.ts'

/** How many people are on duty in one step of a day. `clock` is what a London clock shows at its start. */
export interface CoverageStep extends Span {
  readonly clock: ClockTime
  /** The fewest at any moment of the step: cover for half of a half hour is not cover for it. */
  readonly count: number
}

/**
 * Counts who is on duty through a London day, step by step. A day has 48 half hours; 46 when the clocks go forward and 50 when
 * they go back. Somebody with two shifts at once is counted once.
 *
 * @param stepMinutes whole minutes, 1 to 1,440
 * @throws RangeError when the step is not that
 * @example coverage(shifts, londonDay('2026-11-12'))[33] // { clock: '16:30', count: 9, start, end }
 */
export function coverage(
  shifts: readonly RosteredShift[],
  day: LondonDay,
  stepMinutes: number = 30,
): readonly CoverageStep[] {
  if (!Number.isInteger(stepMinutes) || stepMinutes < 1 || stepMinutes > 1440) {
    throw new RangeError(`a step is 1 to 1,440 whole minutes: ${stepMinutes}`)
  }
  return coverageWithin(shifts, spanOfDay(day), stepMinutes)
}

/**
 * The same of any stretch, in steps from its own beginning; the last one may be shorter.
 *
 * @example coverageWithin(shifts, spanOn(day, clockTime('08:20'), clockTime('16:20')), 15)[0]?.clock // '08:20'
 */
export function coverageWithin(
  shifts: readonly RosteredShift[],
  whole: Span,
  stepMinutes: number,
): readonly CoverageStep[] {
  const onThatDay = shifts.filter((shift) => overlaps(spanOf(shift), whole))
  const steps: CoverageStep[] = []
  for (let start = whole.start; start < whole.end; start = addMinutes(start, stepMinutes)) {
    const end = earliest(addMinutes(start, stepMinutes), whole.end)
    steps.push({ start, end, clock: clockTimeOf(start), count: fewestOnDuty(onThatDay, { start, end }) })
  }
  return steps
}

/** Numbers only change where a shift, or time away in it, starts or ends, so only those moments are looked at. */
function fewestOnDuty(shifts: readonly RosteredShift[], step: Span): number {
  const inside = (at: Instant) => step.start < at && at < step.end
  const changes = shifts
    .flatMap(({ startsAt, endsAt, hoursAway = [] }) => [
      startsAt,
      endsAt,
      ...hoursAway.flatMap(({ start, end }) => [start, end]),
    ])
    .filter(inside)
  const counts = [step.start, ...changes].map(
    (at) => new Set(onDutyAt(shifts, at).map(({ personId }) => personId)).size,
  )
  return Math.min(...counts)
}

/** A stretch with fewer people than are needed. `short` is by how many at its worst. */
export interface CoverageGap extends Span {
  readonly short: number
}

/**
 * Where a day has fewer people than it needs: neighbouring steps joined into one gap.
 *
 * @example coverageGaps(coverage(shifts, day), ({ clock }) => (clock >= '17:00' ? 3 : 2))
 */
export function coverageGaps(
  steps: readonly CoverageStep[],
  needed: (step: CoverageStep) => number,
): readonly CoverageGap[] {
  const gaps: CoverageGap[] = []
  for (const step of steps) {
    const short = needed(step) - step.count
    if (short <= 0) continue
    const last = gaps.at(-1)
    if (last?.end === step.start) {
      gaps[gaps.length - 1] = { start: last.start, end: step.end, short: Math.max(last.short, short) }
    } else gaps.push({ start: step.start, end: step.end, short })
  }
  return gaps
}
