import { checkRota, uncoveredIn } from '#shared/planner/checkRota.ts'
import { Chances } from '#shared/planner/fill/random.ts'
import { notMetOf, resultOf, type FillResult, type Running } from '#shared/planner/fillWork.ts'
import type { Rota, RotaProblem } from '#shared/planner/problem.ts'
import type { Proof } from '#shared/planner/proof.ts'
import { Polish } from './polish.ts'
import { prove, type Proved } from './prove.ts'
import { loadSolver, type Solver } from './solver.ts'

/** What an improvement is asked with: a rota, and how long to look. */
export interface ImproveAsked {
  readonly problem: RotaProblem
  readonly from: Rota
  readonly had: readonly number[]
  /** Of the clock, for looking for a better rota; what is proved comes first and takes a few more. */
  readonly seconds: number
  readonly made: FillResult['made']
}

/** Of progress, so much is what is proved. */
const PROVING = 0.2

/**
 * Takes a filled rota further than the search: proves how many duties must stay open and which rules make it so, then looks for a
 * better rota by freeing a part of it at a time and solving that part. The rota that comes of it is never worse, by the checker.
 *
 * A limit of time makes it give another rota on another machine: the rota is kept, not the recipe.
 */
export async function improveWork(asked: ImproveAsked, running: Running<FillResult>): Promise<FillResult> {
  const { problem, from } = asked
  const answer = (rota: Rota, proof: Proof | null): FillResult => ({
    ...resultOf(problem, rota, asked),
    ...(proof === null ? {} : { proof }),
  })
  running.keep(answer(from, null))
  const solver = await loadSolver()
  // A solver that runs out of memory has proved nothing, and the rota it was given is as good as before.
  const proved = solver.inMemory(() => prove(solver, problem, running.isStopped))
  running.tell(PROVING)
  if (proved === null) return answer(from, null)
  running.keep(answer(from, proofOf(asked, from, proved)))
  const keep = (rota: Rota): void => running.keep(answer(rota, proofOf(asked, rota, proved)))
  const polished = proved.leastOpen === null ? null : polish(solver, asked, running, keep)
  const rota = polished?.rota ?? from
  return answer(rota, proofOf(asked, rota, { ...proved, isBest: polished?.isBest ?? false }))
}

function polish(
  solver: Solver,
  { problem, from, seconds, made }: ImproveAsked,
  { tell, isStopped }: Running<FillResult>,
  better: (rota: Rota) => void,
): { readonly rota: Rota; readonly isBest: boolean } {
  const began = performance.now()
  const polishing = new Polish(solver, problem, from, new Chances(made.seed))
  const spent = () => (performance.now() - began) / 1000
  solver.inMemory(() => {
    while (!polishing.finished && spent() < seconds && !isStopped()) {
      if (polishing.step({ seconds: seconds - spent(), isStopped })) better(polishing.rota)
      tell(PROVING + (1 - PROVING) * Math.min(1, spent() / seconds), uncoveredIn(checkRota(problem, polishing.rota)))
    }
    polishing.close()
  })
  return { rota: polishing.rota, isBest: polishing.isBest }
}

function proofOf({ problem, from }: ImproveAsked, rota: Rota, proved: Proved & { readonly isBest?: boolean }): Proof {
  const was = checkRota(problem, from)
  const before = new Set(from.map(({ person, day, shift }) => `${person} ${day} ${shift}`))
  const { leastOpen, conflict, without, isBest = false } = proved
  return {
    leastOpen,
    conflict,
    without,
    isBest,
    was: { open: uncoveredIn(was), notMet: notMetOf(was) },
    changed: rota.filter(({ person, day, shift }) => !before.has(`${person} ${day} ${shift}`)).length,
  }
}
