import { Link } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { Card } from '#client/ui/Card.tsx'
import { planStates, plans, type PlanKind, type PlanRow } from '#shared/planner/contract.ts'
import { formatDate, formatInstant } from '#shared/time/london.ts'

/** What was worked out before, to open again: everybody who plans sees the same list. */
export function EarlierPlans({ kind, shown }: { readonly kind: PlanKind; readonly shown: string | undefined }) {
  const asked = useAnswer(plans, {}, { keep: true })
  const own = (asked.data?.plans ?? []).filter((plan) => plan.kind === kind && plan.jobId !== shown)
  if (own.length === 0) return null
  return (
    <Card title="Worked out before" className="no-print">
      <ul className="plan-list">
        {own.map((plan) => (
          <li key={plan.jobId}>
            <Link to={kind === 'fill' ? '/plan/fill' : '/plan/shifts'} search={{ plan: plan.jobId }}>
              {whatOf(plan)}
            </Link>{' '}
            <span className="muted">
              {formatInstant(plan.askedAt)}, {plan.askedByName}. {planStates[plan.state]}.
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const whatOf = ({ kind, firstDay, weeks, improves }: PlanRow): string =>
  kind === 'fill' && firstDay !== null
    ? `${weeks === 1 ? '1 week' : `${weeks} weeks`} from ${formatDate(firstDay)}${improves ? ', taken further' : ''}`
    : 'Shifts tried'
