import './choosing.css'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { PlanLinks } from '#client/ui/PlanLinks.tsx'
import { choosing, type Choosing } from '#shared/allocations/choosingContract.ts'
import { weightCodes, weightFacts, type Weights } from '#shared/allocations/weights.ts'
import { formatDate } from '#shared/time/london.ts'
import { ChoosingForm } from './ChoosingForm.tsx'

/** How the order of a suggestion is weighed, from which day. It changes an order, never who may be chosen. */
export function ChoosingPage() {
  const asked = useAnswer(choosing, {}, { keep: true })
  return (
    <div className="wrap">
      <div className="stack">
        <div className="page-h">
          <div>
            <h1 className="h1">How choices are weighed</h1>
            <p className="lede">
              What counts how much in the order of a suggestion, in minutes of late work. It changes the order and
              nothing else: nobody is hidden, nothing is allocated by itself, and no outcome is ever scored.
            </p>
          </div>
        </div>
        <PlanLinks />
        <Answered of={asked}>{(answer) => <Loaded answer={answer} />}</Answered>
      </div>
    </div>
  )
}

function Loaded({ answer }: { readonly answer: Choosing }) {
  return (
    <>
      <ChoosingForm start={answer.now} today={answer.today} />
      <Card title="Days from which it was weighed otherwise" aside={answer.rows.length}>
        {answer.rows.length === 0 && (
          <EmptyState title="The standard weights hold">
            Each is shown above. A change is listed here with its day, its reason and who made it.
          </EmptyState>
        )}
        <ul className="choosing-days">
          {answer.rows.map((row, at) => (
            <li key={row.effectiveFrom}>
              <b>{formatDate(row.effectiveFrom)}</b> {row.why}. {row.byName}.
              <span className="muted"> {differences(row.weights, answer.rows[at + 1]?.weights)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

/** What a setting changed against the one before it. @example 'An hour of travel 30 → 60' */
function differences(weights: Weights, before: Weights | undefined): string {
  if (before === undefined) return ''
  const changed = weightCodes.filter((code) => weights[code] !== before[code])
  return changed.map((code) => `${weightFacts[code].words} ${before[code]} → ${weights[code]}`).join('; ')
}
