import { describe, expect, it } from 'vitest'
import { clockTime, londonDay } from '../time/london.ts'
import { clockChangeWords, pastDayWords } from './shiftWarnings.ts'

describe('a day gone by', () => {
  it('is said to be one; today and later are not', () => {
    const today = londonDay('2026-01-06')
    expect(pastDayWords(londonDay('2026-01-05'), today)).toEqual([
      'This day is past: the rota of 5 January 2026 is changed as a correction.',
    ])
    expect(pastDayWords(today, today)).toEqual([])
    expect(pastDayWords(londonDay('2026-01-07'), today)).toEqual([])
  })
})

describe('the nights when the clocks change', () => {
  const words = (day: string, from: string, to: string) =>
    clockChangeWords({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day))

  it('says what becomes of a time that never comes', () => {
    expect(words('2027-03-28', '01:30', '08:00')).toEqual([
      '01:30 does not exist on Sun 28 March: the clocks go forward, so the shift starts at 02:00.',
    ])
    expect(words('2027-03-27', '18:00', '01:30')).toEqual([
      '01:30 does not exist on Sun 28 March: the clocks go forward, so the shift ends at 02:00.',
    ])
  })

  it('says which is taken of a time that comes twice', () => {
    expect(words('2027-10-31', '01:30', '08:00')).toEqual(['01:30 comes twice on Sun 31 October: the first is taken.'])
    expect(words('2027-10-30', '18:00', '01:30')).toEqual(['01:30 comes twice on Sun 31 October: the first is taken.'])
  })

  it('says nothing of other times', () => {
    expect(words('2027-03-27', '22:00', '08:00')).toEqual([])
    expect(words('2027-03-28', '02:00', '10:00')).toEqual([])
    expect(words('2027-10-30', '22:00', '08:00')).toEqual([])
  })
})
