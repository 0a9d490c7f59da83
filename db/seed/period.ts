import { addMinutes, instant, msOf, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, mondayOf, type LondonDay } from '#shared/time/london.ts'

/** The stretch of time that the demo is about. */
export interface Period {
  /** The present, to the minute, so that nothing in the demo is later than it. */
  readonly now: Instant
  readonly today: LondonDay
  /** A Monday. */
  readonly firstDay: LondonDay
  /** The last Sunday of the rota. */
  readonly lastDay: LondonDay
  /** The Monday on which everybody stopped starting at the same time. */
  readonly staggeredFrom: LondonDay
  /** From here on, what came in is today's board and not history. */
  readonly boardFrom: Instant
}

/** Of 26 weeks, so many were before staggered shifts. */
const SHARE_BEFORE = 10 / 26
const WEEKS_AHEAD = 4
/** The first of today's referrals came in so many minutes ago. */
export const BOARD_MINUTES = 500

/** @example periodOf(instant('2026-11-12T16:47:00Z'), 26).firstDay // '2026-05-11' */
export function periodOf(now: Instant, weeks: number): Period {
  const toTheMinute = instant(Math.floor(msOf(now) / 60_000) * 60_000)
  const today = londonDayOf(toTheMinute)
  const monday = mondayOf(today)
  const firstDay = addDays(monday, -7 * weeks)
  return {
    now: toTheMinute,
    today,
    firstDay,
    lastDay: addDays(monday, 7 * (WEEKS_AHEAD + 1) - 1),
    staggeredFrom: addDays(firstDay, 7 * Math.round(weeks * SHARE_BEFORE)),
    boardFrom: addMinutes(toTheMinute, -BOARD_MINUTES),
  }
}

/** Every day from one to another, both included. */
export const daysFrom = (first: LondonDay, last: LondonDay): readonly LondonDay[] => {
  const days: LondonDay[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}
