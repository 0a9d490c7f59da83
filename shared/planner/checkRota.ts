import { checkPerson } from './checkPerson.ts'
import type { Rota, RotaProblem } from './problem.ts'
import { softRules, type HardRule, type SoftCost, type SoftRule, type Violation } from './rules.ts'

export interface Checked {
  /** Empty for a rota that may be worked. */
  readonly violations: readonly Violation[]
  readonly soft: readonly SoftCost[]
  /** The sum of the soft costs, to a thousandth. */
  readonly cost: number
}

/**
 * Scores a rota, whoever made it: hard rules by name, soft costs by name. It walks the list of duties and knows nothing of how
 * the engine counts, so that one can be held against the other.
 *
 * @throws RangeError for a duty of a person, day or shift that the problem does not have
 * @example checkRota(problem, rota).cost // 607
 */
export function checkRota(problem: RotaProblem, rota: Rota): Checked {
  for (const duty of rota) refuseUnknown(problem, duty)
  const people = problem.people.map((_, person) =>
    checkPerson(
      problem,
      person,
      rota.filter((duty) => duty.person === person),
    ),
  )
  const costs = new Map<SoftRule, SoftCost>()
  const add = ({ rule, count, cost }: SoftCost) => {
    const sofar = costs.get(rule) ?? { rule, count: 0, cost: 0 }
    costs.set(rule, { rule, count: sofar.count + count, cost: sofar.cost + cost })
  }
  for (const { soft } of people) for (const one of soft) add(one)
  for (const one of [...coverCosts(problem, rota), ...skillCosts(problem, rota)]) add(one)
  const soft = Object.keys(softRules).flatMap((rule) => costs.get(rule as SoftRule) ?? [])
  return {
    violations: people.flatMap(({ violations }) => violations),
    soft,
    cost: Math.round(1000 * soft.reduce((sum, { cost }) => sum + cost, 0)) / 1000,
  }
}

function refuseUnknown(problem: RotaProblem, { person, day, shift }: Rota[number]): void {
  const known = problem.people[person] && problem.shifts[shift] && Number.isInteger(day) && day >= 0
  if (!known || day >= problem.days) {
    throw new RangeError(`the rota has a duty that the problem does not: person ${person}, day ${day}, shift ${shift}`)
  }
}

function* coverCosts({ cover }: RotaProblem, rota: Rota): Generator<SoftCost> {
  for (const { day, shift, need, under, over } of cover) {
    const on = rota.filter((duty) => duty.day === day && duty.shift === shift).length
    if (on < need) yield { rule: 'uncovered', count: need - on, cost: under * (need - on) }
    if (on > need) yield { rule: 'over-cover', count: on - need, cost: over * (on - need) }
  }
}

function* skillCosts({ skills, people }: RotaProblem, rota: Rota): Generator<SoftCost> {
  for (const { skill, day, shifts, need, weight } of skills) {
    const on = rota.filter(
      (duty) => duty.day === day && shifts.includes(duty.shift) && people[duty.person]?.skills.includes(skill),
    ).length
    if (on < need) yield { rule: 'skill', count: need - on, cost: weight * (need - on) }
  }
}

/** How many duties a rota leaves without anybody. @example uncoveredIn(checkRota(problem, rota)) // 25 */
export const uncoveredIn = ({ soft }: Pick<Checked, 'soft'>): number =>
  soft.find(({ rule }) => rule === 'uncovered')?.count ?? 0

export const brokenRules = ({ violations }: Pick<Checked, 'violations'>): readonly HardRule[] => [
  ...new Set(violations.map(({ rule }) => rule)),
]
