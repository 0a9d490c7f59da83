import { isBankHoliday, knowsBankHolidaysOf } from './bankHolidays.ts'
import { addDays, weekdayOf, type LondonDay } from './london.ts'

/**
 * Whether a day is one on which offices work: Monday to Friday and no bank holiday in England and Wales.
 *
 * @example isWorkingDay(londonDay('2026-12-28')) // false: Boxing Day is taken off on that Monday
 */
export const isWorkingDay = (day: LondonDay): boolean => weekdayOf(day) <= 5 && !isBankHoliday(day)

/**
 * The day so many working days after a day, which is not counted itself. Local targets count so; the law's own days never do.
 *
 * @throws RangeError when the number of days is not a whole number from 1
 * @example addWorkingDays(londonDay('2026-12-23'), 2) // '2026-12-29': Christmas Day, the weekend and the Monday are left out
 */
export function addWorkingDays(from: LondonDay, days: number): LondonDay {
  if (!Number.isSafeInteger(days) || days < 1) throw new RangeError(`working days are counted from 1: ${days}`)
  let day = from
  for (let left = days; left > 0;) {
    day = addDays(day, 1)
    if (isWorkingDay(day)) left -= 1
  }
  return day
}

/** Whether the list of bank holidays covers both days; where it does not, only weekends are left out, and that must be said. */
export const knowsWorkingDaysBetween = (first: LondonDay, last: LondonDay): boolean =>
  knowsBankHolidaysOf(first) && knowsBankHolidaysOf(last)
