import type { Instant } from '../time/instant.ts'
import { clockTimeOf, londonDayOf, weekdayOf } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { minutesIn } from '../time/span.ts'
import type { UsualWork } from './contract.ts'
import { coverageGaps, type CoverageGap, type CoverageStep } from './coverage.ts'

const HOURS_IN_WEEK = 7 * 24

/**
 * How many AMHPs a week usually needs at once, hour by hour from Monday 00:00: each referral that usually comes in takes one
 * AMHP from that hour on, for as long as a job takes on average, as often as referrals become jobs. What a Sunday night leaves
 * over is Monday's. `null` while nothing has been finished, so that no need is made up.
 *
 * @param demand referrals an hour: 7 days of 24 numbers
 * @example usualNeed(demand, { weeks: 12, referrals: 240, jobs: 180, minutesPerJob: 300 })?.[4 * 24 + 18] // 5.6, Fridays at 18:00
 */
export function usualNeed(demand: readonly (readonly number[])[], work: UsualWork): readonly number[] | null {
  if (work.minutesPerJob === null || work.jobs === 0 || work.referrals === 0) return null
  const perReferral = work.jobs / work.referrals
  const hours = work.minutesPerJob / 60
  const arrivals = Array.from({ length: HOURS_IN_WEEK }, (_, hour) => demand[Math.floor(hour / 24)]?.[hour % 24] ?? 0)
  return arrivals.map((_, hour) => {
    let busy = 0
    for (let ago = 0; ago < hours && ago < HOURS_IN_WEEK; ago++) {
      busy += (arrivals.at((hour - ago) % HOURS_IN_WEEK) ?? 0) * Math.min(1, hours - ago)
    }
    return busy * perReferral
  })
}

/**
 * The usual need at a moment, in whole AMHPs: halves are rounded up, and less than half an AMHP is nobody.
 *
 * @example neededAt(need, instant('2026-11-20T18:30:00Z')) // 6
 */
export const neededAt = (need: readonly number[], at: Instant): number => Math.round(usualAt(need, at))

/** The same as an average, with its fraction, for drawing. */
export const usualAt = (need: readonly number[], at: Instant): number => need[hourOfWeek(at)] ?? 0

/** Hours from Monday 00:00 to a moment, as London clocks show them: 0 to 167. */
const hourOfWeek = (at: Instant): number => (weekdayOf(londonDayOf(at)) - 1) * 24 + Number(clockTimeOf(at).slice(0, 2))

/**
 * Where a day has fewer AMHPs than it usually needs.
 *
 * @example shortStretches(coverage(shifts, friday), need) // [{ start, end, short: 3 }]
 */
export const shortStretches = (steps: readonly CoverageStep[], need: readonly number[]): readonly CoverageGap[] =>
  coverageGaps(steps, ({ start }) => neededAt(need, start))

/**
 * Minutes of AMHP time by which a day falls short of its usual need: two AMHPs short for half an hour is an hour.
 *
 * @example minutesShort(coverage(shifts, friday), need) // 420
 */
export const minutesShort = (steps: readonly CoverageStep[], need: readonly number[]): Minutes =>
  minutes(steps.reduce((sum, step) => sum + Math.max(0, neededAt(need, step.start) - step.count) * minutesIn(step), 0))
