import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId, shiftId } from '../kernel/ids.ts'
import { addMinutes, instant } from '../time/instant.ts'
import { clockTime, londonDay, spanOfDay } from '../time/london.ts'
import { minutesIn } from '../time/span.ts'
import { coverage, coverageGaps } from './coverage.ts'
import { onDutyAt } from './roster.ts'
import { shiftSpan } from './shiftTemplate.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const shift = (person: number, day: string, from: string, to: string) => {
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day))
  return { id: shiftId.parse(id(person + 100)), personId: personId.parse(id(person)), startsAt: start, endsAt: end }
}
const thursday = londonDay('2026-11-12')

describe('coverage', () => {
  it.each([
    ['2026-11-12', 48],
    ['2026-03-29', 46],
    ['2026-10-25', 50],
  ])('%s has %i half hours', (day, halfHours) => {
    expect(coverage([], londonDay(day))).toHaveLength(halfHours)
  })

  it('shows the hour that comes twice, twice', () => {
    const clocks = coverage([], londonDay('2026-10-25')).map(({ clock }) => clock)
    expect(clocks.slice(0, 8)).toEqual(['00:00', '00:30', '01:00', '01:30', '01:00', '01:30', '02:00', '02:30'])
  })

  it('counts nobody in hours in which they are away, and not in a half hour in which they go', () => {
    const { start } = spanOfDay(thursday)
    const hoursAway = [{ start: addMinutes(start, 14 * 60 + 15), end: addMinutes(start, 16 * 60) }]
    const steps = coverage([{ ...shift(1, '2026-11-12', '08:00', '18:00'), hoursAway }], thursday)
    const at = (clock: string) => steps.find((step) => step.clock === clock)?.count
    expect(['13:30', '14:00', '14:30', '15:30', '16:00'].map(at)).toEqual([1, 0, 0, 0, 1])
  })

  it('counts staggered shifts and leaves the end of a shift out', () => {
    const steps = coverage(
      [shift(1, '2026-11-12', '08:00', '16:00'), shift(2, '2026-11-12', '12:30', '20:30')],
      thursday,
    )
    const at = (clock: string) => steps.find((step) => step.clock === clock)?.count
    expect([
      at('07:30'),
      at('08:00'),
      at('12:00'),
      at('12:30'),
      at('15:30'),
      at('16:00'),
      at('20:00'),
      at('20:30'),
    ]).toEqual([0, 1, 1, 2, 2, 1, 1, 0])
  })

  it('counts the night before on the day on which it ends', () => {
    const steps = coverage([shift(1, '2026-11-11', '22:00', '08:00')], thursday)
    expect(
      steps
        .filter(({ count }) => count === 1)
        .map(({ clock }) => clock)
        .at(-1),
    ).toBe('07:30')
    expect(steps[0]?.count).toBe(1)
  })

  it('does not call half a half hour cover', () => {
    const steps = coverage([shift(1, '2026-11-12', '08:15', '16:15')], thursday)
    expect(steps.filter(({ count }) => count === 1)[0]?.clock).toBe('08:30')
    expect(steps.find(({ clock }) => clock === '16:00')?.count).toBe(0)
  })

  it('counts somebody with two shifts at once one time', () => {
    const steps = coverage(
      [shift(1, '2026-11-12', '08:00', '16:00'), shift(1, '2026-11-12', '10:00', '18:00')],
      thursday,
    )
    expect(Math.max(...steps.map(({ count }) => count))).toBe(1)
  })

  it('sees a change of people in the middle of a step as no gap', () => {
    const steps = coverage(
      [shift(1, '2026-11-12', '08:00', '12:15'), shift(2, '2026-11-12', '12:15', '20:00')],
      thursday,
    )
    expect(steps.find(({ clock }) => clock === '12:00')?.count).toBe(1)
  })

  it('refuses a step that is no step', () => {
    expect(() => coverage([], thursday, 0)).toThrow(RangeError)
    expect(() => coverage([], thursday, 7.5)).toThrow(RangeError)
  })

  it('fills the day end to end with any step, and agrees with who is on duty at each start', () => {
    const hours = fc.integer({ min: 0, max: 23 })
    const days = fc.constantFrom('2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', '2026-11-12')
    const rota = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), days, hours, hours), { maxLength: 8 })
    fc.assert(
      fc.property(rota, days, fc.constantFrom(7, 15, 30, 60, 95), (rows, day, stepMinutes) => {
        const two = (hour: number) => `${String(hour).padStart(2, '0')}:00`
        const shifts = rows.map(([person, on, from, to]) => shift(person, on, two(from), two(to)))
        const steps = coverage(shifts, londonDay(day), stepMinutes)
        const whole = spanOfDay(londonDay(day))
        expect(steps[0]?.start).toBe(whole.start)
        expect(steps.at(-1)?.end).toBe(whole.end)
        expect(steps.reduce((sum, step) => sum + minutesIn(step), 0)).toBe(minutesIn(whole))
        for (const step of steps) {
          const people = (at: typeof step.start) => new Set(onDutyAt(shifts, at).map(({ personId }) => personId)).size
          const each = Array.from({ length: minutesIn(step) }, (_, minute) => people(addMinutes(step.start, minute)))
          expect(step.count).toBe(Math.min(...each))
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('coverageGaps', () => {
  it('joins neighbouring gaps and says how short they are at worst', () => {
    const steps = coverage(
      [shift(1, '2026-11-12', '08:00', '16:00'), shift(2, '2026-11-12', '12:00', '20:00')],
      thursday,
    )
    const gaps = coverageGaps(steps, ({ clock }) => (clock >= '09:00' && clock < '22:00' ? 2 : 0))
    expect(gaps).toEqual([
      { start: instant('2026-11-12T09:00:00Z'), end: instant('2026-11-12T12:00:00Z'), short: 1 },
      { start: instant('2026-11-12T16:00:00Z'), end: instant('2026-11-12T22:00:00Z'), short: 2 },
    ])
  })
})
