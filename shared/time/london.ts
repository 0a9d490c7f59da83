import { tzOffset } from '@date-fns/tz'
import { z } from 'zod'
import type { Brand } from '#shared/kernel/brand.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { instant, msOf, type Instant } from './instant.ts'
import type { Span } from './span.ts'

/** The only place that names the zone; SQL is given it. Screens, shifts and days are London's, whatever the machine's zone is. */
export const ZONE = 'Europe/London'
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** A calendar day in London: `2026-03-29`. */
export type LondonDay = Brand<string, 'LondonDay'>
/** A time on a London clock face: `09:00`. Patterns only; what was worked is an `Instant`. */
export type ClockTime = Brand<string, 'ClockTime'>

const HOUR_MS = 3_600_000
const MOST_DAYS = 20_000
/** By UTC day: its offset, or `null` for a day on which it changes. */
const offsetByDay = new Map<number, number | null>()
const asked = (ms: number): number => tzOffset(ZONE, new Date(ms)) * MINUTE_MS

/** London's clocks change once a day at the most, so one answer holds for all others; asking the platform costs as much as a query. */
function offsetMs(ms: number): number {
  const day = Math.floor(ms / DAY_MS)
  let known = offsetByDay.get(day)
  if (known === undefined) {
    if (offsetByDay.size >= MOST_DAYS) offsetByDay.clear()
    const [first, next] = [asked(day * DAY_MS), asked((day + 1) * DAY_MS)]
    known = first === next ? first : null
    offsetByDay.set(day, known)
  }
  return known ?? asked(ms)
}
const two = (n: number): string => String(n).padStart(2, '0')

/** Reads a calendar day. @throws RangeError when the calendar has no such day @example londonDay('2026-02-30') // throws */
export function londonDay(text: string): LondonDay {
  if (!isLondonDay(text)) throw new RangeError(`not a day: ${text}`)
  return text as LondonDay
}

/** Whether text is a day of the calendar, of any year. @example isCalendarDay('2999-01-01') // true */
export function isCalendarDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const date = new Date(Date.UTC(year, month - 1, day))
  // Date.UTC reads the years 0 to 99 as of the twentieth century.
  return year >= 100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** Whether text is a day of the calendar, of the years 1900 to 2200. @example isLondonDay('2026-02-29') // false */
export const isLondonDay = (text: string): boolean => isCalendarDay(text) && text >= '1900' && text < '2201'

/** Reads a time on a clock face, `00:00` to `23:59`. @throws RangeError when it is anything else @example clockTime('23:59') */
export function clockTime(text: string): ClockTime {
  if (!isClockTime(text)) throw new RangeError(`not a clock time: ${text}`)
  return text as ClockTime
}

/** Whether text is a time of day on the 24-hour clock. @example isClockTime('24:00') // false */
export const isClockTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

/** A day as it travels in JSON or in an address. */
export const londonDayInput = z
  .string()
  .refine(isLondonDay, 'Give a day that exists, like 2026-11-12')
  .transform((text) => text as LondonDay)
/** A clock time as it travels in JSON. */
export const clockTimeInput = z
  .string()
  .refine(isClockTime, 'Give a time of day, like 16:20')
  .transform((text) => text as ClockTime)

/** Why a day and a clock time do not name one moment: the clocks go forward over it, or go back and it comes twice. */
export type LocalTimeRefusal =
  | { readonly code: 'clock-time-skipped'; readonly before: Instant; readonly after: Instant }
  | { readonly code: 'clock-time-twice'; readonly first: Instant; readonly second: Instant }

/** Every moment that shows this day and clock time in London: one as a rule, none in the spring gap, two in the autumn fold. */
export function londonInstants(day: LondonDay, time: ClockTime): readonly Instant[] {
  const wall = Date.parse(`${day}T${time}:00.000Z`)
  const before = offsetMs(wall - DAY_MS)
  const after = offsetMs(wall + DAY_MS)
  const shown = [...new Set([wall - before, wall - after])].filter((at) => at + offsetMs(at) === wall)
  return shown.toSorted((a, b) => a - b).map(instant)
}

/**
 * The moment of a London clock time that a person typed. A time that never was, or was twice, is refused with its neighbours,
 * because a guess here could move a legal limit by an hour.
 *
 * @example typedInstant(londonDay('2026-10-25'), clockTime('01:30')) // refusal: clock-time-twice
 */
export function typedInstant(day: LondonDay, time: ClockTime): Outcome<Instant, LocalTimeRefusal> {
  const [first, second] = londonInstants(day, time)
  if (first === undefined) {
    const wall = Date.parse(`${day}T${time}:00.000Z`)
    const change = changeBetween(wall - DAY_MS, wall + DAY_MS)
    return refuse({ code: 'clock-time-skipped', before: instant(change - MINUTE_MS), after: instant(change) })
  }
  return second === undefined ? done(first) : refuse({ code: 'clock-time-twice', first, second })
}

/**
 * The moment of a planned clock time, for patterns: the first of two, and the moment of the change when there is none,
 * so that shifts stay end to end on both changes.
 *
 * @example londonInstant(londonDay('2026-03-29'), clockTime('01:30')) // '2026-03-29T01:00:00.000Z', when clocks go forward
 */
export function londonInstant(day: LondonDay, time: ClockTime): Instant {
  const wall = Date.parse(`${day}T${time}:00.000Z`)
  return londonInstants(day, time)[0] ?? instant(changeBetween(wall - DAY_MS, wall + DAY_MS))
}

/** Halves the interval until it holds the minute in which the offset changes. */
function changeBetween(from: number, to: number): number {
  let [low, high] = [from, to]
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS
    if (offsetMs(middle) === offsetMs(low)) low = middle
    else high = middle
  }
  return high
}

const wallOf = (at: Instant): Date => new Date(msOf(at) + offsetMs(msOf(at)))

/** The London day of a moment. */
export const londonDayOf = (at: Instant): LondonDay => wallOf(at).toISOString().slice(0, 10) as LondonDay

/** What a London clock shows at a moment. */
export const clockTimeOf = (at: Instant): ClockTime => wallOf(at).toISOString().slice(11, 16) as ClockTime

/** The hour on a London clock, 0 to 23. @example hourOf(instant('2026-06-12T16:10:00Z')) // 17 */
export const hourOf = (at: Instant): number =>
  Math.floor((((msOf(at) + offsetMs(msOf(at))) % DAY_MS) + DAY_MS) / HOUR_MS) % 24

/** The weekday in London at a moment, 1 is Monday. @example weekdayAt(instant('2026-11-12T16:43:00Z')) // 4 */
export const weekdayAt = (at: Instant): number =>
  ((((Math.floor((msOf(at) + offsetMs(msOf(at))) / DAY_MS) + 3) % 7) + 7) % 7) + 1

/** London's offset from UTC at a moment, in minutes: 0 in winter, 60 in summer. */
export const offsetMinutesOf = (at: Instant): number => offsetMs(msOf(at)) / MINUTE_MS

/** A day so many calendar days later; 23- and 25-hour days count as one. */
export const addDays = (day: LondonDay, days: number): LondonDay =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10) as LondonDay

/** Calendar days from one day to another; negative when `to` is earlier. */
export const daysBetween = (from: LondonDay, to: LondonDay): number =>
  Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / DAY_MS)

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: LondonDay): number => ((new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7) + 1

/** The Monday of a day's week. */
export const mondayOf = (day: LondonDay): LondonDay => addDays(day, 1 - weekdayOf(day))

/** London's midnight at the start of a day: 23:00 UTC the evening before, in summer. */
export const startOfDay = (day: LondonDay): Instant => londonInstant(day, '00:00' as ClockTime)

/** A London day from its midnight to the next: 24 hours, but 23 and 25 on the days of the clock changes. */
export const spanOfDay = (day: LondonDay): Span => ({ start: startOfDay(day), end: startOfDay(addDays(day, 1)) })

/**
 * A planned stretch of clock time that starts on a day. An end at or before the start is on the next day.
 *
 * @example spanOn(londonDay('2026-03-28'), clockTime('22:00'), clockTime('08:00')) // 9 hours: the clocks go forward
 */
export function spanOn(day: LondonDay, from: ClockTime, to: ClockTime): Span {
  const endDay = to <= from ? addDays(day, 1) : day
  return { start: londonInstant(day, from), end: londonInstant(endDay, to) }
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** @example weekdayName(londonDay('2026-11-12')) // 'Thursday' */
export const weekdayName = (day: LondonDay): string => WEEKDAYS[weekdayOf(day) - 1] ?? ''

/** @example formatDay(londonDay('2026-11-12')) // 'Thursday 12 November 2026' */
export const formatDay = (day: LondonDay): string =>
  `${weekdayName(day)} ${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`

/** @example formatDayShort(londonDay('2026-11-12')) // 'Thu 12 November' */
export const formatDayShort = (day: LondonDay): string =>
  `${weekdayName(day).slice(0, 3)} ${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`

/** @example formatDate(londonDay('1955-02-14')) // '14 February 1955' */
export const formatDate = (day: LondonDay): string =>
  `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`

/**
 * A moment as a clock time, with its day when that is not the day given, with its year when that is another than the given day's, and with
 * its zone in the hour that comes twice.
 *
 * @example formatInstant(at, today) // '18:32', or 'Fri 13 November 16:05', or 'Tue 12 January 2027 09:00'
 */
export function formatInstant(at: Instant, today?: LondonDay): string {
  const day = londonDayOf(at)
  const time = clockTimeOf(at)
  const zone = londonInstants(day, time).length === 2 ? (offsetMinutesOf(at) === 60 ? ' BST' : ' GMT') : ''
  const year = today === undefined || today.slice(0, 4) === day.slice(0, 4) ? '' : ` ${day.slice(0, 4)}`
  return day === today ? `${time}${zone}` : `${formatDayShort(day)}${year} ${time}${zone}`
}

/** The ISO week that a day is in: weeks start on Monday and belong to the year of their Thursday. @example isoWeekOf(londonDay('2027-01-01')) // '2026-W53' */
export function isoWeekOf(day: LondonDay): string {
  const thursday = addDays(mondayOf(day), 3)
  const firstThursday = addDays(mondayOf(`${thursday.slice(0, 4)}-01-04` as LondonDay), 3)
  return `${thursday.slice(0, 4)}-W${two(1 + daysBetween(firstThursday, thursday) / 7)}`
}

/** The Monday of an ISO week, or `null` when there is no such week. @example mondayOfIsoWeek('2026-W47') // '2026-11-16' */
export function mondayOfIsoWeek(text: string): LondonDay | null {
  const [year, week] = text.split('-W')
  const january4 = `${year}-01-04`
  if (!/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(text) || !isLondonDay(january4)) return null
  const monday = addDays(mondayOf(january4 as LondonDay), (Number(week) - 1) * 7)
  return isoWeekOf(monday) === text ? monday : null
}
