import { fillWork, type FillAsked } from '#shared/planner/fillWork.ts'
import { shiftsWork, type ShiftsAsked } from '#shared/planner/shiftsWork.ts'
import { serveThread } from '#server/kernel/thread.ts'

/** A plan as the thread is given it. */
export type PlanAsked =
  { readonly kind: 'fill'; readonly asked: FillAsked } | { readonly kind: 'shifts'; readonly asked: ShiftsAsked }

serveThread<PlanAsked>(({ kind, asked }, running) =>
  kind === 'fill' ? fillWork(asked, running) : shiftsWork(asked, running),
)
