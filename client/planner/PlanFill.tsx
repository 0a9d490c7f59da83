import { useNavigate, useSearch } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { printPage } from '#client/ui/takeAway.ts'
import { planningStart, type PlanningStart } from '#shared/planner/contract.ts'
import { EarlierPlans } from './EarlierPlans.tsx'
import { FillForm } from './FillForm.tsx'
import { FillOutcome } from './FillOutcome.tsx'
import { PlanLinks } from '#client/ui/PlanLinks.tsx'
import { PlanProgress } from './PlanProgress.tsx'
import { usePlan } from './usePlan.ts'
import './planner.css'

/** Who is on them: fills weeks of the rota, says what could not be met and why, and leaves it to a person to publish. */
export function PlanFill() {
  const start = useAnswer(planningStart, {}, { keep: true })
  return (
    <div className="wrap">
      <div className="stack plan">
        <div className="page-h">
          <div>
            <h1 className="h1">Plan: fill the rota</h1>
            <p className="lede">
              A first draft of some weeks, by the rules below. It tells nobody: you look at it, change it, and publish
              it.
            </p>
          </div>
          <div className="r no-print">
            <Button icon="print" onClick={printPage}>
              Print
            </Button>
          </div>
        </div>
        <PlanLinks />
        <Answered of={start}>{(answer) => <Fill start={answer} />}</Answered>
      </div>
    </div>
  )
}

function Fill({ start }: { readonly start: PlanningStart }) {
  const { plan: id } = useSearch({ strict: false })
  const navigate = useNavigate()
  const plan = usePlan(id)
  const shown = plan.data?.kind === 'fill' ? plan.data : null
  return (
    <>
      <FillForm start={start} onAsked={(jobId) => void navigate({ to: '/plan/fill', search: { plan: jobId } })} />
      {shown && <PlanProgress plan={shown} />}
      {shown?.fill && shown.firstDay !== null && (
        <FillOutcome plan={shown} fill={shown.fill} firstDay={shown.firstDay} />
      )}
      <EarlierPlans kind="fill" shown={id} />
    </>
  )
}
