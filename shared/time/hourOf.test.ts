import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, instant } from './instant.ts'
import { clockTimeOf, hourOf, londonDayOf, weekdayAt, weekdayOf } from './london.ts'

describe('the hour and the weekday of a moment', () => {
  it('are those of a London clock, through both changes and on any day of two centuries', () => {
    const hours = ['2026-03-28T20:00:00Z', '2026-10-24T20:00:00Z'].flatMap((from) =>
      Array.from({ length: 40 }, (_, half) => addMinutes(instant(from), half * 30)),
    )
    const any = fc.sample(fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }), {
      numRuns: 400,
      seed: 20_261_128,
    })
    for (const at of [...hours, ...any.map((date) => instant(date.getTime()))]) {
      expect(hourOf(at), at).toBe(Number(clockTimeOf(at).slice(0, 2)))
      expect(weekdayAt(at), at).toBe(weekdayOf(londonDayOf(at)))
    }
  })
})
