import { Link } from '@tanstack/react-router'
import { buttonClass } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { Table } from '#client/ui/Table.tsx'
import type { PlanJobId } from '#shared/kernel/ids.ts'
import type { ShiftsResult } from '#shared/planner/shiftsWork.ts'
import type { PlannedStart } from '#shared/planner/simulate/compare.ts'
import { measureNames } from '#shared/planner/simulate/history.ts'
import { differenceWords, figure, measureWords, spanOf } from './planWords.ts'
import { Policies } from './Policies.tsx'
import { PresenceChart } from './PresenceChart.tsx'
import { Proposed } from './Proposed.tsx'

interface ShiftsOutcomeProps {
  readonly jobId: PlanJobId
  readonly result: ShiftsResult
  readonly onUse: (starts: readonly PlannedStart[]) => void
}

/** What a pattern would have done, beside today's, and how far that can be trusted. */
export function ShiftsOutcome({ jobId, result, onUse }: ShiftsOutcomeProps) {
  return (
    <>
      <Trust result={result} />
      <Card title="What these shifts would do">
        <p className="plan-say" role="status">
          {sentenceOf(result)}
        </p>
        <Measures result={result} />
        <p className="muted plan-note">
          An average week. The span is where nineteen of twenty quarters fall; both patterns meet the same{' '}
          {result.rounds} simulated quarters.
        </p>
        {result.tried && (
          <div className="btns no-print">
            <Link className={buttonClass({})} to="/plan/fill" search={{ pattern: jobId }}>
              Fill weeks with these numbers
            </Link>
          </div>
        )}
      </Card>
      <Card title="Who is there, and what the work asks for">
        <PresenceChart result={result} />
      </Card>
      {result.proposed.length > 0 && <Proposed result={result} onUse={onUse} />}
      {result.policies && <Policies policies={result.policies} />}
      <Card title="What this rests on">
        <ul className="method">
          {result.assumptions.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      </Card>
    </>
  )
}

function sentenceOf({ compared: { today, tried, difference } }: ShiftsResult): string {
  const [before, after] = [figure('toilMinutes', today.toilMinutes.mean), figure('toilMinutes', tried.toilMinutes.mean)]
  return `Work past the end of shifts: ${before} a week today, ${after} with these shifts: ${differenceWords('toilMinutes', difference.toilMinutes)}. Shifts that end late: ${differenceWords('late', difference.late)} a week.`
}

function Measures({ result: { compared } }: { readonly result: ShiftsResult }) {
  return (
    <Table caption="Each week, today and with these shifts" narrow="cards" className="labelled plan-measures">
      <thead>
        <tr>
          <th scope="col">Each week</th>
          <th scope="col">Today</th>
          <th scope="col">These shifts</th>
          <th scope="col">Difference</th>
        </tr>
      </thead>
      <tbody>
        {measureNames.map((measure) => (
          <tr key={measure}>
            <th scope="row">{measureWords(measure)}</th>
            <td data-label="Today">
              <span>
                {figure(measure, compared.today[measure].mean)}{' '}
                <span className="muted">{spanOf(measure, compared.today[measure])}</span>
              </span>
            </td>
            <td data-label="These shifts">
              <span>
                {figure(measure, compared.tried[measure].mean)}{' '}
                <span className="muted">{spanOf(measure, compared.tried[measure])}</span>
              </span>
            </td>
            <td data-label="Difference">
              <span>{differenceWords(measure, compared.difference[measure])}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** The simulation against what really happened: before it is believed about anything else. */
function Trust({ result: { reproduced, jobs, weeks } }: { readonly result: ShiftsResult }) {
  const { happened, simulated, outside } = reproduced
  const real = `${figure('toilMinutes', happened.toilMinutes)} a week worked past the end of shifts, ${figure('late', happened.late)} shifts late`
  const same = `${figure('toilMinutes', simulated.toilMinutes.mean)} (${spanOf('toilMinutes', simulated.toilMinutes)}) and ${figure('late', simulated.late.mean)} (${spanOf('late', simulated.late)})`
  if (outside.length === 0)
    return (
      <Notice tone="done">
        <b>It reproduces the past.</b> In the {weeks} weeks of the log, {jobs} jobs: {real}. Simulated over the rota as
        it was: {same}. Every figure below falls inside its span.
      </Notice>
    )
  return (
    <Notice tone="warn">
      <b>Take care with some figures.</b> In the {weeks} weeks of the log: {real}. Simulated over the rota as it was:{' '}
      {same}. Outside their spans, and not to be relied on:{' '}
      {outside.map((measure) => measureWords(measure).toLowerCase()).join('; ')}.
    </Notice>
  )
}
