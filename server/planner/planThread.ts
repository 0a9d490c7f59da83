import { fillWork, type FillAsked } from '#shared/planner/fillWork.ts'
import { shiftsWork, type ShiftsAsked } from '#shared/planner/shiftsWork.ts'
import { serveThread } from '#server/kernel/thread.ts'
import { improveWork, type ImproveAsked } from '#server/solver/improve.ts'

/** A plan as the thread is given it. */
export type PlanAsked =
  | { readonly kind: 'fill'; readonly asked: FillAsked | ImproveAsked }
  | { readonly kind: 'shifts'; readonly asked: ShiftsAsked }

serveThread<PlanAsked>(({ kind, asked }, running) => {
  if (kind === 'shifts') return shiftsWork(asked, running)
  return 'from' in asked ? improveWork(asked, running) : fillWork(asked, running)
})
