import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRota, uncoveredIn } from '../checkRota.ts'
import { generatedProblem } from '../generated.ts'
import { noLimits, type Duty, type PlannedPerson, type Rota, type RotaProblem } from '../problem.ts'
import { whyNotWords, whyUnfilled } from '../whyUnfilled.ts'
import { Board } from './board.ts'
import { Moves } from './moves.ts'
import { Chances } from './random.ts'
import { RotaSearch } from './search.ts'
import { sheetOf } from './sheet.ts'

const filled = (problem: RotaProblem, moves: number, seed = 1): RotaSearch => {
  const search = new RotaSearch(problem, { seed, moves })
  search.run(moves)
  return search
}

/** Three people, a week and a day before it, two shifts; small enough to try every rota of a few days. */
const small = (days: number, changes: readonly Partial<PlannedPerson>[]): RotaProblem => ({
  name: 'small',
  days,
  shifts: [
    { id: 'early', name: 'Early', minutes: 480 },
    { id: 'late', name: 'Late', minutes: 480 },
  ],
  people: changes.map((change, index) => ({
    id: String(index),
    name: `Person ${index}`,
    skills: index === 0 ? ['lead'] : [],
    blocked: [],
    locked: [],
    limits: noLimits(2),
    wishes: [],
    owed: null,
    share: 1,
    before: [],
    ...change,
  })),
  cover: Array.from({ length: days * 2 }, (_, at) => ({
    day: at >> 1,
    shift: at % 2,
    need: 1,
    under: 100,
    over: 2,
  })),
  skills: [{ name: 'Lead', skill: 'lead', day: 1, shifts: [0, 1], need: 1, weight: 60 }],
  rest: {
    by: 'minutes',
    least: 660,
    moments: Array.from({ length: days }, (_, day) =>
      [480, 900].map((start) => ({ start: 1440 * day + start, end: 1440 * day + start + 480 })),
    ),
  },
  fairness: { unsocial: Array.from({ length: days }, () => [false, true]), above: 4, farAbove: 12, below: 4 },
})

function* everyRota({ days, people }: RotaProblem): Generator<Rota> {
  const cells = days * people.length
  for (let code = 0; code < 3 ** cells; code += 1)
    yield Array.from({ length: cells }, (_, cell): Duty[] => {
      const value = Math.floor(code / 3 ** cell) % 3
      return value === 0 ? [] : [{ person: Math.floor(cell / days), day: cell % days, shift: value - 1 }]
    }).flat()
}

describe('the search', () => {
  it('finds the best of all rotas where all can be tried', () => {
    const problem = small(2, [
      { blocked: [{ day: 0, shift: null, why: 'away' }], wishes: [{ day: 1, shift: 0, wants: true, weight: 3 }] },
      { locked: [{ day: 1, shift: 1 }], limits: { ...noLimits(2), longestRun: 1 } },
      { before: [{ day: -1, endsAt: -60 }], owed: { perWeek: [1], weight: 30, neverMore: true } },
    ])
    let best = Number.POSITIVE_INFINITY
    for (const rota of everyRota(problem)) {
      const { violations, cost } = checkRota(problem, rota)
      if (violations.length === 0) best = Math.min(best, cost)
    }
    const found = filled(problem, 20_000)
    expect(checkRota(problem, found.rota())).toMatchObject({ violations: [], cost: best })
    expect(found.bestCost).toBeCloseTo(best, 6)
  })

  it('counts, move by move, exactly as the checker does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const problem = generatedProblem({ seed, people: 7, weeks: 2, owing: 3 })
        const board = new Board(sheetOf(problem))
        const chances = new Chances(seed)
        const moves = new Moves(board, chances)
        for (let move = 0; move < 300; move += 1) {
          moves.make()
          if (!board.settle()) continue
          if (chances.next() < 0.5) board.keep()
          else board.takeBack()
        }
        const rota = [...board.cells].flatMap((value, cell): Duty[] =>
          value === 0 ? [] : [{ person: Math.floor(cell / 14), day: cell % 14, shift: value - 1 }],
        )
        const { violations, cost } = checkRota(problem, rota)
        expect(board.soft).toBeCloseTo(cost, 3)
        expect(board.hard > 0).toBe(violations.length > 0)
      }),
      { numRuns: 40 },
    )
  })

  it('gives the same rota for the same seed, in one go or in many', () => {
    const problem = generatedProblem({ seed: 4, people: 12, weeks: 2, owing: 6 })
    const once = filled(problem, 30_000, 9)
    const often = new RotaSearch(problem, { seed: 9, moves: 30_000 })
    while (!often.finished) often.run(777)
    expect(often.rota()).toEqual(once.rota())
    expect(filled(problem, 30_000, 10).rota()).not.toEqual(once.rota())
  })

  it('has its best ready at any moment, and never a worse one later', () => {
    const search = new RotaSearch(generatedProblem({ seed: 2, people: 12, weeks: 2, owing: 6 }), {
      seed: 1,
      moves: 40_000,
    })
    let last = Number.POSITIVE_INFINITY
    while (!search.finished) {
      search.run(4000)
      if (search.bestHard > 0) continue
      expect(search.bestCost).toBeLessThanOrEqual(last)
      last = search.bestCost
    }
  })

  it('breaks no hard rule and leaves nothing open on a month of twenty people', () => {
    const problem = generatedProblem({ seed: 3, people: 20, weeks: 4, owing: 12 })
    const checked = checkRota(problem, filled(problem, 200_000).rota())
    expect(checked.violations).toEqual([])
    expect(uncoveredIn(checked)).toBe(0)
  })

  it('begins from a rota that is there, and keeps a locked duty even where a rule is against it', () => {
    const problem = small(7, [
      {},
      { locked: [{ day: 3, shift: 0 }], blocked: [{ day: 3, shift: null, why: 'away' }] },
      { limits: { ...noLimits(2), mostPerWeek: 3 } },
    ])
    const first = filled(problem, 20_000).rota()
    const again = new RotaSearch(problem, { seed: 5, moves: 1000, from: first })
    expect(again.bestCost).toBeCloseTo(checkRota(problem, first).cost, 6)
    expect(checkRota(problem, first).violations.map(({ rule }) => rule)).toEqual(['closed'])
  })
})

it('says of every duty left open why each person is not on it', () => {
  const problem = small(2, [
    { blocked: [{ day: 0, shift: 1, why: 'not-late' }] },
    { limits: { ...noLimits(2), mostPerWeek: 0 } },
    { blocked: [{ day: 0, shift: null, why: 'away' }] },
  ])
  const rota = [{ person: 0, day: 0, shift: 0 }]
  const [late] = whyUnfilled(problem, rota)
  expect(late).toMatchObject({ day: 0, shift: 1, missing: 1 })
  expect(late?.people.map(({ not }) => whyNotWords(problem, not))).toEqual([
    'does not work late alone',
    'would have too many duties in a week',
    'on leave or away',
  ])
  const open = whyUnfilled(problem, rota).find(({ day, shift }) => day === 1 && shift === 0)
  expect(open?.people.map(({ not }) => not.because)).toEqual(['costs-more', 'rules', 'costs-more'])
})
