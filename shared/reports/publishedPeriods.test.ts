import { describe, expect, it } from 'vitest'
import { londonDay } from '../time/london.ts'
import { roundPublished } from './publish.ts'
import { isPublishable, publishedPeriods } from './publishedPeriods.ts'
import { isSmall, SMALLEST_PUBLISHED } from './suppress.ts'

const may = (from: string, to: string, report: 'equality' | 'foi' = 'equality'): boolean =>
  isPublishable(report, londonDay(from), londonDay(to))

describe('days that may be published', () => {
  it('are a whole quarter or a whole financial year, and nothing that overlaps them otherwise', () => {
    expect(may('2026-07-01', '2026-09-30')).toBe(true)
    expect(may('2024-01-01', '2024-03-31')).toBe(true)
    expect(may('2025-04-01', '2026-03-31')).toBe(true)
    for (const [from, to] of [
      ['2026-07-02', '2026-09-30'],
      ['2026-07-01', '2026-09-29'],
      ['2026-07-01', '2026-07-31'],
      ['2026-08-01', '2026-10-31'],
      ['2026-07-01', '2026-12-31'],
      ['2025-01-01', '2025-12-31'],
      ['2024-04-01', '2026-03-31'],
    ] as const)
      expect(may(from, to), `${from} to ${to}`).toBe(false)
    expect(may('2023-04-01', '2026-03-31', 'foi')).toBe(true)
    expect(may('2019-04-01', '2026-03-31', 'foi')).toBe(false)
  })

  it('are offered once they are over, the latest first', () => {
    const offered = publishedPeriods('equality', londonDay('2026-11-12'))
    expect(offered[0]).toEqual({ label: '1 July 2026 to 30 September 2026', from: '2026-07-01', to: '2026-09-30' })
    expect(offered.some(({ from, to }) => from === '2025-04-01' && to === '2026-03-31')).toBe(true)
    for (const { from, to } of offered) {
      expect(may(from, to)).toBe(true)
      expect(to < '2026-11-12').toBe(true)
    }
    expect(publishedPeriods('foi', londonDay('2026-03-31'))[0]).toMatchObject({ from: '2022-04-01', to: '2025-03-31' })
  })
})

it('cannot be undone by subtracting quarters from their year, whatever they held: every one is tried', () => {
  // Rounding goes by fives, so what holds up to fourteen holds for every number; some more for what a reader could still think of.
  const [most, thinkable] = [14, 18]
  const shown = (count: number): string => (count < SMALLEST_PUBLISHED ? 'hidden' : String(roundPublished(count)))
  const couldBe = new Map<string, Set<number>[]>()
  const each = (top: number, told: (quarters: readonly number[], seen: string) => void): void => {
    for (let a = 0; a <= top; a += 1)
      for (let b = 0; b <= top; b += 1)
        for (let c = 0; c <= top; c += 1)
          for (let d = 0; d <= top; d += 1) told([a, b, c, d], [a, b, c, d, a + b + c + d].map(shown).join(' '))
  }
  each(thinkable, (quarters, seen) => {
    const sets = couldBe.get(seen) ?? quarters.map(() => new Set<number>())
    for (const [at, count] of quarters.entries()) sets[at]?.add(count)
    couldBe.set(seen, sets)
  })
  let [tried, found] = [0, 0]
  each(most, (quarters, seen) => {
    for (const [at, count] of quarters.entries()) {
      if (!isSmall(count)) continue
      tried += 1
      if (couldBe.get(seen)?.[at]?.size === 1) found += 1
    }
  })
  console.info(`publication: ${tried} small quarters tried against their year, ${found} found`)
  expect(found).toBe(0)
})
