import { Chances } from '../fill/random.ts'
import { dayOf, DAY, weekdayOfDay, type PastJob } from './history.ts'
import type { Model } from './model.ts'

/** One referral of a simulated quarter, with all its luck: every plan that is tried meets the same. */
export interface DrawnJob {
  readonly past: PastJob
  /** Minutes since the first midnight of the simulated stretch. */
  readonly received: number
  readonly decided: number
  readonly now: number
  readonly morning: number
  readonly weekend: number
  readonly doctor: number
  readonly tail: number
  readonly whom: number
  readonly chosen: number
}

/** Fewer past days than this of a weekday, and days of its kind (weekday or weekend) stand in for it. */
const FEW_DAYS = 4

/**
 * Draws the work of some weeks: for each day a whole day of the past with the same weekday, so that busy days stay busy, and for
 * each of its jobs a chance for everything that may go otherwise. Days are drawn anew for each seed: how much two draws differ is
 * how far one stretch of history can be trusted.
 *
 * @example drawWeeks(model, 13, 42).length // about 13 × 40
 */
export function drawWeeks(model: Model, weeks: number, seed: number): readonly DrawnJob[] {
  const chances = new Chances(seed)
  const drawn: DrawnJob[] = []
  for (let day = 0; day < weeks * 7; day += 1) {
    const past = daysLike(model, weekdayOfDay(day))
    const jobs = past[chances.below(past.length)] ?? []
    for (const job of jobs) {
      const received = day * DAY + (job.received - dayOf(job.received) * DAY)
      drawn.push({
        past: job,
        received,
        decided: received + job.decided - job.received,
        now: chances.next(),
        morning: chances.next(),
        weekend: chances.next(),
        doctor: chances.next(),
        tail: chances.next(),
        whom: chances.next(),
        chosen: chances.next(),
      })
    }
  }
  return drawn
}

function daysLike({ daysOf }: Model, weekday: number): readonly (readonly PastJob[])[] {
  const own = daysOf[weekday] ?? []
  if (own.length >= FEW_DAYS) return own
  return weekday > 4 ? daysOf.slice(5).flat() : daysOf.slice(0, 5).flat()
}
