import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { printPage } from '#client/ui/takeAway.ts'
import type { PlanJobId } from '#shared/kernel/ids.ts'
import { planningStart, type PlanningStart } from '#shared/planner/contract.ts'
import { EarlierPlans } from './EarlierPlans.tsx'
import { FillForm } from './FillForm.tsx'
import { FillOutcome } from './FillOutcome.tsx'
import { patternNeeds } from './patternNeeds.ts'
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
  const { plan: id, pattern } = useSearch({ strict: false })
  const navigate = useNavigate()
  const plan = usePlan(id)
  const tried = usePlan(pattern).data?.shifts?.tried
  const fromPattern = tried ? patternNeeds(start.needs, tried) : null
  const shown = plan.data?.kind === 'fill' ? plan.data : null
  const open = (jobId: PlanJobId): void => void navigate({ to: '/plan/fill', search: { plan: jobId } })
  return (
    <>
      {fromPattern && <FromPattern without={fromPattern.without} />}
      <FillForm
        key={fromPattern ? pattern : 'usual'}
        start={fromPattern ? { ...start, needs: fromPattern.needs } : start}
        onAsked={open}
      />
      {shown && <PlanProgress plan={shown} />}
      {shown?.fill && shown.firstDay !== null && (
        <FillOutcome key={shown.jobId} plan={shown} fill={shown.fill} firstDay={shown.firstDay} onFurther={open} />
      )}
      <EarlierPlans kind="fill" shown={id} />
    </>
  )
}

/** Says where the numbers come from, and what of the pattern has no shift to be put on. */
function FromPattern({ without }: { readonly without: readonly string[] }) {
  if (without.length === 0)
    return (
      <Notice speaks="politely">
        <b>The numbers below are those of the shifts you tried.</b> Change them as you like, then fill.
      </Notice>
    )
  return (
    <Notice tone="warn" speaks="politely">
      <b>Some starts you tried are no shift of this service yet:</b> {without.join('; ')}. Add them as shift templates
      on the <Link to="/rota">rota</Link>, then come back; the other numbers below are those you tried.
    </Notice>
  )
}
