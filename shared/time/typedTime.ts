import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Instant } from './instant.ts'
import { clockTime, formatDay, formatInstant, londonDayOf, typedInstant } from './london.ts'
import type { ClockTime, LocalTimeRefusal, LondonDay } from './london.ts'

/** Why typed text is not one time of day. */
export type TypedTimeRefusal =
  | { readonly code: 'time-missing' }
  | { readonly code: 'time-unreadable'; readonly typed: string }
  | { readonly code: 'time-either-half'; readonly morning: ClockTime; readonly afternoon: ClockTime }

/** Why a typed time and a day are not one moment that has happened. */
export type TypedWhenRefusal =
  | TypedTimeRefusal
  | LocalTimeRefusal
  | { readonly code: 'time-in-future'; readonly at: Instant; readonly now: Instant }

const WORDS: ReadonlyMap<string, ClockTime> = new Map([
  ['noon', clockTime('12:00')],
  ['midday', clockTime('12:00')],
  ['midnight', clockTime('00:00')],
])

const TWENTY_FOUR = /^(\d{1,2})(?:\s?[:.h]\s?|\s)(\d{2})$|^(\d{1,2})(\d{2})$|^(\d{1,2})$/
const TWELVE = /^(\d{1,2})(?:(?:\s?[:.]\s?|\s)?(\d{2}))?\s?([ap])\.?\s?m\.?$/

/**
 * Reads a time of day as people type it. With am or pm it is the 12-hour clock, without it is the 24-hour clock; a bare hour
 * from 1 to 11 may be either half of the day and is asked about, because a guess would move a legal limit by twelve hours.
 *
 * @example readTime('4.20pm') // 16:20; so are '16:20', '1620', '16.20', '1620hrs'
 * @example readTime('9') // refused: time-either-half, 09:00 or 21:00
 */
export function readTime(text: string): Outcome<ClockTime, TypedTimeRefusal> {
  const typed = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
  if (typed === '') return refuse({ code: 'time-missing' })
  const word = WORDS.get(typed.replace(/^12 ?/, ''))
  if (word !== undefined) return done(word)
  const read = readTwelve(typed) ?? readTwentyFour(typed.replace(/ ?(?:h|hrs?|hours)\.?$/, ''))
  return read ?? refuse({ code: 'time-unreadable', typed: text.trim() })
}

function readTwelve(typed: string): Outcome<ClockTime, TypedTimeRefusal> | null {
  const match = TWELVE.exec(typed)
  if (!match) return null
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? '0')]
  if (hour < 1 || hour > 12 || minute > 59) return null
  return done(faceOf((hour % 12) + (match[3] === 'p' ? 12 : 0), minute))
}

function readTwentyFour(typed: string): Outcome<ClockTime, TypedTimeRefusal> | null {
  const match = TWENTY_FOUR.exec(typed)
  if (!match) return null
  const bare = match[5]
  const [hour, minute] = [Number(match[1] ?? match[3] ?? bare), Number(match[2] ?? match[4] ?? '0')]
  if (hour > 23 || minute > 59) return null
  if (bare !== undefined && !bare.startsWith('0') && hour < 12) {
    return refuse({ code: 'time-either-half', morning: faceOf(hour, 0), afternoon: faceOf(hour + 12, 0) })
  }
  return done(faceOf(hour, minute))
}

const faceOf = (hour: number, minute: number): ClockTime =>
  clockTime(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)

/**
 * Reads when something happened: a typed time on a day in London. A time that the clocks skipped, or that came twice, is
 * refused with the choices, unless only one of the two has come yet; so is a time that has not come yet.
 *
 * @example readWhen('16:20', londonDay('2026-11-12'), now)
 */
export function readWhen(timeText: string, day: LondonDay, now: Instant): Outcome<Instant, TypedWhenRefusal> {
  const time = readTime(timeText)
  if (!time.ok) return time
  const read = typedInstant(day, time.value)
  if (read.ok) return read.value > now ? refuse({ code: 'time-in-future', at: read.value, now }) : read
  if (read.refusal.code === 'clock-time-skipped') return read
  const { first, second } = read.refusal
  if (first > now) return refuse({ code: 'time-in-future', at: first, now })
  return second > now ? done(first) : read
}

/** What to say about a time that could not be read: what is wrong and what to type. @example 'Enter a time, like 16:20' */
export function typedTimeWords(refusal: TypedWhenRefusal): string {
  switch (refusal.code) {
    case 'time-missing':
      return 'Enter a time, like 16:20'
    case 'time-unreadable':
      return `“${refusal.typed}” is not a time of day. Enter a time, like 16:20 or 4.20pm`
    case 'time-either-half':
      return `Morning or evening? Enter ${refusal.morning} or ${refusal.afternoon}`
    case 'time-in-future':
      return `${formatInstant(refusal.at)} has not come yet. Check the time and the day`
    case 'clock-time-skipped':
      return (
        `The clocks went forward on ${formatDay(londonDayOf(refusal.after))}, so there was no such time. ` +
        `Enter ${formatInstant(refusal.before, londonDayOf(refusal.before))} or ${formatInstant(refusal.after, londonDayOf(refusal.after))}`
      )
    case 'clock-time-twice':
      return (
        `The clocks went back on ${formatDay(londonDayOf(refusal.first))}, so this time came twice. ` +
        `Choose ${formatInstant(refusal.first, londonDayOf(refusal.first))}, before they went back, ` +
        `or ${formatInstant(refusal.second, londonDayOf(refusal.second))}, after`
      )
  }
}
