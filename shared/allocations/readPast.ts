import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { addDays, clockTimeOf, londonDayOf } from '#shared/time/london.ts'
import { readWhen, typedTimeWords, type TypedWhenRefusal } from '#shared/time/typedTime.ts'

/** The earliest that something can have happened, and what to say of an earlier time: the hub's own words, as it would refuse it. */
export interface NotBefore {
  readonly at: Instant
  readonly words: string
}

/** Which of the two, of a time that the clocks made twice; empty while that is not said. */
export type Which = '' | 'first' | 'second'

const HALF_A_DAY = 12 * 60

/** The rule of `readPast` for beside its box. */
export const pastHint = 'Like 19:20. A time later than now is yesterday’s, if this had begun by then.'

/**
 * Reads the time of something that happened within the last day, typed without a day. A time later than now is yesterday's where it may
 * have happened then: after the beginning, where that is known, else within the last twelve hours, as in a night that began before midnight.
 * A time that the clocks made twice is the one that was chosen.
 *
 * @param notBefore when it can have happened at the earliest, if that is known. The minute of that is taken as its very moment: people
 *   type no seconds
 * @example readPast('23:50', instant('2026-11-13T00:20:00Z')) // yesterday, 23:50
 * @example readPast('23:10', instant('2026-11-12T16:56:00Z')) // refused: it has not come yet
 */
export function readPast(
  typed: string,
  now: Instant,
  notBefore: NotBefore | null = null,
  which: Which = '',
): Outcome<Instant, string> {
  const today = readOn(typed, now, 0, which)
  if (today.ok) return fromThen(today.value, notBefore)
  if (today.refusal.code !== 'time-in-future') return refuse(typedTimeWords(today.refusal))
  const yesterday = readOn(typed, now, -1, which)
  if (!yesterday.ok) return refuse(typedTimeWords(yesterday.refusal))
  const isLongBefore =
    notBefore === null
      ? minutesBetween(yesterday.value, now) > HALF_A_DAY
      : minutesBetween(yesterday.value, notBefore.at) >= HALF_A_DAY
  if (!isLongBefore) return fromThen(yesterday.value, notBefore)
  const time = clockTimeOf(today.refusal.at)
  return refuse(`${time} has not come yet, and at ${time} yesterday this had not begun. Check the time`)
}

/**
 * The two moments to choose from, when the clocks went back over the typed time; `null` where nothing is to be asked.
 *
 * @example twoPast('01:30', halfPastTwoThatNight)?.second // half past one, after they went back
 */
export function twoPast(typed: string, now: Instant): { readonly first: Instant; readonly second: Instant } | null {
  const today = readOn(typed, now, 0, '')
  const read = !today.ok && today.refusal.code === 'time-in-future' ? readOn(typed, now, -1, '') : today
  return !read.ok && read.refusal.code === 'clock-time-twice' ? read.refusal : null
}

function readOn(typed: string, now: Instant, daysOn: number, which: Which): Outcome<Instant, TypedWhenRefusal> {
  const read = readWhen(typed, addDays(londonDayOf(now), daysOn), now)
  if (read.ok || read.refusal.code !== 'clock-time-twice' || which === '') return read
  return done(read.refusal[which])
}

function fromThen(read: Instant, notBefore: NotBefore | null): Outcome<Instant, string> {
  if (notBefore === null || read >= notBefore.at) return done(read)
  const sameMinute = londonDayOf(read) === londonDayOf(notBefore.at) && clockTimeOf(read) === clockTimeOf(notBefore.at)
  return sameMinute ? done(notBefore.at) : refuse(notBefore.words)
}
