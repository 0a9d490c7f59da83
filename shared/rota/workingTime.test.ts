import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId } from '../kernel/ids.ts'
import { addMinutes, instant } from '../time/instant.ts'
import { minutes } from '../time/minutes.ts'
import { addDays, clockTime, clockTimeOf, londonDay, startOfDay, weekdayOf, type LondonDay } from '../time/london.ts'
import { minutesIn } from '../time/span.ts'
import { daysFrom } from './pattern.ts'
import { shiftSpan } from './shiftTemplate.ts'
import { asWorked, nightMinutes, restsIn, workedIn, type Work } from './work.ts'
import {
  isOptedOut,
  lastDayOfOptOut,
  laterStart,
  nightAverage,
  owesBreak,
  restDebts,
  restsThatPay,
  weeklyAverage,
  weeklyRestShort,
} from './workingTime.ts'

const ewa = personId.parse('00000000-0000-4000-8000-0000000000aa')
const on = (day: string, from: string, to: string, more: Partial<Work> = {}): Work => ({
  ...shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day)),
  personId: ewa,
  breakMinutes: 0,
  employer: 'ours',
  ...more,
})
/** The seventeenth week ends with Sunday 15 November 2026; it begins on Monday 20 July. */
const [first, last] = [londonDay('2026-07-20'), londonDay('2026-11-15')]
const days = (
  from: LondonDay,
  to: LondonDay,
  weekdays: readonly number[],
  starts: string,
  ends: string,
  more: Partial<Work> = {},
) =>
  daysFrom(from, to)
    .filter((day) => weekdays.includes(weekdayOf(day)))
    .map((day) => on(day, starts, ends, more))

describe('the 48-hour average', () => {
  it('of 17 weeks of exactly 48 hours is not over, and one minute more is', () => {
    const weeks = days(first, last, [1, 2, 3, 4, 5, 6], '09:00', '17:00')
    expect(weeklyAverage(weeks, last, [])).toMatchObject({ from: first, average: 2880, over: false, worked: 17 * 2880 })
    expect(weeklyAverage([...weeks, on('2026-11-15', '09:00', '09:01')], last, []).over).toBe(true)
  })

  it('is not thinned by leave: the days after the period stand in for it', () => {
    // 51 hours in each of 16 weeks and one week of leave: 816 ÷ 17 is 48, but with the next five days of work it is 51.
    const leave = daysFrom(londonDay('2026-08-17'), londonDay('2026-08-21'))
    const worked = days(first, addDays(last, 14), [1, 2, 3, 4, 5], '09:00', '19:12').filter(
      ({ start }) => !leave.some((day) => start >= startOfDay(day) && start < startOfDay(addDays(day, 1))),
    )
    expect(weeklyAverage(worked, last, leave)).toMatchObject({
      worked: 816 * 60,
      madeUp: 51 * 60,
      excludedDays: 5,
      average: 51 * 60,
      over: true,
    })
    expect(weeklyAverage(worked, last, []).over).toBe(false)
  })

  it('counts other employers’ hours, and takes off breaks', () => {
    const ours = days(first, last, [1, 2, 3, 4, 5], '09:00', '17:00', { breakMinutes: 36 })
    expect(weeklyAverage(ours, last, []).average).toBe(37 * 60)
    const both = [...ours, ...days(first, last, [6, 7], '08:00', '14:00', { employer: 'another' })]
    expect(weeklyAverage(both, last, [])).toMatchObject({ average: 49 * 60, over: true })
  })

  it('an opt-out is about nothing else, and ends with seven days’ notice at least and three months at most', () => {
    const optOut = [{ from: londonDay('2026-01-01'), until: londonDay('2026-06-30') }]
    expect([isOptedOut(optOut, londonDay('2026-06-30')), isOptedOut(optOut, londonDay('2026-07-01'))]).toEqual([
      true,
      false,
    ])
    expect(lastDayOfOptOut(londonDay('2026-11-12'), 0)).toBe('2026-11-19')
    expect(lastDayOfOptOut(londonDay('2026-11-12'), 400)).toBe('2027-02-12')
    expect(restDebts([on('2026-11-12', '16:30', '00:30'), on('2026-11-13', '08:30', '16:30')])).toHaveLength(1)
  })
})

describe('daily rest and what it owes', () => {
  it('a finish at half past midnight owes three hours when the next day starts at 08:30; TOIL is no rest', () => {
    const work = [
      asWorked({
        personId: ewa,
        startsAt: instant('2026-11-12T12:30:00Z'),
        endsAt: instant('2026-11-12T20:30:00Z'),
        breakMinutes: 30,
        finishedAt: instant('2026-11-13T00:30:00Z'),
      }),
      on('2026-11-13', '08:30', '16:30'),
    ]
    expect(restDebts(work)).toEqual([
      {
        personId: ewa,
        earlierEndsAt: '2026-11-13T00:30:00.000Z',
        laterStartsAt: '2026-11-13T08:30:00.000Z',
        owed: 180,
        dueOn: '2026-11-20',
      },
    ])
  })

  it.each([
    ['2026-11-13T00:30:00Z', '2026-11-13', '11:30'],
    ['2026-03-28T23:30:00Z', '2026-03-29', '11:30'],
    ['2026-10-24T22:30:00Z', '2026-10-25', '09:30'],
  ])('a finish at %s moves an 08:30 start to %s %s', (finish, day, expected) => {
    const next = shiftSpan({ startsAt: clockTime('08:30'), endsAt: clockTime('16:30') }, londonDay(day)).start
    const start = laterStart(instant(finish), next)
    expect(start && clockTimeOf(start)).toBe(expected)
    expect(laterStart(instant(finish), addMinutes(next, 24 * 60))).toBeNull()
  })

  it('a finish inside the shift makes it no shorter', () => {
    const early = {
      personId: ewa,
      startsAt: instant('2026-11-12T08:30:00Z'),
      endsAt: instant('2026-11-12T16:30:00Z'),
      breakMinutes: 0,
    }
    expect(asWorked({ ...early, finishedAt: instant('2026-11-12T15:00:00Z') }).end).toBe(early.endsAt)
    expect(asWorked({ ...early, finishedAt: null }).end).toBe(early.endsAt)
  })

  it('another employer’s evening counts too', () => {
    expect(
      restDebts([on('2026-11-12', '18:00', '23:00', { employer: 'another' }), on('2026-11-13', '08:30', '16:30')]),
    ).toMatchObject([{ owed: 90 }])
  })

  it('is paid back by eleven hours and what is owed, on end, and by nothing shorter', () => {
    const [debt] = restDebts([on('2026-11-12', '16:30', '00:30'), on('2026-11-13', '08:30', '16:30')])
    if (!debt) throw new Error('no debt')
    const until = startOfDay(londonDay('2026-11-16'))
    const work = [on('2026-11-13', '08:30', '16:30'), on('2026-11-14', '06:00', '10:00')]
    expect(restsThatPay([debt], work, until).get(debt)).toEqual({ start: '2026-11-14T10:00:00.000Z', end: until })
    expect(
      restsThatPay([debt], [on('2026-11-13', '08:30', '16:30'), on('2026-11-14', '06:31', '10:00')], until).get(debt)
        ?.start,
    ).toBe('2026-11-13T16:30:00.000Z')
  })

  it('is paid back once: a rest that has paid one debt is too short for another, unless it is long enough for both', () => {
    // Monday to 00:30, Tuesday 08:30 to 00:30, Wednesday 08:30 to 15:00: three hours are owed twice.
    const late = [
      on('2026-11-09', '16:30', '00:30'),
      on('2026-11-10', '08:30', '00:30'),
      on('2026-11-11', '08:30', '15:00'),
    ]
    const debts = restDebts(late)
    expect(debts.map(({ owed }) => owed)).toEqual([180, 180])
    const until = startOfDay(londonDay('2026-11-16'))
    const pays = (next: string, given: Parameters<typeof restsThatPay>[3] = []) => {
      const paid = restsThatPay(debts, [...late, on('2026-11-12', next, '20:00')], until, given)
      return debts.map((debt) => paid.get(debt)?.start ?? null)
    }
    const [wednesday, thursday] = ['2026-11-11T15:00:00.000Z', '2026-11-12T20:00:00.000Z']
    expect(pays('05:00')).toEqual([wednesday, thursday])
    expect(pays('08:00')).toEqual([wednesday, wednesday])
    const span = { start: instant(wednesday), end: instant('2026-11-12T05:00:00Z') }
    expect(pays('05:00', [{ personId: ewa, span, owed: minutes(180) }])).toEqual([thursday, thursday])
  })

  it('owes exactly what is missing of eleven hours, and nothing for a day’s work in pieces', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 * 60 }), (gap) => {
        const earlier = on('2026-11-12', '09:00', '22:00')
        const later = { ...earlier, start: addMinutes(earlier.end, gap), end: addMinutes(earlier.end, gap + 120) }
        const owed = restDebts([later, earlier]).map((debt) => debt.owed)
        expect(owed).toEqual(gap < 660 ? [660 - gap] : [])
      }),
    )
    expect(restDebts([on('2026-11-12', '08:00', '12:00'), on('2026-11-12', '17:00', '21:00')])).toEqual([])
  })
})

describe('weekly rest', () => {
  const week = (...work: readonly Work[]) =>
    weeklyRestShort(work, londonDay('2026-11-09'), londonDay('2026-11-15'), 'week')

  it('an ordinary week and a week of six days have it, seven days do not', () => {
    expect(week(...days(first, londonDay('2026-12-06'), [1, 2, 3, 4, 5], '09:00', '17:00'))).toEqual([])
    expect(week(...days(first, londonDay('2026-12-06'), [1, 2, 3, 4, 5, 6], '09:00', '17:00'))).toEqual([])
    expect(week(...days(first, londonDay('2026-12-06'), [1, 2, 3, 4, 5, 6, 7], '09:00', '17:00'))).toEqual([
      { from: '2026-11-09', to: '2026-11-15', longest: 960, needed: 2100 },
    ])
  })

  it('comes on top of the daily rest: 34 hours and 59 minutes are too short, 35 are enough', () => {
    const busy = days(londonDay('2026-10-26'), londonDay('2026-11-29'), [1, 2, 3, 4, 5, 7], '08:00', '20:00').filter(
      ({ start }) => start < '2026-11-13' || start > '2026-11-16',
    )
    const until = (ends: string) => [...busy, on('2026-11-13', '08:00', '22:00'), on('2026-11-15', '09:00', ends)]
    expect(week(...until('20:00'))).toEqual([])
    const closer = [
      ...busy,
      on('2026-11-13', '08:00', '22:00'),
      { ...on('2026-11-15', '09:00', '20:00'), start: instant('2026-11-15T08:59:00Z') },
    ]
    expect(week(...closer)).toMatchObject([{ longest: 2099 }])
  })

  it('by the fortnight may be two rests or one long one', () => {
    const fortnight = (work: readonly Work[]) =>
      weeklyRestShort(work, londonDay('2026-11-02'), londonDay('2026-11-15'), 'fortnight')
    const all = days(londonDay('2026-10-19'), londonDay('2026-11-29'), [1, 2, 3, 4, 5, 6, 7], '09:00', '17:00')
    const without = (...gone: string[]) => all.filter(({ start }) => !gone.some((day) => start.startsWith(day)))
    expect(fortnight(all)).toHaveLength(1)
    expect(fortnight(without('2026-11-07'))).toHaveLength(1)
    expect(fortnight(without('2026-11-07', '2026-11-08'))).toEqual([])
    expect(fortnight(without('2026-11-05', '2026-11-12'))).toEqual([])
  })
})

describe('night work and breaks', () => {
  it.each([
    ['2026-11-14', '22:00', '08:00', 420],
    ['2026-10-24', '22:00', '08:00', 480],
    ['2026-03-28', '22:00', '08:00', 360],
    ['2026-11-14', '16:00', '00:00', 60],
    ['2026-11-14', '08:30', '16:30', 0],
    ['2026-11-14', '00:00', '08:00', 360],
  ])('%s %s to %s has %i minutes of night', (day, from, to, expected) => {
    expect(nightMinutes(on(day, from, to))).toBe(expected)
  })

  it('a night worker averages eight hours in 24 over 102 days, and a late shift makes nobody one', () => {
    const nights = days(first, last, [1, 2, 3, 4, 5], '22:00', '08:00')
    // 85 nights of ten hours, one of them an hour longer: 851 hours over 102 days.
    expect(nightAverage(nights, last, null)).toMatchObject({ isNightWorker: true, over: true, longNights: 85 })
    expect(nightAverage(days(first, last, [1, 2, 3, 4], '23:00', '07:00'), last, null)).toMatchObject({
      over: false,
      longNights: 0,
    })
    expect(nightAverage(days(first, last, [1, 2, 3, 4, 5], '16:00', '00:00'), last, null).isNightWorker).toBe(false)
    expect(nightAverage(nights, last, false)).toMatchObject({ isNightWorker: false, over: false })
  })

  it('more than six hours owe twenty minutes', () => {
    expect(
      [
        on('2026-11-12', '08:30', '14:30'),
        on('2026-11-12', '08:30', '14:31'),
        on('2026-11-12', '08:30', '16:30', { breakMinutes: 20 }),
      ].map(owesBreak),
    ).toEqual([false, true, false])
  })
})

describe('work and rest', () => {
  it('fill a stretch between them, each minute once', () => {
    const start = instant('2026-10-24T00:00:00Z')
    const piece = fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 900 }))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const work = pieces.map(([from, length]) => ({
          ...on('2026-10-24', '09:00', '17:00'),
          start: addMinutes(start, from),
          end: addMinutes(start, from + length),
        }))
        const whole = { start, end: addMinutes(start, 6000) }
        const rest = restsIn(work, whole).reduce((sum, one) => sum + minutesIn(one), 0)
        expect(rest + workedIn(work, whole)).toBe(6000)
      }),
    )
  })
})
