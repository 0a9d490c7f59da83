import { Card } from '#client/ui/Card.tsx'
import { openIn, type FillResult } from '#shared/planner/fillWork.ts'
import type { Conflict, Proof } from '#shared/planner/proof.ts'
import { addDays, formatDayShort, type LondonDay } from '#shared/time/london.ts'
import { comparedWords, countWords, leastOpenWords } from './planWords.ts'

interface ProvedProps {
  readonly fill: FillResult
  readonly proof: Proof
  readonly firstDay: LondonDay
}

/** What a solver proved of these weeks, and how the rota differs from the one it began with. */
export function Proved({ fill, proof, firstDay }: ProvedProps) {
  const { leastOpen, conflict, without, was, changed, isBest } = proof
  return (
    <Card title="What was proved">
      <p className="plan-say">{leastOpenWords(leastOpen, openIn(fill))}</p>
      <p>
        {isBest ? 'Nothing better exists under these rules: proved. ' : ''}
        {changedWords(changed)}
      </p>
      {changed > 0 && (
        <ul className="method">
          {comparedWords(was, { open: openIn(fill), notMet: fill.notMet }).map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {conflict && <WhyImpossible conflict={conflict} shifts={fill.shifts} firstDay={firstDay} />}
      {without.length > 0 && (
        <>
          <h3 className="h3">What would help</h3>
          <ul className="method">
            {without.map(({ words, leastOpen: least }) => (
              <li key={words}>
                Were it not for {words}:{' '}
                {least === 0 ? 'perhaps none would be open.' : `${least} or more would still be open.`}
              </li>
            ))}
          </ul>
          <p className="muted">
            Only what a service may decide about is listed. Rest between shifts and approval are not.
          </p>
        </>
      )}
    </Card>
  )
}

const changedWords = (changed: number): string =>
  changed === 0
    ? 'No better rota than the one it began with was found.'
    : `A better rota was found: ${countWords(changed, 'duty is', 'duties are')} somebody else’s or on another day.`

interface WhyImpossibleProps {
  readonly conflict: Conflict
  readonly shifts: FillResult['shifts']
  readonly firstDay: LondonDay
}

/** The smallest set of needs and rules that cannot all be kept. */
function WhyImpossible({ conflict: { needs, because }, shifts, firstDay }: WhyImpossibleProps) {
  const days = [...new Set(needs.map(({ day }) => day))]
  const [first = 0, last = 0] = [days[0], days.at(-1)]
  return (
    <>
      <h3 className="h3">Why not everything can be met</h3>
      <p>
        {needs.length === 0
          ? 'These rules contradict each other, whoever is on what. Leave any one of them out, and there is a way:'
          : `Of ${days.length === 1 ? formatDayShort(addDays(firstDay, first)) : `${formatDayShort(addDays(firstDay, first))} to ${formatDayShort(addDays(firstDay, last))}`}, ${countWords(needs.length, 'shift', 'shifts')} cannot all have the people they need while all of this holds. Give way on any one, and they could:`}
      </p>
      <ul className="plan-open">
        {because.map(({ words, names }) => (
          <li key={words}>
            <details>
              <summary>
                {words}: {countWords(names.length, 'person', 'people')}
              </summary>
              <p className="method">{names.join(', ')}</p>
            </details>
          </li>
        ))}
        {needs.length > 0 && (
          <li>
            <details>
              <summary>{countWords(needs.length, 'shift', 'shifts')} to be covered</summary>
              <p className="method">
                {needs
                  .map(({ day, shift }) => `${formatDayShort(addDays(firstDay, day))} ${shifts[shift]?.name ?? ''}`)
                  .join(', ')}
              </p>
            </details>
          </li>
        )}
      </ul>
    </>
  )
}
