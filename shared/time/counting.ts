import { addHours, type Instant } from './instant.ts'
import { addDays, daysBetween, londonDay, londonDayOf, startOfDay, type LondonDay } from './london.ts'

/** The five ways in which the law counts a period on from its trigger. A sixth has no number at all: "as soon as practicable". */
export const countingModes = [
  'elapsed-hours',
  'days-beginning-with',
  'days-ending-with',
  'clear-days-between',
  'months-beginning-with',
] as const
export type CountingMode = (typeof countingModes)[number]

/**
 * The end of a period of hours: so many times 3,600 seconds, whatever the clocks do meanwhile.
 * That is the natural reading of "a period of 24 hours beginning with" (MHA 1983 s.136(2A)); no case on a clock change was found.
 *
 * @example elapsedHours(instant('2026-03-28T20:00:00Z'), 24) // 29 March 21:00 BST
 */
export const elapsedHours = (from: Instant, hours: number): Instant => addHours(from, hours)

/**
 * The last day of a period of days that begins with a day: that day is day 1, so 28 days from 1 March end with 28 March.
 * The period runs to the midnight at the end of that day, see `endOfDay` (MHA 1983 s.2(4), s.6(1)(a)).
 *
 * @throws RangeError when the number of days is not a whole number from 1
 * @example daysBeginningWith(londonDay('2026-02-10'), 28) // '2026-03-09'
 */
export function daysBeginningWith(first: LondonDay, days: number): LondonDay {
  refuseUnlessCount(days)
  return addDays(first, days - 1)
}

/**
 * The earliest day of a period of days that ends with a day: that day is the last one (MHA 1983 s.11(5)).
 *
 * @throws RangeError when the number of days is not a whole number from 1
 * @example daysEndingWith(londonDay('2026-03-14'), 14) // '2026-03-01'
 */
export function daysEndingWith(last: LondonDay, days: number): LondonDay {
  refuseUnlessCount(days)
  return addDays(last, 1 - days)
}

/**
 * Whole calendar days strictly between two days, in either order (MHA 1983 s.12(1): not more than five between examinations).
 *
 * @example clearDaysBetween(londonDay('2026-03-01'), londonDay('2026-03-07')) // 5
 */
export const clearDaysBetween = (a: LondonDay, b: LondonDay): number => Math.max(0, Math.abs(daysBetween(a, b)) - 1)

/** The last day with no more than so many clear days after a day. @example lastDayWithin(londonDay('2026-03-01'), 5) // '2026-03-07' */
export const lastDayWithin = (first: LondonDay, clearDays: number): LondonDay => addDays(first, clearDays + 1)

/**
 * The last day of a period of months that begins with a day: the day before the same date so many months on, or the last day
 * of that month when it has no such date (MHA 1983 s.20; the hospital's Mental Health Act office has the last word).
 *
 * @throws RangeError when the number of months is not a whole number from 1
 * @example monthsBeginningWith(londonDay('2026-08-31'), 6) // '2027-02-28'
 */
export function monthsBeginningWith(first: LondonDay, months: number): LondonDay {
  refuseUnlessCount(months)
  const [year, month, date] = [Number(first.slice(0, 4)), Number(first.slice(5, 7)), Number(first.slice(8))]
  const lastOfMonth = dayAt(year, month + months, 0)
  return date > Number(lastOfMonth.slice(8)) ? lastOfMonth : dayAt(year, month - 1 + months, date - 1)
}

/** London's midnight at the end of a day. @example endOfDay(londonDay('2026-03-28')) // '2026-03-29T00:00:00.000Z' */
export const endOfDay = (day: LondonDay): Instant => startOfDay(addDays(day, 1))

/**
 * When a period that begins at a moment is over: to the second for hours, at the midnight after the last day otherwise. For days that
 * end with a day, the answer is the last day whose period still holds the first one; for clear days, the last day with no more of
 * them in between.
 *
 * @throws RangeError when the quantity is not a whole number from 1 (from 0 for clear days)
 * @example periodEnd(admittedAt, 'days-beginning-with', 28)
 */
export function periodEnd(from: Instant, mode: CountingMode, quantity: number): Instant {
  switch (mode) {
    case 'elapsed-hours':
      return elapsedHours(from, quantity)
    case 'days-beginning-with':
    case 'days-ending-with':
      return endOfDay(daysBeginningWith(londonDayOf(from), quantity))
    case 'clear-days-between':
      return endOfDay(lastDayWithin(londonDayOf(from), quantity))
    case 'months-beginning-with':
      return endOfDay(monthsBeginningWith(londonDayOf(from), quantity))
  }
}

/** A day by year, month counted from 0, and date; either may run over, as in "day 0 of month 12". */
const dayAt = (year: number, month: number, date: number): LondonDay =>
  londonDay(new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10))

function refuseUnlessCount(quantity: number): void {
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`a period is at least 1: ${quantity}`)
}
