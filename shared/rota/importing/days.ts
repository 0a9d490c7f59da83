import { done, refuse, type Outcome } from '../../kernel/outcome.ts'
import {
  addDays,
  daysBetween,
  formatDate,
  isLondonDay,
  londonDay,
  weekdayName,
  weekdayOf,
  type LondonDay,
} from '../../time/london.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** What a spreadsheet counts days from: this one has this number (ECMA-376 part 1, 18.17.4.1). */
const [A_DAY, ITS_NUMBER] = [londonDay('2000-01-01'), 36_526]

/**
 * The day that a number of a spreadsheet stands for, or `null` for one that no rota means.
 *
 * @example dayOfSerial(46_342) // '2026-11-16'
 */
export const dayOfSerial = (serial: number): LondonDay | null =>
  serial < ITS_NUMBER || serial > 100_000 ? null : addDays(A_DAY, serial - ITS_NUMBER)

/** What stands in the text, each part where it was found. */
interface Parts {
  readonly weekday: number | null
  readonly date: number | null
  readonly month: number | null
  readonly year: number | null
}

/**
 * A day as spreadsheets write it, day before month: 16/11/2026, 16 Nov, Mon 16, Monday, 2026-11-16. What it leaves out is taken from
 * the days around `near`. A weekday that does not belong to its date is said, not guessed.
 *
 * @param near the first day that the sheet is about
 * @example readDay('Mon 16', londonDay('2026-11-16')) // done('2026-11-16')
 */
export function readDay(text: string, near: LondonDay): Outcome<LondonDay, string> {
  const word = text.trim().toLowerCase()
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[t ].*)?$/.exec(word)?.[1]
  if (iso !== undefined) return isLondonDay(iso) ? done(londonDay(iso)) : refuse(noSuchDay(text))
  const numbered = /^\d{5}$/.test(word) ? dayOfSerial(Number(word)) : null
  if (numbered !== null) return done(numbered)
  const parts = partsOf(word)
  if (parts === null) return refuse(`“${text}” is not a day. Write it like Mon 16 Nov, or 16/11/2026.`)
  const day = dayOf(parts, near)
  if (day === null) return refuse(noSuchDay(text))
  if (parts.weekday !== null && weekdayOf(day) !== parts.weekday)
    return refuse(`${formatDate(day)} is a ${weekdayName(day)}. Put the day or the date right.`)
  return done(day)
}

const noSuchDay = (text: string): string => `There is no day “${text}”. Check the date.`

function partsOf(word: string): Parts | null {
  const found = /^(?:([a-z]{3,9})\.?,?(?:\s|$))?\s*(.*)$/.exec(word)
  const named = WEEKDAYS.indexOf((found?.[1] ?? '').slice(0, 3))
  const isWeekday = named >= 0 && 'monday tuesday wednesday thursday friday saturday sunday'.includes(found?.[1] ?? '')
  const weekday = isWeekday || /^(?:tues|thur|thurs)$/.test(found?.[1] ?? '') ? named + 1 : null
  const rest = weekday === null ? word : (found?.[2] ?? '').trim()
  if (rest === '') return weekday === null ? null : { weekday, date: null, month: null, year: null }
  const figures = /^(\d{1,2})(?:[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?)?$/.exec(rest)
  if (figures && (figures[2] !== undefined || weekday !== null))
    return { weekday, date: Number(figures[1]), month: numberOf(figures[2]), year: yearOf(figures[3]) }
  const words = /^(\d{1,2})(?:st|nd|rd|th)?(?:\s|-)?([a-z]{3,9})\.?,?(?:(?:\s|-)?(\d{4}|\d{2}))?$/.exec(rest)
  if (words) return withMonth(weekday, words[1], words[2], words[3])
  const monthFirst = /^([a-z]{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?(?:\s(\d{4}))?$/.exec(rest)
  return monthFirst ? withMonth(weekday, monthFirst[2], monthFirst[1], monthFirst[3]) : null
}

const numberOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text))
const yearOf = (text: string | undefined): number | null =>
  text === undefined ? null : text.length === 2 ? 2000 + Number(text) : Number(text)

function withMonth(weekday: number | null, date = '', month = '', year?: string): Parts | null {
  const at = MONTHS.indexOf(month.slice(0, 3))
  return at < 0 ? null : { weekday, date: Number(date), month: at + 1, year: yearOf(year) }
}

const two = (number: number): string => String(number).padStart(2, '0')

/** The day that has all these parts and lies nearest; `null` when there is none. */
function dayOf({ weekday, date, month, year }: Parts, near: LondonDay): LondonDay | null {
  if (date === null) return weekday === null ? null : addDays(near, (weekday - weekdayOf(near) + 7) % 7)
  if (month === null) return dayOfMonthNear(date, weekday, near)
  const own = Number(near.slice(0, 4))
  const years = year === null ? [own - 1, own, own + 1] : [year]
  const days = years.map((one) => `${one}-${two(month)}-${two(date)}`).filter(isLondonDay)
  return nearest(days.map(londonDay), near)
}

/** How far from the first day a date without its month may lie: a rota of four weeks fits on either side. */
const DAYS_NEAR = 45

function dayOfMonthNear(date: number, weekday: number | null, near: LondonDay): LondonDay | null {
  const days = Array.from({ length: 2 * DAYS_NEAR + 1 }, (_, index) => addDays(near, index - DAYS_NEAR))
  const dated = days.filter((day) => Number(day.slice(8)) === date)
  return (
    nearest(
      dated.filter((day) => weekday === null || weekdayOf(day) === weekday),
      near,
    ) ?? nearest(dated, near)
  )
}

const nearest = (days: readonly LondonDay[], near: LondonDay): LondonDay | null =>
  days.toSorted((a, b) => Math.abs(daysBetween(near, a)) - Math.abs(daysBetween(near, b)))[0] ?? null
