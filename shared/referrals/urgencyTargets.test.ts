import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addHours, addMinutes, instant } from '#shared/time/instant.ts'
import { clockTimeOf, formatInstant, londonDay, londonDayOf } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import { urgencyCodes } from './referral.ts'
import { bandsAt, dueByUrgency, standardBands, type BandsInForce, type UrgencySetting } from './urgencyTargets.ts'

const decidedAt = instant('2026-11-12T16:43:20Z')
const plain = { decidedAt, powerStartedAt: null, legalLimit: null }
const own: BandsInForce = {
  ...standardBands,
  effectiveFrom: londonDay('2026-09-01'),
  words: { ...standardBands.words, U1: 'Now' },
  targets: { ...standardBands.targets, U1: { by: 'elapsed', minutes: minutes(120) } },
}

describe('the due time of a class', () => {
  it('is so many elapsed minutes from the decision, and says that it is local and from which day', () => {
    expect(dueByUrgency('U1', own, plain)).toEqual({
      dueAt: '2026-11-12T18:43:00.000Z',
      because: '2 hours from the decision: local target for “Now”, not law (from 1 September 2026)',
    })
    expect(dueByUrgency('U3', standardBands, plain)?.because).toBe(
      '72 hours from the decision: local target for “Soon, within 72 hours”, not law (a default, not set by this service)',
    )
  })

  it('is midnight of the same London day for what is for today, and nothing for planned work', () => {
    const due = dueByUrgency('U2', standardBands, plain)
    expect(due?.dueAt).toBe('2026-11-12T23:59:00.000Z')
    expect(due?.because).toMatch(/^By midnight: local target for “Today”, not law/)
    expect(dueByUrgency('U4', standardBands, plain)).toBeNull()
  })

  it.each([
    // Half past midnight in London, which is still the day before in UTC.
    ['2026-06-30T23:30:00Z', '2026-07-01T22:59:00.000Z'],
    ['2026-03-29T00:30:00Z', '2026-03-29T22:59:00.000Z'],
    ['2026-10-24T23:30:00Z', '2026-10-25T23:59:00.000Z'],
    // In the last minute of the day it is the midnight itself.
    ['2026-11-12T23:59:30Z', '2026-11-13T00:00:00.000Z'],
  ])('today of %s ends at %s', (at, ends) => {
    expect(dueByUrgency('U2', standardBands, { ...plain, decidedAt: instant(at) })?.dueAt).toBe(ends)
  })

  it.each([
    ['forward', '2026-03-29T00:30:00Z', 'Sun 29 March 03:30'],
    ['back', '2026-10-24T23:30:00Z', 'Sun 25 October 01:30 GMT'],
  ])('counts minutes that pass when the clocks go %s', (_, at, shown) => {
    const due = dueByUrgency('U1', own, { ...plain, decidedAt: instant(at) })
    expect(due && formatInstant(due.dueAt)).toBe(shown)
  })
})

describe('beside a clock of the law', () => {
  const powerStartedAt = instant('2026-11-12T15:32:00Z')
  const legalLimit = addHours(powerStartedAt, 24)
  const kept = { decidedAt, powerStartedAt, legalLimit }

  it('goes by the local target to start, then by the limit', () => {
    expect(dueByUrgency('U0', standardBands, kept)).toEqual({
      dueAt: addMinutes(powerStartedAt, 180),
      because:
        '3 hours from the start of the power: local target to start, not law (a default, not set by this service)',
    })
    expect(dueByUrgency('U0', { ...own, startWithin: null }, kept)).toEqual({
      dueAt: legalLimit,
      because: 'The legal limit',
    })
    expect(dueByUrgency('U0', own, { ...kept, decidedAt: addHours(powerStartedAt, 4) })).toEqual({
      dueAt: legalLimit,
      because: 'The legal limit. 3 hours from the start of the power, a local target, has passed',
    })
  })

  it('never lets a local target pass the limit, and planned work has the limit too', () => {
    expect(dueByUrgency('U3', own, kept)).toEqual({
      dueAt: legalLimit,
      because: 'The legal limit: it comes before the local target for “Soon, within 72 hours”',
    })
    expect(dueByUrgency('U4', own, kept)?.dueAt).toBe(legalLimit)
  })

  it('has no time when no clock runs, or its start is not recorded, or its limit has passed', () => {
    expect(dueByUrgency('U0', standardBands, plain)).toBeNull()
    expect(dueByUrgency('U0', standardBands, { ...kept, decidedAt: addHours(legalLimit, 1) })).toBeNull()
  })

  it('is always to come, and never after a limit that runs, on any minute of two years', () => {
    const at = fc.integer({ min: 0, max: 2 * 366 * 1440 }).map((n) => addMinutes(instant('2026-01-01T00:00:00Z'), n))
    const hours = fc.integer({ min: 0, max: 72 * 60 })
    fc.assert(
      fc.property(fc.constantFrom(...urgencyCodes), at, hours, hours, (urgency, moment, ago, left) => {
        const limit = addMinutes(moment, left)
        const due = dueByUrgency(urgency, standardBands, {
          decidedAt: moment,
          powerStartedAt: addMinutes(moment, -ago),
          legalLimit: limit,
        })
        if (due === null) return left === 0
        if (due.dueAt <= moment || (left > 0 && due.dueAt > limit)) return false
        if (urgency !== 'U2' || due.dueAt === limit) return true
        return londonDayOf(due.dueAt) === londonDayOf(moment) || clockTimeOf(due.dueAt) === '00:00'
      }),
    )
  })
})

describe('the bands in force', () => {
  const set = (day: string, at: string): UrgencySetting => ({
    version: 1,
    withdrawnAt: null,
    ...own,
    effectiveFrom: londonDay(day),
    at: instant(at),
  })

  it('are those of the latest day that has come and was known by then; defaults before', () => {
    const settings = [set('2026-11-12', '2026-11-12T17:00:00Z'), set('2026-09-01', '2026-08-20T09:00:00Z')]
    expect(bandsAt(settings, instant('2026-08-31T22:59:59Z')).effectiveFrom).toBeNull()
    expect(bandsAt(settings, instant('2026-08-31T23:00:00Z')).effectiveFrom).toBe('2026-09-01')
    expect(bandsAt(settings, instant('2026-11-12T16:59:00Z')).effectiveFrom).toBe('2026-09-01')
    expect(bandsAt(settings, instant('2026-11-12T17:00:00Z')).effectiveFrom).toBe('2026-11-12')
  })
})
