import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { Instant } from '../time/instant.ts'
import { addDays, formatInstant, londonInstant, londonDayOf } from '../time/london.ts'
import { readTime } from '../time/typedTime.ts'

/**
 * A promise's time as it is typed: the next time that a London clock shows it. Empty is no time.
 *
 * @example readNextBy('17:30', at16_47) // today at 17:30
 * @example readNextBy('09:00', at16_47) // tomorrow at 09:00
 */
export function readNextBy(typed: string, now: Instant): Outcome<Instant | null, { readonly code: 'not-a-time' }> {
  if (typed.trim() === '') return done(null)
  const time = readTime(typed)
  if (!time.ok) return refuse({ code: 'not-a-time' })
  const today = londonDayOf(now)
  const at = londonInstant(today, time.value)
  return done(at > now ? at : londonInstant(addDays(today, 1), time.value))
}

/**
 * The moment that a typed time means, for whoever is typing it: nine o'clock typed in the afternoon is tomorrow's. Empty when nothing that
 * can be read as a time is typed.
 *
 * @example nextByWords('17:30', at16_47) // 'Today 17:30'
 * @example nextByWords('09:00', at16_47) // 'Tomorrow, Fri 13 November 09:00'
 */
export function nextByWords(typed: string, now: Instant): string {
  const read = readNextBy(typed, now)
  if (!read.ok || read.value === null) return ''
  const today = londonDayOf(now)
  const isToday = londonDayOf(read.value) === today
  return isToday ? `Today ${formatInstant(read.value, today)}` : `Tomorrow, ${formatInstant(read.value)}`
}
