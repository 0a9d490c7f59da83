import type { RotaProblem } from '../problem.ts'
import { dutyColumn, Draft, noTerms, type Meaning, type Program, type Terms } from './program.ts'
import { PersonRows } from './personRows.ts'

/** Cover as a cost, as the search has it, or as something that must be: only the second can be impossible. */
export type CoverAs = 'cost' | 'must'

/**
 * A problem as a mixed integer program: the same rules and costs as the checker's, written a second time and in another way, so that
 * one can be held against the other and a solver can prove what the search cannot.
 *
 * Runs that are too short follow Curtois & Qu (2014): for each k below the least, no k days of one kind between two of the other.
 *
 * @example programOf(problem, 'cost').columns.length
 */
export function programOf(problem: RotaProblem, cover: CoverAs): Program {
  const draft = new Draft()
  const { people, days, shifts } = problem
  for (const _ of people) for (let day = 0; day < days; day += 1) for (const _shift of shifts) draft.column(duty)
  for (const index of people.keys()) new PersonRows(problem, index, draft).write()
  if (cover === 'must') coverRows(problem, draft)
  else {
    coverCosts(problem, draft)
    skillCosts(problem, draft)
  }
  return draft
}

const duty = { upper: 1, binary: true } as const

function onDuty(problem: RotaProblem, day: number, shift: number): Terms {
  const terms = noTerms()
  for (const person of problem.people.keys()) {
    terms.columns.push(dutyColumn(problem, { person, day, shift }))
    terms.values.push(1)
  }
  return terms
}

const covers = (day: number, shift: number): Meaning => ({ rule: 'cover', person: null, day, shift, why: null })

function coverRows(problem: RotaProblem, draft: Draft): void {
  for (const { day, shift, need, under } of problem.cover)
    if (need > 0 && under > 0) draft.atLeast(onDuty(problem, day, shift), need, covers(day, shift))
}

function coverCosts(problem: RotaProblem, draft: Draft): void {
  for (const { day, shift, need, under, over } of problem.cover) {
    const terms = onDuty(problem, day, shift)
    terms.columns.push(
      draft.column({ cost: under, missing: true, upper: need }),
      draft.column({ cost: over, upper: problem.people.length }),
    )
    terms.values.push(1, -1)
    draft.between(need, terms, need, covers(day, shift))
  }
}

function skillCosts(problem: RotaProblem, draft: Draft): void {
  for (const { skill, day, shifts, need, weight } of problem.skills) {
    const terms = noTerms()
    for (const [person, { skills }] of problem.people.entries())
      if (skills.includes(skill))
        for (const shift of shifts) {
          terms.columns.push(dutyColumn(problem, { person, day, shift }))
          terms.values.push(1)
        }
    terms.columns.push(draft.column({ cost: weight }))
    terms.values.push(1)
    draft.atLeast(terms, need, { rule: 'counted', person: null, day, shift: null, why: null })
  }
}
