import { londonDay, type LondonDay } from './london.ts'

/** A bank holiday of England and Wales, on the day that is taken off: the substitute day when the holiday falls on a weekend. */
export interface BankHoliday {
  readonly day: LondonDay
  readonly name: string
  /** False while the day is worked out from the usual rules and not yet on the published list. */
  readonly verified: boolean
}

/** The published list that the rows stand for, and the day on which they were entered. Compare the two when a year is added. */
export const bankHolidaySource = {
  division: 'england-and-wales',
  url: 'https://www.gov.uk/bank-holidays',
  enteredOn: londonDay('2026-11-22'),
  firstYear: 2022,
  lastVerifiedYear: 2027,
  lastYear: 2028,
} as const

const published: Readonly<Record<string, string>> = {
  '2022-01-03': 'New Year’s Day (substitute day)',
  '2022-04-15': 'Good Friday',
  '2022-04-18': 'Easter Monday',
  '2022-05-02': 'Early May bank holiday',
  '2022-06-02': 'Spring bank holiday',
  '2022-06-03': 'Platinum Jubilee bank holiday',
  '2022-08-29': 'Summer bank holiday',
  '2022-09-19': 'Bank Holiday for the State Funeral of Queen Elizabeth II',
  '2022-12-26': 'Boxing Day',
  '2022-12-27': 'Christmas Day (substitute day)',
  '2023-01-02': 'New Year’s Day (substitute day)',
  '2023-04-07': 'Good Friday',
  '2023-04-10': 'Easter Monday',
  '2023-05-01': 'Early May bank holiday',
  '2023-05-08': 'Bank holiday for the coronation of King Charles III',
  '2023-05-29': 'Spring bank holiday',
  '2023-08-28': 'Summer bank holiday',
  '2023-12-25': 'Christmas Day',
  '2023-12-26': 'Boxing Day',
  '2024-01-01': 'New Year’s Day',
  '2024-03-29': 'Good Friday',
  '2024-04-01': 'Easter Monday',
  '2024-05-06': 'Early May bank holiday',
  '2024-05-27': 'Spring bank holiday',
  '2024-08-26': 'Summer bank holiday',
  '2024-12-25': 'Christmas Day',
  '2024-12-26': 'Boxing Day',
  '2025-01-01': 'New Year’s Day',
  '2025-04-18': 'Good Friday',
  '2025-04-21': 'Easter Monday',
  '2025-05-05': 'Early May bank holiday',
  '2025-05-26': 'Spring bank holiday',
  '2025-08-25': 'Summer bank holiday',
  '2025-12-25': 'Christmas Day',
  '2025-12-26': 'Boxing Day',
  '2026-01-01': 'New Year’s Day',
  '2026-04-03': 'Good Friday',
  '2026-04-06': 'Easter Monday',
  '2026-05-04': 'Early May bank holiday',
  '2026-05-25': 'Spring bank holiday',
  '2026-08-31': 'Summer bank holiday',
  '2026-12-25': 'Christmas Day',
  '2026-12-28': 'Boxing Day (substitute day)',
  '2027-01-01': 'New Year’s Day',
  '2027-03-26': 'Good Friday',
  '2027-03-29': 'Easter Monday',
  '2027-05-03': 'Early May bank holiday',
  '2027-05-31': 'Spring bank holiday',
  '2027-08-30': 'Summer bank holiday',
  '2027-12-27': 'Christmas Day (substitute day)',
  '2027-12-28': 'Boxing Day (substitute day)',
}

/** Worked out from the date of Easter and the usual Mondays, for planning; a royal proclamation may still change them. */
const workedOut: Readonly<Record<string, string>> = {
  '2028-01-03': 'New Year’s Day (substitute day)',
  '2028-04-14': 'Good Friday',
  '2028-04-17': 'Easter Monday',
  '2028-05-01': 'Early May bank holiday',
  '2028-05-29': 'Spring bank holiday',
  '2028-08-28': 'Summer bank holiday',
  '2028-12-25': 'Christmas Day',
  '2028-12-26': 'Boxing Day',
}

const rows = (days: Readonly<Record<string, string>>, verified: boolean): BankHoliday[] =>
  Object.entries(days).map(([day, name]) => ({ day: londonDay(day), name, verified }))

/** Every bank holiday known to the hub, in order. */
export const bankHolidays: readonly BankHoliday[] = [...rows(published, true), ...rows(workedOut, false)]

const byDay = new Map(bankHolidays.map((holiday) => [holiday.day, holiday]))

/** The bank holiday on a day, or `null`. @example bankHolidayOn(londonDay('2026-12-28'))?.name // 'Boxing Day (substitute day)' */
export const bankHolidayOn = (day: LondonDay): BankHoliday | null => byDay.get(day) ?? null

/**
 * Whether a day is a bank holiday in England and Wales, for the years 2022 to 2028 (Banking and Financial Dealings Act 1971, and
 * proclamations). Outside those years the answer is no, because none is known: ask `knowsBankHolidaysOf` first where it matters.
 *
 * @example isBankHoliday(londonDay('2026-12-26')) // false: a Saturday, its substitute is Monday 28
 */
export const isBankHoliday = (day: LondonDay): boolean => byDay.has(day)

/** Whether the list covers the year of a day. @example knowsBankHolidaysOf(londonDay('2031-01-01')) // false */
export function knowsBankHolidaysOf(day: LondonDay): boolean {
  const year = Number(day.slice(0, 4))
  return year >= bankHolidaySource.firstYear && year <= bankHolidaySource.lastYear
}
