import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import { readWhen, typedTimeWords } from '#shared/time/typedTime.ts'

/**
 * Reads the time of something that happened within the last day: today, or the evening before when it has not come yet today.
 *
 * @param notBefore when it began, if that is known: what would be before that is a time that has not come yet
 * @example readPast('23:50', instant('2026-11-13T00:20:00Z')) // yesterday, 23:50
 */
export function readPast(typed: string, now: Instant, notBefore: Instant | null = null): Outcome<Instant, string> {
  const today = londonDayOf(now)
  const read = readWhen(typed, today, now)
  if (read.ok) return read
  if (read.refusal.code !== 'time-in-future') return refuse(typedTimeWords(read.refusal))
  const yesterday = readWhen(typed, addDays(today, -1), now)
  if (!yesterday.ok) return refuse(typedTimeWords(yesterday.refusal))
  const isBefore = notBefore !== null && yesterday.value < notBefore
  return isBefore ? refuse(typedTimeWords(read.refusal)) : done(yesterday.value)
}
