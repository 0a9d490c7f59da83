import { beforeAll, describe, expect, it } from 'vitest'
import { checkRota, uncoveredIn } from '#shared/planner/checkRota.ts'
import { fillWork, type FillResult } from '#shared/planner/fillWork.ts'
import { generatedProblem } from '#shared/planner/generated.ts'
import { noLimits, type PlannedPerson, type RotaProblem } from '#shared/planner/problem.ts'
import { programOf } from '#shared/planner/program/programOf.ts'
import { rotaOfValues } from '#shared/planner/program/program.ts'
import { improveWork } from './improve.ts'
import { prove } from './prove.ts'
import { loadSolver, type Solver } from './solver.ts'

let solver: Solver
beforeAll(async () => {
  solver = await loadSolver()
})
const never = (): boolean => false

const person = (name: string, change: Partial<PlannedPerson> = {}): PlannedPerson => ({
  id: name,
  name,
  skills: [],
  blocked: [],
  locked: [],
  limits: noLimits(1),
  wishes: [],
  owed: null,
  share: null,
  before: [],
  ...change,
})
/** One shift a day from 12:00 to 22:00, then eleven hours of rest are only just there; one person needed each day of a week. */
const week = (people: readonly PlannedPerson[]): RotaProblem => ({
  name: 'a week',
  days: 7,
  shifts: [{ id: 'late', name: 'Late', minutes: 600 }],
  people,
  cover: Array.from({ length: 7 }, (_, day) => ({ day, shift: 0, need: 1, under: 100, over: 2 })),
  skills: [],
  rest: {
    by: 'minutes',
    least: 660,
    moments: Array.from({ length: 7 }, (_, day) => [{ start: 1440 * day + 720, end: 1440 * day + 1320 }]),
  },
  fairness: null,
})

describe('the solver', () => {
  it('proves a best rota, and the checker makes the same of it', () => {
    const problem = generatedProblem({ seed: 3, people: 6, weeks: 1, owing: 3 })
    const { ended, values, cost, bound } = solver.solve(programOf(problem, 'cost'), { seconds: 30, isStopped: never })
    expect(ended).toBe('best')
    expect(bound).toBeCloseTo(cost, 3)
    const { violations, cost: checked } = checkRota(problem, rotaOfValues(problem, values ?? []))
    expect(violations).toEqual([])
    expect(checked).toBeCloseTo(cost, 3)
  })

  it('names the needs and rules in conflict, and nothing that has no part in it', () => {
    const away = { day: 2, shift: null, why: 'away' } as const
    const ann = person('Ann', { limits: { ...noLimits(1), mostPerWeek: 2 } })
    const problem = week([
      ann,
      person('Ben', { blocked: [away] }),
      person('Cy', { blocked: [away, { ...away, day: 3 }], limits: { ...noLimits(1), mostWeekends: 1 } }),
    ])
    const locked = {
      ...problem,
      people: problem.people.map((one, at) => (at === 0 ? { ...one, locked: [{ day: 2, shift: null }] } : one)),
    }
    const { leastOpen, conflict, without } = prove(solver, locked, never)
    expect(leastOpen).toBe(1)
    expect(conflict).toEqual({
      needs: [{ day: 2, shift: 0 }],
      because: [
        { words: 'on leave or away', names: ['Ben', 'Cy'] },
        { words: 'a duty that was to stay as it is', names: ['Ann'] },
      ],
    })
    expect(without).toEqual([{ words: 'leave and other days away', leastOpen: 0 }])
  })

  it('says of rules that contradict each other which they are', () => {
    const both = { locked: [0, 1, 2].map((day) => ({ day, shift: 0 })), limits: { ...noLimits(1), longestRun: 2 } }
    const { leastOpen, conflict } = prove(solver, week([person('Ann', both), person('Ben')]), never)
    expect(leastOpen).toBeNull()
    expect(conflict?.needs).toEqual([])
    expect(conflict?.because.map(({ words }) => words)).toContain('too many days in a row')
    expect(conflict?.because.every(({ names }) => names.join() === 'Ann')).toBe(true)
  })

  it('proves that nothing need be open where all can be covered', () => {
    expect(prove(solver, week([person('Ann'), person('Ben')]), never)).toEqual({
      leastOpen: 0,
      conflict: null,
      without: [],
    })
  })

  it('has an end to its memory: what does not fit is not answered, and what fits still is', async () => {
    const small = await loadSolver(22)
    const problem = generatedProblem({ seed: 1, people: 16, weeks: 2, owing: 8 })
    const large = programOf(problem, 'cost')
    expect(small.inMemory(() => small.solve(large, { seconds: 20, isStopped: never }))).toBeNull()
    expect(() =>
      solver.inMemory(() => {
        throw new TypeError('a fault of ours')
      }),
    ).toThrow('a fault of ours')
  })

  it('is stopped where it stands', () => {
    const problem = generatedProblem({ seed: 2, people: 16, weeks: 2, owing: 8 })
    let looks = 0
    const { ended } = solver.solve(programOf(problem, 'cost'), { seconds: 60, isStopped: () => (looks += 1) > 2 })
    expect(ended).toBe('cut')
  })
})

describe('an improvement', () => {
  const problem = generatedProblem({ seed: 5, people: 8, weeks: 1, owing: 4 })
  const had = problem.people.map(() => 0)
  const from = fillWork({ problem, seeds: [1], moves: 3000, had }, { tell() {}, isStopped: never })

  it('is never worse by the checker, and says what it began with', async () => {
    const kept: FillResult[] = []
    const asked = { problem, from: from.duties, had, seconds: 6, made: from.made }
    const { duties, proof } = await improveWork(asked, { tell() {}, isStopped: never, keep: (one) => kept.push(one) })
    const [was, is] = [checkRota(problem, from.duties), checkRota(problem, duties)]
    expect(is.violations).toEqual([])
    expect(is.cost).toBeLessThan(was.cost)
    expect(proof?.was.open).toBe(uncoveredIn(was))
    expect(proof?.leastOpen).toBeLessThanOrEqual(uncoveredIn(is))
    expect(proof?.changed).toBeGreaterThan(0)
    // First what it was given, then what is proved of it, then each better one.
    expect(kept[0]?.duties).toEqual(from.duties)
    expect(kept.length).toBeGreaterThan(2)
  })

  it('stopped at once, answers with what it was given', async () => {
    const asked = { problem, from: from.duties, had, seconds: 60, made: from.made }
    const { duties } = await improveWork(asked, { tell() {}, isStopped: () => true, keep() {} })
    expect(duties).toEqual(from.duties)
  })
})
