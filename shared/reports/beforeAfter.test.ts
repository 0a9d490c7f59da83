import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId } from '../kernel/ids.ts'
import { addDays, daysBetween, londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { beforeAfter, type BeforeAfterMeasures } from './beforeAfter.ts'

const person = (number: number) => personId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const earned = (who: number, day: string, count: number) => ({
  personId: person(who),
  day: londonDay(day),
  minutes: minutes(count),
})
const shift = (who: number, day: string) => ({ personId: person(who), day: londonDay(day) })
const measures = (changes: Partial<BeforeAfterMeasures> = {}): BeforeAfterMeasures => ({
  changeOn: londonDay('2026-03-02'),
  period: 'month',
  firstDay: londonDay('2026-01-01'),
  lastDay: londonDay('2026-05-31'),
  earned: [],
  shifts: [],
  jobs: [],
  ...changes,
})

describe('before and after', () => {
  const shifts = [
    ...['2026-01-05', '2026-02-05', '2026-03-05', '2026-04-05', '2026-05-05'].flatMap((day) => [
      shift(1, day),
      shift(2, day),
    ]),
    shift(3, '2026-05-06'),
  ]
  const minutesEarned = [
    earned(1, '2026-01-05', 1000),
    earned(2, '2026-02-05', 1400),
    earned(1, '2026-03-05', 900),
    earned(1, '2026-04-05', 600),
    earned(2, '2026-05-05', 600),
    earned(2, '2026-06-01', 9999),
  ]
  const answer = beforeAfter(measures({ shifts, earned: minutesEarned }))

  it('shares each month’s minutes among those on duty in it, and leaves the month of the change out of both sides', () => {
    expect(answer.periods.map(({ firstDay, side, amhps, perAmhp }) => [firstDay, side, amhps, perAmhp])).toEqual([
      ['2026-01-01', 'before', 2, 500],
      ['2026-02-01', 'before', 2, 700],
      ['2026-03-01', 'changing', 2, 450],
      ['2026-04-01', 'after', 2, 300],
      ['2026-05-01', 'after', 3, 200],
    ])
  })

  it('gives the mean of each side with its n, its spread and the minutes for each shift', () => {
    expect(answer.before).toMatchObject({
      periods: 2,
      shifts: 4,
      meanPerAmhp: 600,
      lowest: 500,
      highest: 700,
      meanPerShift: 600,
    })
    expect(answer.after).toMatchObject({
      periods: 2,
      shifts: 5,
      meanPerAmhp: 250,
      lowest: 200,
      highest: 300,
      meanPerShift: 240,
    })
  })

  it('takes the first of a month as a clean cut', () => {
    const cut = beforeAfter(measures({ changeOn: londonDay('2026-03-01'), shifts, earned: minutesEarned }))
    expect(cut.periods.map(({ side }) => side)).toEqual(['before', 'before', 'after', 'after', 'after'])
  })

  it('does not count months that the days asked for only partly cover', () => {
    const part = beforeAfter(
      measures({ firstDay: londonDay('2026-01-10'), lastDay: londonDay('2026-05-20'), shifts, earned: minutesEarned }),
    )
    expect(part.periods.map(({ side }) => side)).toEqual(['part', 'before', 'changing', 'after', 'part'])
    expect(part.before.periods).toBe(1)
  })

  it('counts four weeks both ways from the change, so that none straddles it', () => {
    const weeks = beforeAfter(measures({ period: 'four-weeks', shifts, earned: minutesEarned }))
    expect(weeks.periods.map(({ firstDay, side }) => [firstDay, side])).toEqual([
      ['2025-12-08', 'part'],
      ['2026-01-05', 'before'],
      ['2026-02-02', 'before'],
      ['2026-03-02', 'after'],
      ['2026-03-30', 'after'],
      ['2026-04-27', 'after'],
      ['2026-05-25', 'part'],
    ])
  })

  it('has nothing to say of a side without duty, and does not divide by it', () => {
    expect(beforeAfter(measures()).after).toEqual({
      periods: 0,
      earners: 0,
      fewestEarners: 0,
      shifts: 0,
      meanPerAmhp: null,
      lowest: null,
      highest: null,
      meanPerShift: null,
      late: { late: 0, n: 0, percent: null },
    })
  })

  it('compares the share of late jobs on each side, by the day of the shift', () => {
    const jobs = [
      { day: londonDay('2026-03-01'), finished: 1, late: 1 },
      { day: londonDay('2026-03-02'), finished: 1, late: 0 },
      { day: londonDay('2026-03-03'), finished: 1, late: 1 },
    ]
    const { before, after } = beforeAfter(measures({ jobs }))
    expect([before.late, after.late]).toEqual([
      { late: 1, n: 1, percent: 100 },
      { late: 1, n: 2, percent: 50 },
    ])
  })

  it('covers the days asked for, each once, and loses no minute', () => {
    const start = londonDay('2024-01-15')
    const rows = fc.array(fc.tuple(fc.nat(700), fc.integer({ min: 1, max: 300 })), { maxLength: 20 })
    fc.assert(
      fc.property(
        fc.constantFrom('month' as const, 'four-weeks' as const),
        fc.nat(700),
        fc.nat(700),
        fc.nat(700),
        rows,
        (period, from, length, change, days) => {
          const firstDay = addDays(start, from)
          const lastDay = addDays(firstDay, length)
          const all = days.map(([day, count]) => ({
            personId: person(1),
            day: addDays(start, day),
            minutes: minutes(count),
          }))
          const { periods } = beforeAfter(
            measures({ period, firstDay, lastDay, changeOn: addDays(start, change), earned: all }),
          )
          expect((periods[0]?.firstDay ?? '') <= firstDay).toBe(true)
          expect((periods.at(-1)?.lastDay ?? '') >= lastDay).toBe(true)
          periods
            .slice(1)
            .forEach((one, index) => expect(daysBetween(periods[index]?.lastDay ?? start, one.firstDay)).toBe(1))
          const asked = all.filter(({ day }) => firstDay <= day && day <= lastDay)
          expect(periods.reduce((sum, one) => sum + one.minutes, 0)).toBe(
            asked.reduce((sum, one) => sum + one.minutes, 0),
          )
        },
      ),
    )
  })
})
