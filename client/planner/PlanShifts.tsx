import { useNavigate, useSearch } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { printPage } from '#client/ui/takeAway.ts'
import { planningStart, type PlanningStart } from '#shared/planner/contract.ts'
import { EarlierPlans } from './EarlierPlans.tsx'
import { PlanLinks } from '#client/ui/PlanLinks.tsx'
import { PlanProgress } from './PlanProgress.tsx'
import { ShiftsForm } from './ShiftsForm.tsx'
import { ShiftsOutcome } from './ShiftsOutcome.tsx'
import { usePatternEntry } from './patternEntry.ts'
import { usePlan } from './usePlan.ts'
import './planner.css'

/** Which shifts: change starts and numbers, and see what it would have done to the service's own work. */
export function PlanShifts() {
  const start = useAnswer(planningStart, {}, { keep: true })
  return (
    <div className="wrap">
      <div className="stack plan">
        <div className="page-h">
          <div>
            <h1 className="h1">Plan: which shifts</h1>
            <p className="lede">
              Try other starts and numbers on the service’s own referrals, waits and finishes, before anybody’s week
              changes.
            </p>
          </div>
          <div className="r no-print">
            <Button icon="print" onClick={printPage}>
              Print
            </Button>
          </div>
        </div>
        <PlanLinks />
        <Answered of={start}>{(answer) => <Try key={answer.nextMonday} start={answer} />}</Answered>
      </div>
    </div>
  )
}

function Try({ start }: { readonly start: PlanningStart }) {
  const { plan: id } = useSearch({ strict: false })
  const navigate = useNavigate()
  const entry = usePatternEntry(start)
  const plan = usePlan(id)
  const shown = plan.data?.kind === 'shifts' ? plan.data : null
  return (
    <>
      <ShiftsForm
        start={start}
        entry={entry}
        onAsked={(jobId) => void navigate({ to: '/plan/shifts', search: { plan: jobId } })}
      />
      {shown && <PlanProgress plan={shown} />}
      {shown?.shifts && <ShiftsOutcome jobId={shown.jobId} result={shown.shifts} onUse={entry.useWeekdays} />}
      <EarlierPlans kind="shifts" shown={id} />
    </>
  )
}
