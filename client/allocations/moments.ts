import type { Instant } from '#shared/time/instant.ts'
import { daysBetween, formatInstant, londonDayOf, weekdayName } from '#shared/time/london.ts'

/** A moment in few letters: `18:32` today, `Fri 16:05` within the week, its whole day beyond that. */
export function shortMoment(at: Instant, now: Instant): string {
  const [today, day] = [londonDayOf(now), londonDayOf(at)]
  if (day === today) return formatInstant(at, day)
  const near = Math.abs(daysBetween(today, day)) < 6
  return near ? `${weekdayName(day).slice(0, 3)} ${formatInstant(at, day)}` : formatInstant(at, today)
}
