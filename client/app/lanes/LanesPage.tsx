import './lanes.css'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { lanesInOrder, type BoardLanes } from '#shared/allocations/boardLanes.ts'
import { boardLanes } from '#shared/allocations/boardLanesContract.ts'
import type { AnswerTo } from '#shared/kernel/query.ts'
import { formatDate } from '#shared/time/london.ts'
import { LanesForm } from './LanesForm.tsx'

/** What the lanes of the board are called, in which order they come and which are folded, from which day. */
export function LanesPage() {
  const asked = useAnswer(boardLanes, {}, { keep: true })
  return (
    <div className="wrap">
      <div className="stack">
        <div className="page-h">
          <div>
            <h1 className="h1">Lanes of the board</h1>
            <p className="lede">
              The names that your desk uses, in the order in which it works. No lane can be left out. What needs
              somebody now comes first and is never folded.
            </p>
          </div>
        </div>
        <Answered of={asked}>{(answer) => <Loaded answer={answer} />}</Answered>
      </div>
    </div>
  )
}

function Loaded({ answer: { now, rows, today } }: { readonly answer: AnswerTo<typeof boardLanes> }) {
  return (
    <>
      <LanesForm key={rows.length} start={now} today={today} />
      <Card title="Days from which the board was laid out otherwise" aside={rows.length}>
        {rows.length === 0 && (
          <EmptyState title="The usual lanes hold">
            A change is listed here with its day, its reason and who made it.
          </EmptyState>
        )}
        <ul className="lane-days">
          {rows.map((row) => (
            <li key={row.effectiveFrom}>
              <b>{formatDate(row.effectiveFrom)}</b> {row.why}. {row.byName}.
              <span className="muted"> {inWords(row)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

/** @example inWords(standardLanes) // 'Needs you now, To triage, To allocate, Out now' */
const inWords = ({ names, order, folded }: BoardLanes): string =>
  lanesInOrder({ order })
    .map((lane) => (folded.some((one) => one === lane) ? `${names[lane]} (folded)` : names[lane]))
    .join(', ')
