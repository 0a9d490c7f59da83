import type { Instant } from '#shared/time/instant.ts'
import { daysBetween, londonDayOf, type LondonDay } from '#shared/time/london.ts'

/** How far back usual demand looks. */
export const WEEKS_OF_DEMAND = 12

/** Referrals that came in at an hour of a weekday, over all weeks looked at. Monday is 1. */
export interface DemandRow {
  readonly weekday: number
  readonly hour: number
  readonly count: number
}

/** Whole weeks that averages are over: up to twelve, but no more than since the first referral, or a young service seems quiet. */
export function weeksLookedAt(firstReceivedAt: Instant | null, today: LondonDay): number {
  if (firstReceivedAt === null) return 0
  const days = daysBetween(londonDayOf(firstReceivedAt), today)
  return Math.min(WEEKS_OF_DEMAND, Math.max(1, Math.ceil(days / 7)))
}

/** Average referrals an hour: 7 days, Monday first, of 24 numbers. */
export function demandByHour(rows: readonly DemandRow[], weeks: number): readonly (readonly number[])[] {
  const counts = new Map(rows.map(({ weekday, hour, count }) => [`${weekday} ${hour}`, count]))
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_none, hour) => (weeks === 0 ? 0 : (counts.get(`${day + 1} ${hour}`) ?? 0) / weeks)),
  )
}
