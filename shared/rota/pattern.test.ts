import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId } from '../kernel/ids.ts'
import { addDays, clockTime, londonDay, mondayOf, weekdayOf, type LondonDay } from '../time/london.ts'
import { minutesIn } from '../time/span.ts'
import { daysFrom, turnsBetween, turnsOn, weekOfPattern, type Pattern, type PatternPlace } from './pattern.ts'
import { shiftSpan } from './shiftTemplate.ts'

const ewa = personId.parse('00000000-0000-4000-8000-0000000000aa')
const turn = (weekday: number, from = '08:30', to = '16:30') => ({
  weekday,
  startsAt: clockTime(from),
  endsAt: clockTime(to),
  role: 'duty' as const,
})
/** Four weeks: weekdays early, then Monday and Thursday late, then a weekend, then an off week. */
const fourWeeks: Pattern = {
  weeks: [
    [1, 2, 3, 4, 5].map((day) => turn(day)),
    [turn(1, '12:30', '20:30'), turn(4, '12:30', '20:30')],
    [turn(6, '10:00', '18:00'), turn(7, '22:00', '08:00')],
    [],
  ],
}
const place = (firstDay: string, offsetWeeks = 0, lastDay: string | null = null): PatternPlace => ({
  personId: ewa,
  firstDay: londonDay(firstDay),
  lastDay: lastDay === null ? null : londonDay(lastDay),
  offsetWeeks,
})
const daysOf = (pattern: Pattern, at: PatternPlace, from: string, to: string) =>
  turnsBetween([{ pattern, place: at }], londonDay(from), londonDay(to)).map(({ day }) => day)

describe('a repeating pattern', () => {
  it('goes through its weeks and starts again, from the week of the first day', () => {
    const at = place('2026-11-09')
    expect(
      ['2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30', '2026-12-07'].map((day) =>
        weekOfPattern(fourWeeks, at, londonDay(day)),
      ),
    ).toEqual([0, 1, 2, 3, 0])
    expect(daysOf(fourWeeks, at, '2026-11-16', '2026-12-06')).toEqual([
      '2026-11-16',
      '2026-11-19',
      '2026-11-28',
      '2026-11-29',
    ])
  })

  it('begins in the middle of a week with that week, and the days before it are not theirs', () => {
    const at = place('2026-11-12')
    expect(daysOf(fourWeeks, at, '2026-11-09', '2026-11-15')).toEqual(['2026-11-12', '2026-11-13'])
    expect(weekOfPattern(fourWeeks, at, londonDay('2026-11-16'))).toBe(1)
  })

  it('gives each person their own offset and their own end', () => {
    expect(weekOfPattern(fourWeeks, place('2026-11-09', 3), londonDay('2026-11-16'))).toBe(0)
    expect(weekOfPattern(fourWeeks, place('2026-11-09', -1), londonDay('2026-11-09'))).toBe(3)
    expect(daysOf(fourWeeks, place('2026-11-09', 0, '2026-11-10'), '2026-11-09', '2026-11-30')).toEqual([
      '2026-11-09',
      '2026-11-10',
    ])
  })

  it('does not move at the end of a month, of a year or of February', () => {
    const at = place('2026-11-09', 1)
    for (const day of ['2026-12-31', '2027-01-01', '2027-02-28', '2028-02-29']) {
      const week = weekOfPattern(fourWeeks, at, londonDay(day))
      expect(weekOfPattern(fourWeeks, at, addDays(londonDay(day), 28))).toBe(week)
    }
  })

  it('keeps its clock times over both changes of the clocks: the night is 9 hours in March and 11 in October', () => {
    const night: Pattern = { weeks: [[turn(6, '22:00', '08:00')]] }
    const length = (day: string) =>
      turnsOn(night, place('2026-01-05'), londonDay(day)).map((one) => minutesIn(shiftSpan(one, one.day)))
    expect([length('2026-03-28'), length('2026-10-24'), length('2026-11-14')]).toEqual([[540], [660], [600]])
  })

  it('counts the turns of a day by their start, and an overnight turn is its first day’s', () => {
    const split: Pattern = { weeks: [[turn(1, '18:00', '02:00'), turn(1, '08:00', '12:00')]] }
    expect(turnsOn(split, place('2026-11-09'), londonDay('2026-11-09')).map((one) => [one.turn, one.startsAt])).toEqual(
      [
        [0, '08:00'],
        [1, '18:00'],
      ],
    )
    expect(turnsOn(split, place('2026-11-09'), londonDay('2026-11-10'))).toEqual([])
  })

  it('of no weeks, or of more than a year, is none', () => {
    expect(() => weekOfPattern({ weeks: [] }, place('2026-11-09'), londonDay('2026-11-09'))).toThrow(RangeError)
    expect(() =>
      weekOfPattern({ weeks: Array.from({ length: 53 }, () => []) }, place('2026-11-09'), londonDay('2026-11-09')),
    ).toThrow(RangeError)
  })

  it('over any whole number of rounds gives every turn of every week as often as the rounds', () => {
    const weeks = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }), {
      minLength: 1,
      maxLength: 8,
    })
    const monday = fc.integer({ min: 0, max: 600 }).map((week) => addDays(mondayOf(londonDay('2024-01-01')), week * 7))
    fc.assert(
      fc.property(
        weeks,
        monday,
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: 1, max: 3 }),
        (days, first, offset, rounds) => {
          const pattern: Pattern = { weeks: days.map((ones) => ones.map((day) => turn(day))) }
          const at = { ...place('2024-01-01', offset), firstDay: first }
          const found = turnsBetween([{ pattern, place: at }], first, addDays(first, days.length * 7 * rounds - 1))
          expect(found).toHaveLength(rounds * days.reduce((sum, ones) => sum + ones.length, 0))
          const onWeekday = (day: LondonDay) => days.flat().filter((one) => one === weekdayOf(day)).length
          for (const weekday of daysFrom(first, addDays(first, 6)))
            expect(found.filter(({ day }) => weekdayOf(day) === weekdayOf(weekday))).toHaveLength(
              rounds * onWeekday(weekday),
            )
        },
      ),
    )
  })
})
