import { describe, expect, it } from 'vitest'
import { bankHolidayOn, bankHolidays, bankHolidaySource, isBankHoliday, knowsBankHolidaysOf } from './bankHolidays.ts'
import { addDays, londonDay, weekdayOf, type LondonDay } from './london.ts'

/** Easter Sunday of the Gregorian calendar, by the anonymous rule of 1876: another way to the same days. */
function easter(year: number): LondonDay {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return londonDay(
    `${year}-${String(Math.floor(sum / 31)).padStart(2, '0')}-${String((sum % 31) + 1).padStart(2, '0')}`,
  )
}

const firstMonday = (from: string): LondonDay => addDays(londonDay(from), (8 - weekdayOf(londonDay(from))) % 7)
const offWeekend = (day: LondonDay, taken: readonly LondonDay[] = []): LondonDay =>
  weekdayOf(day) > 5 || taken.includes(day) ? offWeekend(addDays(day, 1), taken) : day

function usual(year: number): readonly LondonDay[] {
  const christmas = offWeekend(londonDay(`${year}-12-25`))
  const boxing =
    weekdayOf(londonDay(`${year}-12-25`)) === 7
      ? londonDay(`${year}-12-26`)
      : offWeekend(londonDay(`${year}-12-26`), [christmas])
  return [
    offWeekend(londonDay(`${year}-01-01`)),
    addDays(easter(year), -2),
    addDays(easter(year), 1),
    firstMonday(`${year}-05-01`),
    firstMonday(`${year}-05-25`),
    firstMonday(`${year}-08-25`),
    weekdayOf(londonDay(`${year}-12-25`)) === 7 ? londonDay(`${year}-12-27`) : christmas,
    boxing,
  ].toSorted()
}

const inYear = (year: number): readonly LondonDay[] =>
  bankHolidays.map(({ day }) => day).filter((day) => day.startsWith(`${year}-`))

describe('bank holidays in England and Wales', () => {
  it.each([2023, 2024, 2025, 2026, 2027, 2028])('of %d are the usual eight, worked out another way', (year) => {
    expect(inYear(year).filter((day) => day !== '2023-05-08')).toEqual(usual(year))
  })

  it('of 2022 had the Jubilee for the spring Monday, and the funeral of the Queen', () => {
    expect(usual(2022).filter((day) => !isBankHoliday(day))).toEqual(['2022-05-30'])
    expect(inYear(2022).filter((day) => !usual(2022).includes(day))).toEqual(['2022-06-02', '2022-06-03', '2022-09-19'])
  })

  it('are in order, none twice, never at a weekend', () => {
    const days = bankHolidays.map(({ day }) => day)
    expect(days).toEqual([...new Set(days)].toSorted())
    expect(days.filter((day) => weekdayOf(day) > 5)).toEqual([])
  })

  it('say which are only worked out', () => {
    expect([...new Set(bankHolidays.filter(({ verified }) => !verified).map(({ day }) => day.slice(0, 4)))]).toEqual([
      '2028',
    ])
    expect(bankHolidaySource.lastVerifiedYear).toBe(2027)
    expect(bankHolidaySource.url).toContain('gov.uk')
  })

  it('fall on the substitute day, not at the weekend', () => {
    expect(isBankHoliday(londonDay('2026-12-26'))).toBe(false)
    expect(bankHolidayOn(londonDay('2026-12-28'))?.name).toBe('Boxing Day (substitute day)')
    expect(bankHolidayOn(londonDay('2026-12-29'))).toBeNull()
  })

  it('are not known outside the years of the list', () => {
    expect(
      ['2021-12-31', '2022-01-01', '2028-12-31', '2029-01-01'].map((day) => knowsBankHolidaysOf(londonDay(day))),
    ).toEqual([false, true, true, false])
  })
})
