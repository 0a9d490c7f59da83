import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { addDays, clockTimeOf, londonDayOf } from '#shared/time/london.ts'
import { readWhen, typedTimeWords } from '#shared/time/typedTime.ts'
import type { NotBefore } from './notBefore.ts'

const HALF_A_DAY = 12 * 60

/**
 * Reads the time of something that happened within the last day: today, or the evening before when it has not come yet today.
 *
 * @param notBefore when it can have happened at the earliest, if that is known. The minute of that is taken as its very moment: people
 *   type no seconds. What would be long before it is a time that has not come yet.
 * @example readPast('23:50', instant('2026-11-13T00:20:00Z')) // yesterday, 23:50
 */
export function readPast(typed: string, now: Instant, notBefore: NotBefore | null = null): Outcome<Instant, string> {
  const today = londonDayOf(now)
  const read = readWhen(typed, today, now)
  if (read.ok) return fromThen(read.value, notBefore)
  if (read.refusal.code !== 'time-in-future') return refuse(typedTimeWords(read.refusal))
  const yesterday = readWhen(typed, addDays(today, -1), now)
  if (!yesterday.ok) return refuse(typedTimeWords(yesterday.refusal))
  const isLongBefore = notBefore !== null && minutesBetween(yesterday.value, notBefore.at) >= HALF_A_DAY
  return isLongBefore ? refuse(typedTimeWords(read.refusal)) : fromThen(yesterday.value, notBefore)
}

function fromThen(read: Instant, notBefore: NotBefore | null): Outcome<Instant, string> {
  if (notBefore === null || read >= notBefore.at) return done(read)
  const sameMinute = londonDayOf(read) === londonDayOf(notBefore.at) && clockTimeOf(read) === clockTimeOf(notBefore.at)
  return sameMinute ? done(notBefore.at) : refuse(notBefore.words)
}
