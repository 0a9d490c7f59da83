import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { planStates, stopPlan, type PlanAnswer } from '#shared/planner/contract.ts'
import { countWords } from './planWords.ts'
import { isUnderWay } from './usePlan.ts'

/** How far a plan is, and the way to stop it with the best so far. */
export function PlanProgress({ plan }: { readonly plan: PlanAnswer }) {
  const stop = useSend(stopPlan)
  if (plan.state === 'failed')
    return (
      <Notice tone="warn" speaks="politely">
        <b>This could not be worked out.</b> Nothing was changed. Try again, or ask for fewer weeks.
      </Notice>
    )
  if (plan.state === 'stopped')
    return (
      <Notice tone="info" speaks="politely">
        <b>Stopped.</b>{' '}
        {plan.fill || plan.shifts
          ? 'The best so far is below.'
          : 'Nothing had been found yet. Ask again when you like.'}
      </Notice>
    )
  if (!isUnderWay(plan)) return null
  return (
    <div className="plan-run" role="status">
      <label htmlFor="plan-progress">{planStates[plan.state]}</label>
      <progress id="plan-progress" max={100} value={plan.progress} />
      {plan.openSoFar !== null && (
        <span className="plan-so-far">
          Best so far:{' '}
          {plan.openSoFar === 0 ? 'every duty covered' : `${countWords(plan.openSoFar, 'duty', 'duties')} open`}
        </span>
      )}
      <Button busy={stop.isPending} onClick={() => stop.mutate({ jobId: plan.jobId })}>
        Stop here
      </Button>
    </div>
  )
}
