import type { RotaProblem } from '#shared/planner/problem.ts'
import { programOf } from '#shared/planner/program/programOf.ts'
import { conflictOf, countingOpen, withoutEach, type Proof } from '#shared/planner/proof.ts'
import type { Solver } from './solver.ts'

export type Proved = Pick<Proof, 'leastOpen' | 'conflict' | 'without'>

/** How long each question may take. The relaxation is a matter of a second; whole numbers may never end. */
const SECONDS = { relaxed: 20, whole: 10, conflict: 20 }
const ALMOST = 1e-6

/**
 * How many duties no rota can cover, the smallest set of needs and rules that makes it so, and which kind of rule would have to give.
 * Every number is a bound on what is possible, proved by the relaxation or by branching; none is a guess.
 *
 * @throws when the solver runs out of the memory it was given
 */
export function prove(solver: Solver, problem: RotaProblem, isStopped: () => boolean): Proved {
  const program = countingOpen(programOf(problem, 'cost'))
  const relaxed = solver.solve(program, { relaxed: true, seconds: SECONDS.relaxed, isStopped })
  if (relaxed.ended === 'impossible') {
    const meanings = solver.conflict(programOf(problem, 'cost'), { seconds: SECONDS.conflict })
    return { leastOpen: null, conflict: conflictOf(problem, meanings), without: [] }
  }
  const nothing: Proved = { leastOpen: 0, conflict: null, without: [] }
  if (relaxed.ended === 'cut' || isStopped()) return nothing
  const whole = solver.solve(program, { seconds: SECONDS.whole, isStopped })
  if (whole.ended === 'impossible') return { ...nothing, leastOpen: null }
  const leastOpen = upTo(Math.max(relaxed.bound, whole.bound))
  if (leastOpen === 0 || isStopped()) return { ...nothing, leastOpen }
  return {
    leastOpen,
    conflict: conflictOf(problem, solver.conflict(programOf(problem, 'must'), { seconds: SECONDS.conflict })),
    without: helps(solver, program, { relaxedOpen: upTo(relaxed.bound), isStopped }),
  }
}

const upTo = (bound: number): number => Math.max(0, Math.ceil(bound - ALMOST))

/** Kinds of rule without which fewer would be open, relaxation against relaxation: at least so many still would be. */
function helps(
  solver: Solver,
  program: Parameters<typeof withoutEach>[0],
  { relaxedOpen, isStopped }: { readonly relaxedOpen: number; readonly isStopped: () => boolean },
): Proved['without'] {
  return withoutEach(program)
    .flatMap(({ words, program: loosened }) => {
      const { ended, bound } = solver.solve(loosened, { relaxed: true, seconds: SECONDS.relaxed, isStopped })
      return ended === 'best' && upTo(bound) < relaxedOpen ? [{ words, leastOpen: upTo(bound) }] : []
    })
    .toSorted((a, b) => a.leastOpen - b.leastOpen)
}
