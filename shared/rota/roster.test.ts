import { describe, expect, it } from 'vitest'
import { personId, shiftId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { clockTime, londonDay } from '../time/london.ts'
import { nextShiftAfter, onDutyAt, rosterOf, rotaDayOf, shiftsOfDay } from './roster.ts'
import { shiftSpan } from './shiftTemplate.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const shift = (number: number, day: string, from: string, to: string) => {
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day))
  return { id: shiftId.parse(id(number)), personId: personId.parse(id(number)), startsAt: start, endsAt: end }
}
const numbers = (shifts: readonly { id: string }[]) => shifts.map((one) => Number(one.id.slice(-3)))

const early = shift(1, '2026-11-12', '08:00', '16:00')
const late = shift(2, '2026-11-12', '16:00', '00:00')
const night = shift(3, '2026-11-12', '22:00', '08:00')

describe('the roster', () => {
  it('holds the start of a shift and not its end', () => {
    expect(numbers(onDutyAt([late, early], instant('2026-11-12T15:59:59Z')))).toEqual([1])
    expect(numbers(onDutyAt([late, early], instant('2026-11-12T16:00:00Z')))).toEqual([2])
  })

  it('gives an overnight shift to the day on which it starts', () => {
    expect(rotaDayOf(night)).toBe('2026-11-12')
    expect(numbers(shiftsOfDay([night, late, early], londonDay('2026-11-12')))).toEqual([1, 2, 3])
    expect(shiftsOfDay([night], londonDay('2026-11-13'))).toEqual([])
    expect(numbers(onDutyAt([night, early], instant('2026-11-13T03:00:00Z')))).toEqual([3])
  })

  it('belongs to the London day in summer, though it is still yesterday in UTC', () => {
    expect(rotaDayOf({ startsAt: instant('2026-06-30T23:30:00Z') })).toBe('2026-07-01')
  })

  it('lists the days of a week, empty ones too', () => {
    const week = rosterOf([early, night], londonDay('2026-11-09'), 7)
    expect(week.map(({ day, shifts }) => [day, shifts.length])).toEqual([
      ['2026-11-09', 0],
      ['2026-11-10', 0],
      ['2026-11-11', 0],
      ['2026-11-12', 2],
      ['2026-11-13', 0],
      ['2026-11-14', 0],
      ['2026-11-15', 0],
    ])
  })

  it('finds the next shift of the person asked about', () => {
    const again = { ...shift(4, '2026-11-13', '08:00', '16:00'), personId: early.personId }
    const finish = instant('2026-11-12T22:10:00Z')
    expect(nextShiftAfter([again, night, early], early.personId, finish)?.id).toBe(again.id)
    expect(nextShiftAfter([early], early.personId, finish)).toBeNull()
  })
})
