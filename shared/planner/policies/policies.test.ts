import { describe, expect, it } from 'vitest'
import { Chances } from '../fill/random.ts'
import { assign } from './assign.ts'
import { simulatePolicy, sixPolicies } from './policies.ts'

const DAYS = 300
const SEED = 1

describe('six ways of putting on shifts and giving out work', () => {
  const week = new Map(sixPolicies.map((policy) => [policy.name, simulatePolicy(policy, { days: DAYS, seed: SEED })]))
  const of = (name: string) => {
    const found = week.get(name)
    if (!found) throw new Error(`no policy ${name}`)
    return found
  }

  it('staggering takes from the burden, whoever is asked and however', () => {
    for (const how of ['by area', 'hub, first free', 'hub, scored'])
      expect(of(`staggered, ${how}`).burden).toBeLessThan(0.85 * of(`all 08:30, ${how}`).burden)
  })

  it('a hub carries less than areas, and scoring moves work from late finishes to hand-overs', () => {
    for (const starts of ['all 08:30', 'staggered']) {
      const [area, free, scored] = ['by area', 'hub, first free', 'hub, scored'].map((how) => of(`${starts}, ${how}`))
      expect(free?.burden).toBeLessThan(area?.burden ?? 0)
      expect(scored?.burden).toBeLessThan(area?.burden ?? 0)
      expect(scored?.toilHours).toBeLessThan(Math.min(free?.toilHours ?? 0, area?.toilHours ?? 0))
      expect(scored?.handOvers).toBeGreaterThan(free?.handOvers ?? 0)
    }
  })

  it('a dearer hand-over is made more seldom, and costs late finishes', () => {
    const base = sixPolicies.find(({ name }) => name === 'staggered, hub, scored')
    if (!base) throw new Error('no such policy')
    const at = (handOver: number) =>
      simulatePolicy({ ...base, prices: { handOver, nextDay: 0.9 * handOver } }, { days: DAYS, seed: SEED })
    // Much cheaper, and more is put off each day than is done: the queue grows without end.
    const [cheap, dear] = [at(300), at(600)]
    expect(dear.handOvers).toBeLessThan(cheap.handOvers)
    expect(dear.toilHours).toBeGreaterThan(cheap.toilHours)
  })

  it('gives the same for the same seed', () => {
    const [policy] = sixPolicies
    if (policy) expect(simulatePolicy(policy, { days: DAYS, seed: SEED })).toEqual(of(policy.name))
  })
})

describe('the cheapest assignment', () => {
  it('is as cheap as the best of all, seeds 1 to 40', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const chances = new Chances(seed)
      const [rows, columns] = [1 + chances.below(4), 4 + chances.below(2)]
      const costs = Array.from({ length: rows }, () => Array.from({ length: columns }, () => chances.below(100)))
      const found = assign(costs)
      expect(new Set(found).size, `seed ${seed}`).toBe(rows)
      const cost = found.reduce((sum, column, row) => sum + (costs[row]?.[column] ?? 0), 0)
      expect(cost, `seed ${seed}`).toBe(cheapest(costs, 0, new Set()))
    }
  })
  it('refuses more rows than columns', () => {
    expect(() => assign([[1], [2]])).toThrow(RangeError)
  })
})

function cheapest(costs: readonly (readonly number[])[], row: number, taken: ReadonlySet<number>): number {
  const own = costs[row]
  if (!own) return 0
  return Math.min(
    ...own.flatMap((cost, column) =>
      taken.has(column) ? [] : [cost + cheapest(costs, row + 1, new Set([...taken, column]))],
    ),
  )
}
