import './choosing.css'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { PlanPage } from '#client/ui/PlanPage.tsx'
import { choosing, type Choosing } from '#shared/allocations/choosingContract.ts'
import { weightCodes, weightFacts, type Weights } from '#shared/allocations/weights.ts'
import { urgencyScheme } from '#shared/referrals/urgencyContract.ts'
import { standardBands } from '#shared/referrals/urgencyTargets.ts'
import { formatDate } from '#shared/time/london.ts'
import { ChoosingForm } from './ChoosingForm.tsx'

/** How the order of a suggestion is weighed, from which day. It changes an order, never who may be chosen. */
export function ChoosingPage() {
  const asked = useAnswer(choosing, {}, { keep: true })
  return (
    <PlanPage
      title="How choices are weighed"
      lede="What counts how much in the order of a suggestion, in minutes of late work. It changes the order and nothing else: nobody is hidden, nothing is allocated by itself, and no outcome is ever scored."
    >
      <Answered of={asked}>{(answer) => <Loaded answer={answer} />}</Answered>
    </PlanPage>
  )
}

function Loaded({ answer }: { readonly answer: Choosing }) {
  const { words: names } = useAnswer(urgencyScheme, {}).data?.now ?? standardBands
  return (
    <>
      <ChoosingForm key={answer.rows.length} start={answer.now} today={answer.today} names={names} />
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

/** What a setting changed against the one before it. @example 'An hour of travel: was 30, became 60' */
function differences(weights: Weights, before: Weights | undefined): string {
  if (before === undefined) return ''
  const changed = weightCodes.filter((code) => weights[code] !== before[code])
  return changed.map((code) => `${weightFacts[code].words}: was ${before[code]}, became ${weights[code]}`).join('; ')
}
