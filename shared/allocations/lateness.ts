import { minutesBetween, type Instant } from '../time/instant.ts'
import type { LikelyFinish } from './likelyFinish.ts'
import { below, EIGHT_IN_TEN } from './longTail.ts'

/** A forecast and the moment from which it counts. */
export interface Forecast extends LikelyFinish {
  readonly countsFrom: Instant
}

/**
 * The chance, 0 to 1, that a job is still going at a moment. Lengths of jobs have a long tail: their logarithm is taken as
 * normal, through the two points that the forecast gives.
 *
 * @example chanceAfter({ countsFrom: at('16:50'), likelyAt: at('19:45'), eightInTenBy: at('21:05') }, at('20:00')) // 0.43
 */
export function chanceAfter(forecast: Forecast, limit: Instant): number {
  const { middle, spread, allowed } = shapeOf(forecast, limit)
  if (allowed <= 0) return 1
  if (middle <= 0) return 0
  if (spread === 0) return middle > allowed ? 1 : 0
  return below((Math.log(middle) - Math.log(allowed)) / spread)
}

/**
 * The minutes past a moment to expect on average: the chance of being late and by how much, in one figure.
 *
 * @example expectedLate(forecast, shift.end) // 24.6
 */
export function expectedLate(forecast: Forecast, limit: Instant): number {
  const { middle, spread, allowed } = shapeOf(forecast, limit)
  const mean = Math.max(middle, 0) * Math.exp((spread * spread) / 2)
  if (allowed <= 0 || middle <= 0 || spread === 0) return Math.max(0, mean - allowed)
  const far = (Math.log(middle) - Math.log(allowed)) / spread
  return Math.max(0, mean * below(far + spread) - allowed * below(far))
}

function shapeOf({ countsFrom, likelyAt, eightInTenBy }: Forecast, limit: Instant) {
  const middle = minutesBetween(countsFrom, likelyAt)
  const slow = minutesBetween(countsFrom, eightInTenBy)
  const spread = middle > 0 && slow > middle ? Math.log(slow / middle) / EIGHT_IN_TEN : 0
  return { middle, spread, allowed: minutesBetween(countsFrom, limit) }
}
