import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId, shiftId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { londonDay } from '../time/london.ts'
import { coverage } from './coverage.ts'
import { minutesShort, neededAt, shortStretches, usualNeed } from './usualNeed.ts'

const none = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
const demandOf = (arrivals: readonly (readonly [day: number, hour: number, count: number])[]) =>
  none.map((hours, day) =>
    hours.map((_, hour) => arrivals.find(([onDay, at]) => onDay === day && at === hour)?.[2] ?? 0),
  )
const work = (minutesPerJob: number | null, jobs = 10, referrals = 10) => ({
  weeks: 12,
  referrals,
  jobs,
  minutesPerJob,
})

describe('usual need', () => {
  it('is not made up while nothing was finished', () => {
    expect(usualNeed(none, work(null, 0))).toBeNull()
    expect(usualNeed(none, work(180, 0))).toBeNull()
  })

  it('keeps each referral’s AMHP busy for as long as a job takes', () => {
    const need = usualNeed(demandOf([[4, 16, 2]]), work(150)) ?? []
    expect(need.slice(4 * 24 + 15, 4 * 24 + 20)).toEqual([0, 2, 2, 1, 0])
  })

  it('counts only as many as become jobs', () => {
    const need = usualNeed(demandOf([[0, 9, 4]]), work(60, 15, 20)) ?? []
    expect(need[9]).toBe(3)
  })

  it('carries Sunday night into Monday morning', () => {
    const need = usualNeed(demandOf([[6, 23, 1]]), work(180)) ?? []
    expect([need[167], need[0], need[1], need[2]]).toEqual([1, 1, 1, 0])
  })

  it('asks for as many AMHP hours a week as the jobs took', () => {
    const hour = fc.tuple(
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 9 }),
    )
    fc.assert(
      fc.property(
        fc.uniqueArray(hour, { selector: ([d, h]) => d * 24 + h }),
        fc.integer({ min: 1, max: 900 }),
        (list, length) => {
          const need = usualNeed(demandOf(list), work(length)) ?? []
          const hours = need.reduce((sum, each) => sum + each, 0)
          expect(hours).toBeCloseTo((list.reduce((sum, [, , count]) => sum + count, 0) * length) / 60, 6)
        },
      ),
    )
  })
})

describe('beside what is planned', () => {
  const friday = londonDay('2026-11-20')
  const need = usualNeed(demandOf([[4, 16, 2.4]]), work(120)) ?? []
  const shift = {
    id: shiftId.parse('00000000-0000-4000-8000-000000000101'),
    personId: personId.parse('00000000-0000-4000-8000-0000000000aa'),
    startsAt: instant('2026-11-20T08:00:00Z'),
    endsAt: instant('2026-11-20T17:00:00Z'),
  }

  it('is whole AMHPs, by London clocks', () => {
    expect(neededAt(need, instant('2026-11-20T16:30:00Z'))).toBe(2)
    expect(neededAt(need, instant('2026-07-17T15:30:00Z'))).toBe(2)
    expect(neededAt(usualNeed(demandOf([[4, 16, 0.49]]), work(60)) ?? [], instant('2026-11-20T16:30:00Z'))).toBe(0)
  })

  it('shows where it is short, and by how much altogether', () => {
    const steps = coverage([shift], friday)
    expect(shortStretches(steps, need)).toEqual([
      { start: '2026-11-20T16:00:00.000Z', end: '2026-11-20T18:00:00.000Z', short: 2 },
    ])
    expect(minutesShort(steps, need)).toBe(60 + 120)
  })
})
