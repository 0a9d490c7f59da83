import { describe, expect, it } from 'vitest'
import { checkRota } from '../checkRota.ts'
import { Chances } from '../fill/random.ts'
import { RotaSearch } from '../fill/search.ts'
import { generatedProblem } from '../generated.ts'
import type { DutyBefore, Limits, Rota, RotaProblem } from '../problem.ts'
import { programOf } from './programOf.ts'
import { judged, loadedValues } from './values.ts'

const SEEDS = [1, 2, 3, 4, 5, 6]

/** A generated fortnight in which every rule binds: histories, locks, hours, runs and numbers of a shift. */
function bound(seed: number): RotaProblem {
  const chances = new Chances(seed)
  const problem = generatedProblem({ seed, people: 9, weeks: 2, owing: 4 })
  const limitsOf = (limits: Limits): Limits => ({
    ...limits,
    shortestRun: chances.below(3),
    mostOfShift: limits.mostOfShift.map(() => (chances.below(3) === 0 ? chances.below(4) : null)),
    mostMinutes: 480 * (4 + chances.below(5)),
    leastMinutes: 480 * chances.below(3),
  })
  const before = (): readonly DutyBefore[] =>
    Array.from({ length: 14 }, (_, at) => at - 14)
      .filter(() => chances.below(2) === 0)
      .map((day) => ({ day, endsAt: 1440 * day + 60 * (16 + chances.below(8)) }))
  return {
    ...problem,
    people: problem.people.map((person) => ({
      ...person,
      limits: limitsOf(person.limits),
      before: chances.below(4) === 0 ? null : before(),
      locked:
        chances.below(2) === 0
          ? []
          : [{ day: chances.below(14), shift: chances.below(3) === 0 ? null : chances.below(4) }],
    })),
  }
}

/** One shift of whoever it may be, changed: near a good rota some rules hold and some do not. */
function spoilt(problem: RotaProblem, rota: Rota, chances: Chances): Rota {
  const [person, day] = [chances.below(problem.people.length), chances.below(problem.days)]
  const without = rota.filter((duty) => duty.person !== person || duty.day !== day)
  return chances.below(3) === 0 ? without : [...without, { person, day, shift: chances.below(problem.shifts.length) }]
}

describe('a rota as a program', () => {
  it.each(SEEDS)('says the same of any rota as the checker does, seed %i', (seed) => {
    const problem = bound(seed)
    const program = programOf(problem, 'cost')
    const chances = new Chances(100 + seed)
    const search = new RotaSearch(problem, { seed, moves: 30_000 })
    search.run(30_000)
    let rota = search.rota()
    const seen = { kept: 0, broken: 0 }
    for (let turn = 0; turn < 60; turn += 1) {
      const checked = checkRota(problem, rota)
      const found = judged(program, loadedValues(program, problem, rota))
      expect(found.cost, `seed ${seed}, turn ${turn}`).toBeCloseTo(checked.cost, 3)
      const keeps = found.broken.length + found.closed.length === 0
      // A lock comes before what would close its day: only the checker still names both.
      const violations = checked.violations.filter(({ rule, person, day }) => {
        const locked = problem.people[person]?.locked.some((one) => one.day === day) ?? false
        return !(locked && rule === 'closed')
      })
      expect(keeps, `seed ${seed}, turn ${turn}: ${violations.map(({ rule }) => rule).join(', ')}`).toBe(
        violations.length === 0,
      )
      seen[keeps ? 'kept' : 'broken'] += 1
      rota = spoilt(problem, turn % 6 === 0 ? search.rota() : rota, chances)
    }
    expect(seen.broken).toBeGreaterThan(10)
  })

  it('makes cover a must only when asked, and then it costs nothing', () => {
    const problem = generatedProblem({ seed: 1, people: 9, weeks: 1, owing: 4 })
    const must = programOf(problem, 'must')
    const needs = problem.cover.filter(({ need }) => need > 0).length
    expect(must.rows.filter(({ means }) => means.rule === 'cover')).toHaveLength(needs)
    expect(must.columns.some(({ missing }) => missing)).toBe(false)
  })
})
