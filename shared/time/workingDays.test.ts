import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bankHolidays } from './bankHolidays.ts'
import { addDays, daysBetween, londonDay, weekdayOf } from './london.ts'
import { addWorkingDays, isWorkingDay, knowsWorkingDaysBetween } from './workingDays.ts'

const day = londonDay
const anyDay = fc.integer({ min: 0, max: 2190 }).map((count) => addDays(day('2022-06-01'), count))

describe('working days', () => {
  it.each([
    ['2026-11-12', 1, '2026-11-13', 'a Thursday'],
    ['2026-11-13', 1, '2026-11-16', 'over a weekend'],
    ['2026-11-14', 1, '2026-11-16', 'from a Saturday'],
    ['2026-11-12', 5, '2026-11-19', 'a week of them'],
    ['2026-12-24', 1, '2026-12-29', 'over Christmas, with Boxing Day taken off on the Monday'],
    ['2026-04-02', 1, '2026-04-07', 'over Easter'],
    ['2026-04-02', 5, '2026-04-13', 'five of them over Easter'],
    ['2027-12-24', 2, '2027-12-30', 'two substitute days'],
    ['2026-05-01', 1, '2026-05-05', 'over the early May bank holiday'],
    ['2026-12-31', 1, '2027-01-04', 'over New Year and a weekend'],
  ])('%s and %d more is %s: %s', (from, count, expected) => {
    expect(addWorkingDays(day(from), count)).toBe(expected)
  })

  it('are no Saturday, no Sunday and no bank holiday', () => {
    expect(bankHolidays.filter((one) => isWorkingDay(one.day))).toEqual([])
    fc.assert(
      fc.property(anyDay, (one) => {
        expect(isWorkingDay(one) && weekdayOf(one) > 5).toBe(false)
      }),
    )
  })

  it('lie so many apart as a slow count finds', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 30 }), (from, count) => {
        const last = addWorkingDays(from, count)
        const between = Array.from({ length: daysBetween(from, last) }, (_, after) => addDays(from, after + 1))
        expect(between.filter(isWorkingDay)).toHaveLength(count)
        expect(isWorkingDay(last)).toBe(true)
      }),
    )
  })

  it('are not known beyond the list of bank holidays', () => {
    expect(knowsWorkingDaysBetween(day('2026-12-30'), day('2027-01-05'))).toBe(true)
    expect(knowsWorkingDaysBetween(day('2028-12-28'), day('2029-01-04'))).toBe(false)
  })

  it.each([0, -1, 1.5])('are never %d', (count) => {
    expect(() => addWorkingDays(day('2026-11-12'), count)).toThrow(RangeError)
  })
})
