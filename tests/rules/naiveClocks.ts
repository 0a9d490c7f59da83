// The law's clocks once more, written from the words of the Acts without a line of the product: a table typed anew, London's time by
// hand, days and months counted one by one. Slow and plain on purpose: what it says must be what the hub says.

/** How the Act puts it. */
export type Words =
  | { readonly hours: number }
  | { readonly daysBeginningWith: number }
  | { readonly daysEndingWith: number }
  | { readonly clearDays: number }
  | { readonly monthsBeginningWith: number }

/** Every clock with a number, by the name that the hub gives it, as the sections read. */
export const actsSay: Readonly<Record<string, Words>> = {
  s136: { hours: 24 }, // s.136(2A)(a)(i): the period of 24 hours beginning with the arrival
  's136-kept': { hours: 24 }, // s.136(2A)(a)(ii): beginning with the decision to keep
  s135: { hours: 24 }, // s.135(3ZA)(a)(i)
  's135-kept': { hours: 24 }, // s.135(3ZA)(a)(ii)
  's5-4': { hours: 6 }, // s.5(4): a period of six hours from the time when that fact is so recorded
  's5-2': { hours: 72 }, // s.5(2): 72 hours from the time when the report is so furnished
  s4: { hours: 72 }, // s.4(4): the expiration of a period of 72 hours from the time of admission
  'cto-recall': { hours: 72 }, // s.17F(6): the period of 72 hours
  's4-5': { hours: 24 }, // s.4(5): within the previous 24 hours
  's6-1-b': { hours: 24 }, // s.6(1)(b): the period of 24 hours beginning at the time
  s138: { hours: 24 }, // s.138(3): within the period of 24 hours
  s25: { hours: 72 }, // s.25(1): not less than 72 hours' notice
  's11-5': { daysEndingWith: 14 }, // s.11(5): the period of 14 days ending with the date of the application
  's12-1': { clearDays: 5 }, // s.12(1): not more than five days must have elapsed between the days
  's6-1-a': { daysBeginningWith: 14 }, // s.6(1)(a): the period of 14 days beginning with the date
  's8-2': { daysBeginningWith: 14 }, // s.8(2): the period of 14 days beginning with the date
  s2: { daysBeginningWith: 28 }, // s.2(4): a period not exceeding 28 days beginning with the day on which he is admitted
  s15: { daysBeginningWith: 14 }, // s.15(1): the period of 14 days beginning with the day
  s3: { monthsBeginningWith: 6 }, // s.20(1): a period not exceeding six months beginning with the day
  guardianship: { monthsBeginningWith: 6 },
  cto: { monthsBeginningWith: 6 }, // s.20A(1)
  s18: { monthsBeginningWith: 6 }, // s.18(4): the period of six months beginning with the first day of the absence
  's135-warrant': { monthsBeginningWith: 3 }, // PACE s.16(3): within three months from the date of its issue, read cautiously
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** One in the morning, UTC, of the last Sunday of a month (Summer Time Act 1972 as amended by SI 2002/262). */
function lastSundayAtOne(year: number, month: number): number {
  let date = 31
  while (new Date(Date.UTC(year, month, date)).getUTCDay() !== 0) date -= 1
  return Date.UTC(year, month, date, 1)
}

const isSummerTime = (ms: number): boolean => {
  const year = new Date(ms).getUTCFullYear()
  return ms >= lastSundayAtOne(year, 2) && ms < lastSundayAtOne(year, 9)
}

/** The two nights of a year in which the clocks change. */
export const changesOf = (year: number): readonly number[] => [lastSundayAtOne(year, 2), lastSundayAtOne(year, 9)]

/** Days since 1970, as London counts them. */
const dayOf = (ms: number): number => Math.floor((ms + (isSummerTime(ms) ? HOUR : 0)) / DAY)

/** Midnight at the start of a day: the clocks never change at midnight, so one look an hour before tells. */
function midnightOf(day: number): number {
  const asUtc = day * DAY
  return isSummerTime(asUtc - HOUR) ? asUtc - HOUR : asUtc
}

const dateOf = (day: number) => {
  const at = new Date(day * DAY)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate() }
}

/** The day before the same date so many months on; the last day of the month when that has no such date. */
function monthsOn(first: number, months: number): number {
  const from = dateOf(first)
  let { year, month } = from
  for (let passed = 0; passed < months; passed += 1) {
    month += 1
    if (month === 12) [year, month] = [year + 1, 0]
  }
  let day = Date.UTC(year, month, 1) / DAY
  while (dateOf(day).month === month && dateOf(day).date < from.date) day += 1
  // Either the same date, and the period ends the day before it; or the first of the next month, and it ends the day before that.
  return day - 1
}

function lastDayOf(words: Exclude<Words, { readonly hours: number }>, first: number): number {
  if ('monthsBeginningWith' in words) return monthsOn(first, words.monthsBeginningWith)
  let last = first
  if ('daysBeginningWith' in words) {
    for (let counted = 1; counted < words.daysBeginningWith; counted += 1) last += 1
    return last
  }
  if ('daysEndingWith' in words) {
    const holds = (end: number): boolean =>
      Array.from({ length: words.daysEndingWith }, (_, back) => end - back).includes(first)
    while (holds(last + 1)) last += 1
    return last
  }
  const between = (end: number): number => {
    let count = 0
    for (let day = first + 1; day < end; day += 1) count += 1
    return count
  }
  while (between(last + 1) <= words.clearDays) last += 1
  return last
}

/** When a clock that starts at a moment is over, in milliseconds. */
export const naiveEnd = (words: Words, ms: number): number =>
  'hours' in words ? ms + words.hours * HOUR : midnightOf(lastDayOf(words, dayOf(ms)) + 1)
