import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clearDaysBetween,
  daysBeginningWith,
  daysEndingWith,
  elapsedHours,
  endOfDay,
  lastDayWithin,
  monthsBeginningWith,
  periodEnd,
} from './counting.ts'
import { instant, msOf } from './instant.ts'
import { addDays, daysBetween, formatInstant, londonDay } from './london.ts'

const day = londonDay
const anyDay = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays(day('1990-01-01'), count))

describe('hours as they pass', () => {
  it.each([
    ['2026-03-28T20:00:00Z', 24, 'Sun 29 March 21:00'],
    ['2026-03-28T20:00:00Z', 36, 'Mon 30 March 09:00'],
    ['2026-10-24T20:00:00+01:00', 24, 'Sun 25 October 19:00'],
    ['2026-10-24T20:00:00+01:00', 36, 'Mon 26 October 07:00'],
    ['2026-10-24T10:00:00+01:00', 72, 'Tue 27 October 09:00'],
    ['2026-03-27T15:00:00Z', 72, 'Mon 30 March 16:00'],
    ['2026-10-25T00:30:00+01:00', 6, 'Sun 25 October 05:30'],
    ['2027-03-27T20:00:00Z', 24, 'Sun 28 March 21:00'],
    ['2027-10-30T20:00:00+01:00', 24, 'Sun 31 October 19:00'],
  ])('%s and %d hours is %s', (from, hours, expected) => {
    expect(formatInstant(elapsedHours(instant(from), hours))).toBe(expected)
  })

  it('are 3,600 seconds each, whatever the clocks do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1.2e12, max: 2e12 }), fc.integer({ min: 0, max: 200 }), (ms, hours) => {
        expect(msOf(elapsedHours(instant(ms), hours)) - ms).toBe(hours * 3_600_000)
      }),
    )
  })
})

describe('days beginning with', () => {
  it.each([
    ['2026-03-01', 28, '2026-03-28'],
    ['2026-02-10', 28, '2026-03-09'],
    ['2028-02-10', 28, '2028-03-08'],
    ['2026-03-01', 14, '2026-03-14'],
    ['2026-03-01', 1, '2026-03-01'],
  ])('from %s, %d days end with %s', (first, days, last) => {
    expect(daysBeginningWith(day(first), days)).toBe(last)
  })

  it('run to the midnight at the end of the last day, in summer time too', () => {
    expect(endOfDay(day('2026-03-28'))).toBe('2026-03-29T00:00:00.000Z')
    expect(endOfDay(day('2026-03-29'))).toBe('2026-03-29T23:00:00.000Z')
    expect(endOfDay(day('2026-10-25'))).toBe('2026-10-26T00:00:00.000Z')
  })
})

describe('days ending with', () => {
  it('let an application of 14 March rest on a sighting from 1 March', () => {
    expect(daysEndingWith(day('2026-03-14'), 14)).toBe('2026-03-01')
  })

  it('mirror days beginning with', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 400 }), (first, days) => {
        const last = daysBeginningWith(first, days)
        expect(daysEndingWith(last, days)).toBe(first)
        expect(daysBetween(first, last) + 1).toBe(days)
      }),
    )
  })
})

describe('clear days between', () => {
  it('let the second examination follow that of the 1st by the 7th, and not on the 8th', () => {
    expect(clearDaysBetween(day('2026-03-01'), day('2026-03-07'))).toBe(5)
    expect(clearDaysBetween(day('2026-03-01'), day('2026-03-08'))).toBe(6)
    expect(lastDayWithin(day('2026-03-01'), 5)).toBe('2026-03-07')
  })

  it('are none on the same day and on the next, and do not mind the order', () => {
    expect(clearDaysBetween(day('2026-03-01'), day('2026-03-01'))).toBe(0)
    expect(clearDaysBetween(day('2026-03-01'), day('2026-03-02'))).toBe(0)
    fc.assert(
      fc.property(anyDay, fc.nat(60), (first, clear) => {
        const last = lastDayWithin(first, clear)
        expect(clearDaysBetween(first, last)).toBe(clear)
        expect(clearDaysBetween(last, first)).toBe(clear)
      }),
    )
  })
})

describe('months beginning with', () => {
  it.each([
    ['2026-03-01', 6, '2026-08-31'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-08-29', 6, '2027-02-28'],
    ['2026-08-28', 6, '2027-02-27'],
    ['2026-01-01', 12, '2026-12-31'],
    ['2026-12-15', 1, '2027-01-14'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-01-31', 1, '2026-02-28'],
  ])('from %s, %d months end with %s', (first, months, last) => {
    expect(monthsBeginningWith(day(first), months)).toBe(last)
  })

  it('end the day before the same date, or on the last day of the month that has no such date', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 24 }), (first, months) => {
        const next = addDays(monthsBeginningWith(first, months), 1)
        const passed =
          (Number(next.slice(0, 4)) - Number(first.slice(0, 4))) * 12 +
          Number(next.slice(5, 7)) -
          Number(first.slice(5, 7))
        const sameDate = next.slice(8) === first.slice(8) && passed === months
        const monthTooShort = next.endsWith('-01') && passed === months + 1
        expect(sameDate || monthTooShort).toBe(true)
      }),
    )
  })
})

describe('a period', () => {
  it('ends by its mode', () => {
    const admitted = instant('2026-03-01T23:40:00Z')
    expect(periodEnd(admitted, 'elapsed-hours', 72)).toBe('2026-03-04T23:40:00.000Z')
    expect(periodEnd(admitted, 'days-beginning-with', 28)).toBe('2026-03-29T00:00:00.000Z')
    expect(periodEnd(admitted, 'months-beginning-with', 6)).toBe('2026-08-31T23:00:00.000Z')
  })

  it('counts the London day of its beginning, not the UTC one', () => {
    expect(periodEnd(instant('2026-07-01T23:30:00Z'), 'days-beginning-with', 1)).toBe('2026-07-02T23:00:00.000Z')
  })

  it.each([0, -1, 1.5, Number.NaN])('is never %d days or months long', (quantity) => {
    expect(() => daysBeginningWith(day('2026-03-01'), quantity)).toThrow(RangeError)
    expect(() => daysEndingWith(day('2026-03-01'), quantity)).toThrow(RangeError)
    expect(() => monthsBeginningWith(day('2026-03-01'), quantity)).toThrow(RangeError)
  })
})
