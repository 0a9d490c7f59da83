import type { PlanJobId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { improveRota, stopPlan } from '#shared/planner/contract.ts'
import type { FillResult } from '#shared/planner/fillWork.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { oneAtATime } from './asking.ts'
import { askedOfFill, askToStop, insertPlan, lockPlan, planBy, stopWaiting } from './store.ts'
import { wakeSoon } from './wake.ts'

/** How long a better rota is looked for, by the size of the rota: a minute for a month of forty people. */
const SECONDS_PER_CELL = 0.05
const MOST_SECONDS = 60
const FEWEST_SECONDS = 8

/** Asks a solver about a filled rota: what cannot be met, by which rules, and whether there is a better one. */
export const improve = handle(improveRota, {
  needs: 'plan the rota',
  constraints: oneAtATime,
  async run({ jobId: from }, context) {
    const plan = await planBy(context, from)
    if (!plan) return refuse({ code: 'plan-job-not-found' })
    const asked = await askedOfFill(context, from)
    if (asked === null || plan.result === null) return refuse({ code: 'not-a-filled-rota' })
    // A plan of this kind has this kind of result: the row's own check says so.
    const filled = plan.result as FillResult
    const { firstDay, weeks, problem, had } = asked
    const jobId = crypto.randomUUID() as PlanJobId
    const seconds = Math.min(
      MOST_SECONDS,
      Math.max(FEWEST_SECONDS, Math.round(SECONDS_PER_CELL * problem.days * problem.people.length)),
    )
    const duties = filled.duties.map(({ person, day, shift }) => ({ person, day, shift }))
    await insertPlan(context, {
      id: jobId,
      kind: 'fill',
      asked: { firstDay, weeks, problem, had, from: duties, seconds, made: filled.made },
    })
    wakeSoon()
    return effect({ jobId }, { type: 'plan-asked', data: { jobId, kind: 'fill', firstDay, weeks } })
  },
})

export const stop = handle(stopPlan, {
  needs: 'plan the rota',
  async run({ jobId }, context) {
    const plan = await lockPlan(context, jobId)
    if (!plan) return refuse({ code: 'plan-job-not-found' })
    if (plan.state !== 'waiting' && plan.state !== 'running') return refuse({ code: 'already-over' })
    await askToStop(context, jobId)
    await stopWaiting(context, jobId)
    wakeSoon()
    return effect({ stopping: true }, { type: 'plan-stopped', data: { jobId } })
  },
})
