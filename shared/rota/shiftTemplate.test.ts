import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, clockTime, londonDay } from '../time/london.ts'
import { minutesIn, span } from '../time/span.ts'
import { instant } from '../time/instant.ts'
import { checkPlanDay, checkShift, checkShiftTimes, LONGEST_SHIFT, shiftSpan } from './shiftTemplate.ts'

const times = (from: string, to: string) => ({ startsAt: clockTime(from), endsAt: clockTime(to) })

describe('checkPlanDay', () => {
  const today = londonDay('2026-11-12')
  it.each([
    ['2031-11-12', true],
    ['2031-11-13', false],
    ['2020-01-01', true],
    ['2200-12-31', false],
  ])('%s: %s', (day, ok) => {
    expect(checkPlanDay(londonDay(day), today)).toMatchObject(ok ? { ok } : { ok, refusal: { latest: '2031-11-12' } })
  })
})

describe('shiftSpan', () => {
  it.each([
    ['12:30', '20:30', '2026-11-12', 480, 'an ordinary late'],
    ['22:00', '08:00', '2026-11-12', 600, 'an ordinary night'],
    ['22:00', '08:00', '2026-03-28', 540, 'the night the clocks go forward'],
    ['22:00', '08:00', '2026-10-24', 660, 'the night the clocks go back'],
    ['16:00', '00:00', '2026-11-12', 480, 'to midnight'],
    ['00:00', '08:00', '2026-03-29', 420, 'from midnight over the change'],
  ])('%s to %s on %s is %i minutes (%s)', (from, to, day, expected) => {
    expect(minutesIn(shiftSpan(times(from, to), londonDay(day)))).toBe(expected)
  })

  it('keeps shifts that hand over to each other end to end, on every day of the year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (offset) => {
        const day = addDays(londonDay('2026-01-01'), offset)
        const early = shiftSpan(times('08:00', '16:00'), day)
        const late = shiftSpan(times('16:00', '01:30'), day)
        const night = shiftSpan(times('01:30', '08:00'), addDays(day, 1))
        expect(early.end).toBe(late.start)
        expect(late.end).toBe(night.start)
      }),
    )
  })
})

describe('checking a shift', () => {
  it('takes 1 minute to 16 hours', () => {
    expect(checkShiftTimes(times('08:00', '08:01'))).toEqual({ ok: true, value: 1 })
    expect(checkShiftTimes(times('08:00', '00:00'))).toEqual({ ok: true, value: LONGEST_SHIFT })
    expect(checkShiftTimes(times('08:00', '00:01'))).toEqual({
      ok: false,
      refusal: { code: 'shift-too-long', field: 'endsAt', minutes: 961, longest: 960 },
    })
  })

  it('reads the same start and end as a whole day, which is too long', () => {
    expect(checkShiftTimes(times('08:00', '08:00'))).toMatchObject({ refusal: { minutes: 1440 } })
  })

  it('judges a shift by what is worked, so a night of 16 hours is too long when the clocks go back', () => {
    const night = times('17:00', '09:00')
    expect(checkShift(shiftSpan(night, londonDay('2026-11-12'))).ok).toBe(true)
    expect(checkShift(shiftSpan(night, londonDay('2026-10-24')))).toMatchObject({ refusal: { minutes: 1020 } })
  })

  it('refuses a shift of no length, as where the clocks skip all of it', () => {
    expect(checkShift(shiftSpan(times('01:10', '01:50'), londonDay('2026-03-29')))).toMatchObject({
      refusal: { code: 'shift-too-short', field: 'endsAt' },
    })
    const at = instant('2026-11-12T08:00:00Z')
    expect(checkShift(span(at, at)).ok).toBe(false)
  })
})
