import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PersonId, ReferralId } from '../kernel/ids.ts'
import { addMinutes, instant } from '../time/instant.ts'
import type { Ranked } from './candidates.ts'
import { pairUp, type WaitingFor } from './pairing.ts'

const NOW = instant('2026-11-12T16:47:00Z')
// Only what pairing reads.
const place = (personId: string, burden: number, standing: Ranked['standing'] = 'suggested') =>
  ({ personId: personId as PersonId, burden, standing, thereAt: NOW, likelyAt: addMinutes(NOW, 200) }) as Ranked
const waits = (number: number, ...ranked: readonly Ranked[]): WaitingFor => ({
  referralId: `r${number}` as ReferralId,
  number,
  limitAt: null,
  ranked: ranked.toSorted((a, b) => a.burden - b.burden || (a.personId < b.personId ? -1 : 1)),
})
const said = (waiting: readonly WaitingFor[]) =>
  pairUp(waiting).map(({ number, personId, firstAlone }) => [number, personId, firstAlone])

describe('those who wait, looked at together', () => {
  it('are not all given to the same person, and cost least in sum', () => {
    const both = [waits(1, place('ewa', 10), place('tom', 20)), waits(2, place('ewa', 10), place('tom', 90))]
    expect(said(both)).toEqual([
      [1, 'tom', 'ewa'],
      [2, 'ewa', null],
    ])
  })

  it('serve the first in order when there are too few, whatever that costs', () => {
    expect(said([waits(1, place('ewa', 300)), waits(2, place('ewa', 5))])).toEqual([[1, 'ewa', null]])
  })

  it('leave out whoever is not free, and whatever nobody is free for', () => {
    expect(said([waits(1, place('ewa', 5, 'set-aside')), waits(2, place('tom', 5))])).toEqual([[2, 'tom', null]])
    expect(said([])).toEqual([])
  })
})

it('is never worse together than one after the other, and gives each at most one', () => {
  const burden = fc.integer({ min: 0, max: 400 })
  const table = fc.array(fc.array(fc.option(burden, { freq: 4 }), { minLength: 4, maxLength: 4 }), { maxLength: 4 })
  fc.assert(
    fc.property(table, (costs) => {
      const waiting = costs.map((row, number) =>
        waits(number, ...row.flatMap((cost, person) => (cost === null ? [] : [place(`p${person}`, cost)]))),
      )
      const pairs = pairUp(waiting)
      expect(new Set(pairs.map(({ personId }) => personId)).size).toBe(pairs.length)
      const costOf = (number: number, personId: string) =>
        waiting[number]?.ranked.find((one) => one.personId === personId)?.burden ?? 0
      const together = pairs.reduce((sum, { number, personId }) => sum + costOf(number, personId), 0)
      const taken = new Set<string>()
      const greedy = waiting.map(({ number, ranked }) => {
        const first = ranked.find(({ personId }) => !taken.has(personId))
        if (first) taken.add(first.personId)
        return first ? { number, burden: first.burden } : null
      })
      const served = greedy.filter((one) => one !== null)
      expect(pairs.length).toBeGreaterThanOrEqual(served.length)
      if (JSON.stringify(pairs.map(({ number }) => number)) === JSON.stringify(served.map(({ number }) => number)))
        expect(together).toBeLessThanOrEqual(served.reduce((sum, one) => sum + one.burden, 0) + 1e-6)
      expect(pairUp(waiting)).toEqual(pairs)
    }),
    { numRuns: 300 },
  )
})
