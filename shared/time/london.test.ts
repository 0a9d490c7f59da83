import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, instant, msOf, type Instant } from './instant.ts'
import {
  addDays,
  clockTime,
  clockTimeInput,
  clockTimeOf,
  daysBetween,
  formatDate,
  formatDay,
  formatDayShort,
  formatInstant,
  isoWeekOf,
  londonDay,
  londonDayInput,
  londonDayOf,
  londonInstant,
  londonInstants,
  mondayOf,
  mondayOfIsoWeek,
  offsetMinutesOf,
  spanOfDay,
  spanOn,
  startOfDay,
  typedInstant,
  weekdayName,
  weekdayOf,
} from './london.ts'
import { minutesIn } from './span.ts'

const planned = (day: string, time: string): string => londonInstant(londonDay(day), clockTime(time))
const typed = (day: string, time: string) => typedInstant(londonDay(day), clockTime(time))
const nightOf = (day: string, from: string, to: string) =>
  minutesIn(spanOn(londonDay(day), clockTime(from), clockTime(to)))

const anyDay = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays(londonDay('2010-01-01'), days))
/** Days around the clock changes come up often: that is where faults are. */
const hardDay = fc.oneof(
  anyDay,
  fc
    .constantFrom('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', '2027-03-28', '2027-10-30', '2027-10-31')
    .map(londonDay),
)
const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map((at) => clockTime(`${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`))
const anyInstant = fc.oneof(
  fc.integer({ min: 0, max: 15_000_000 }).map((count) => addMinutes(instant('2010-01-01T00:00:00Z'), count)),
  fc
    .tuple(fc.constantFrom('2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31'), fc.integer({ min: -300, max: 300 }))
    .map(([day, off]) => addMinutes(instant(`${day}T01:00:00Z`), off)),
)

/** The machine's own calendar, asked another way. */
const oracle = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})
function oracleOf(at: Instant): string {
  const part = Object.fromEntries(oracle.formatToParts(new Date(msOf(at))).map(({ type, value }) => [type, value]))
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}`
}

describe('a planned London time', () => {
  it.each([
    ['2026-01-15', '12:00', '2026-01-15T12:00:00.000Z'],
    ['2026-07-15', '12:00', '2026-07-15T11:00:00.000Z'],
    ['2026-03-29', '00:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '01:00', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '01:30', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25', '00:59', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25', '01:00', '2026-10-25T00:00:00.000Z'],
    ['2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '02:00', '2026-10-25T02:00:00.000Z'],
    ['2027-03-28', '01:30', '2027-03-28T01:00:00.000Z'],
    ['2027-03-28', '09:00', '2027-03-28T08:00:00.000Z'],
    ['2027-10-31', '01:30', '2027-10-31T00:30:00.000Z'],
    ['2027-10-31', '09:00', '2027-10-31T09:00:00.000Z'],
  ])('%s %s is %s', (day, time, expected) => {
    expect(planned(day, time)).toBe(expected)
  })

  it('never goes backwards as the clock face goes on', () => {
    fc.assert(
      fc.property(hardDay, anyTime, anyTime, (day, a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        expect(londonInstant(day, early) <= londonInstant(day, late)).toBe(true)
        expect(londonInstant(day, late) < londonInstant(addDays(day, 1), early)).toBe(true)
      }),
    )
  })

  it('keeps shifts end to end wherever they meet', () => {
    fc.assert(
      fc.property(hardDay, anyTime, anyTime, (day, a, b) => {
        const first = spanOn(day, a, b)
        const second = spanOn(b <= a ? addDays(day, 1) : day, b, a)
        expect(first.end).toBe(second.start)
        expect(first.start <= first.end).toBe(true)
      }),
    )
  })
})

describe('a typed London time', () => {
  it('is one moment on an ordinary day', () => {
    expect(typed('2026-11-12', '16:20')).toEqual({ ok: true, value: '2026-11-12T16:20:00.000Z' })
    expect(typed('2026-07-12', '16:20')).toEqual({ ok: true, value: '2026-07-12T15:20:00.000Z' })
  })

  it.each(['2026-03-29', '2027-03-28'])('is refused with its neighbours in the hour that %s skips', (day) => {
    for (const time of ['01:00', '01:30', '01:59']) {
      expect(typed(day, time)).toEqual({
        ok: false,
        refusal: { code: 'clock-time-skipped', before: `${day}T00:59:00.000Z`, after: `${day}T01:00:00.000Z` },
      })
    }
    expect(typed(day, '00:59').ok).toBe(true)
    expect(typed(day, '02:00').ok).toBe(true)
  })

  it.each(['2026-10-25', '2027-10-31'])('is refused with both moments in the hour that comes twice on %s', (day) => {
    expect(typed(day, '01:30')).toEqual({
      ok: false,
      refusal: { code: 'clock-time-twice', first: `${day}T00:30:00.000Z`, second: `${day}T01:30:00.000Z` },
    })
    expect(typed(day, '00:59').ok).toBe(true)
    expect(typed(day, '02:00')).toEqual({ ok: true, value: `${day}T02:00:00.000Z` })
  })

  it('names every moment that shows it, and no other', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const shown = londonInstants(londonDayOf(at), clockTimeOf(at))
        expect(shown).toContain(at)
        for (const one of shown) expect(oracleOf(one)).toBe(oracleOf(at))
      }),
    )
  })

  it('is refused exactly when it is not one moment', () => {
    fc.assert(
      fc.property(hardDay, anyTime, (day, time) => {
        const read = typedInstant(day, time)
        expect(read.ok).toBe(londonInstants(day, time).length === 1)
        if (read.ok) expect(read.value).toBe(londonInstant(day, time))
      }),
    )
  })
})

describe('a moment seen from London', () => {
  it('shows what the calendar of the machine shows, in any zone', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(`${londonDayOf(at)} ${clockTimeOf(at)}`).toBe(oracleOf(at))
      }),
    )
  })

  it('knows winter from summer', () => {
    expect(offsetMinutesOf(instant('2026-03-29T00:59:59.999Z'))).toBe(0)
    expect(offsetMinutesOf(instant('2026-03-29T01:00:00Z'))).toBe(60)
    expect(offsetMinutesOf(instant('2026-10-25T00:59:59.999Z'))).toBe(60)
    expect(offsetMinutesOf(instant('2026-10-25T01:00:00Z'))).toBe(0)
  })

  it('is on the next day from 23:00 UTC in summer', () => {
    expect(londonDayOf(instant('2026-07-01T22:59:59Z'))).toBe('2026-07-01')
    expect(londonDayOf(instant('2026-07-01T23:00:00Z'))).toBe('2026-07-02')
  })
})

describe('days', () => {
  it('are 24 hours, 23 and 25 on the changes, and follow on from each other', () => {
    expect(minutesIn(spanOfDay(londonDay('2026-03-29')))).toBe(23 * 60)
    expect(minutesIn(spanOfDay(londonDay('2026-10-25')))).toBe(25 * 60)
    fc.assert(
      fc.property(hardDay, (day) => {
        expect(spanOfDay(day).end).toBe(startOfDay(addDays(day, 1)))
        expect(londonDayOf(spanOfDay(day).start)).toBe(day)
        expect([1380, 1440, 1500]).toContain(minutesIn(spanOfDay(day)))
      }),
    )
  })

  it('are added and counted on the calendar', () => {
    expect(addDays(londonDay('2026-03-28'), 2)).toBe('2026-03-30')
    fc.assert(
      fc.property(hardDay, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count)
        expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day))
      }),
    )
  })

  it.each([
    '2026-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-01',
    '2026-1-1',
    '12/11/2026',
    '1899-12-31',
    '2201-01-01',
    '',
  ])('refuses %j', (text) => {
    expect(() => londonDay(text)).toThrow(RangeError)
    expect(londonDayInput.safeParse(text).success).toBe(false)
  })

  it.each(['24:00', '9:00', '09:60', '0900', '09:00:00', '-1:00', ''])('refuses the clock time %j', (text) => {
    expect(() => clockTime(text)).toThrow(RangeError)
    expect(clockTimeInput.safeParse(text).success).toBe(false)
  })

  it('belong to ISO weeks, which begin on Monday', () => {
    expect(weekdayOf(londonDay('2026-11-12'))).toBe(4)
    expect(weekdayName(londonDay('2026-11-15'))).toBe('Sunday')
    expect(mondayOf(londonDay('2026-11-15'))).toBe('2026-11-09')
    expect(isoWeekOf(londonDay('2026-11-16'))).toBe('2026-W47')
    expect(isoWeekOf(londonDay('2027-01-01'))).toBe('2026-W53')
    expect(isoWeekOf(londonDay('2024-12-30'))).toBe('2025-W01')
    fc.assert(
      fc.property(hardDay, (day) => {
        expect(mondayOfIsoWeek(isoWeekOf(day))).toBe(mondayOf(day))
      }),
    )
  })

  it.each(['2026-W00', '2025-W53', '2026-W54', '9999-W60', '9999-W53', '0000-W01', '2026-47', '2026-W7', 'W47', ''])(
    'has no ISO week %j',
    (text) => {
      expect(mondayOfIsoWeek(text)).toBeNull()
    },
  )
})

describe('shifts on a clock face', () => {
  it('run into the next day when they end at or before their start', () => {
    expect(nightOf('2026-11-12', '08:30', '16:30')).toBe(480)
    expect(nightOf('2026-11-12', '20:00', '08:00')).toBe(720)
    expect(nightOf('2026-11-12', '08:00', '08:00')).toBe(1440)
  })

  it.each([
    ['2026-03-28', '20:00', '08:00', 660],
    ['2026-10-24', '20:00', '08:00', 780],
    ['2026-03-28', '22:00', '08:00', 540],
    ['2026-10-24', '22:00', '08:00', 660],
    ['2027-03-27', '22:00', '08:00', 540],
    ['2027-10-30', '22:00', '08:00', 660],
  ])('last as long as the night does: %s %s to %s is %d minutes', (day, from, to, length) => {
    expect(nightOf(day, from, to)).toBe(length)
  })
})

describe('days and moments in words', () => {
  const day = londonDay('2026-11-12')

  it('say the day in full, short, and without its weekday', () => {
    expect(formatDay(day)).toBe('Thursday 12 November 2026')
    expect(formatDayShort(day)).toBe('Thu 12 November')
    expect(formatDate(londonDay('1955-02-14'))).toBe('14 February 1955')
  })

  it('say the time alone on the day in hand, and the day with it otherwise', () => {
    expect(formatInstant(instant('2026-11-12T18:32:00Z'), day)).toBe('18:32')
    expect(formatInstant(instant('2026-11-13T16:05:00Z'), day)).toBe('Fri 13 November 16:05')
    expect(formatInstant(instant('2026-07-01T16:05:00Z'))).toBe('Wed 1 July 17:05')
    expect(formatInstant(instant('2027-01-12T09:00:00Z'), day)).toBe('Tue 12 January 2027 09:00')
  })

  it('tell the two half past ones of the autumn night apart', () => {
    expect(formatInstant(instant('2026-10-25T00:30:00Z'))).toBe('Sun 25 October 01:30 BST')
    expect(formatInstant(instant('2026-10-25T01:30:00Z'))).toBe('Sun 25 October 01:30 GMT')
    expect(formatInstant(instant('2026-10-25T02:00:00Z'))).toBe('Sun 25 October 02:00')
  })
})
