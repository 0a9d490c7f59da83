import { Card } from '#client/ui/Card.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { Table } from '#client/ui/Table.tsx'
import {
  policyMeasures,
  type PoliciesResult,
  type PolicyMeasure,
  type PolicyRow,
} from '#shared/planner/policies/comparePolicies.ts'
import { policyFigure, policySpan } from './policyWords.ts'
import { PriceSlider } from './PriceSlider.tsx'

const columns = Object.keys(policyMeasures) as readonly PolicyMeasure[]

/** Who is asked first, and whether late finishes are reckoned with: six ways over the same work, and what a dearer hand-over buys. */
export function Policies({ policies }: { readonly policies: PoliciesResult }) {
  const { six, frontier, rounds, left, own, assumed } = policies
  return (
    <>
      <Card title="Ways of giving out the work">
        <p className="muted plan-note">
          A simpler simulation, for directions and no forecasts: weekdays only, each of the six over the same {rounds}{' '}
          simulated quarters.
        </p>
        <PastOfPolicies past={policies.past} />
        {left ? (
          <p>Between 1 and 20 people on weekdays are compared in this way. Change the numbers above to see it.</p>
        ) : (
          <PolicyTable caption="Each week, in each of six ways" rows={six} />
        )}
        <Reckoned />
      </Card>
      {frontier.length > 0 && <PriceSlider frontier={frontier} />}
      <Card title="What these ways rest on">
        <p className="plan-from">
          <b>From your log:</b> {own.join('; ')}.
        </p>
        <p className="plan-from">
          <b>Assumed, until a log says otherwise:</b> {assumed.join('; ')}.
        </p>
      </Card>
    </>
  )
}

const Reckoned = () => (
  <p className="muted plan-note">
    By area: only those of the referral’s own area are asked. Hub: everybody is. Scored: late finishes, travel and
    waiting are reckoned with before a job is given, and it may be held for somebody who begins later, handed to the
    evening team or moved to the next day.
  </p>
)

function PolicyTable({ caption, rows }: { readonly caption: string; readonly rows: readonly PolicyRow[] }) {
  return (
    <Table caption={caption} narrow="cards" className="labelled plan-measures">
      <thead>
        <tr>
          <th scope="col">Way</th>
          {columns.map((measure) => (
            <th key={measure} scope="col">
              {policyMeasures[measure]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, week }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {columns.map((measure) => (
              <td key={measure} data-label={policyMeasures[measure]}>
                <span>
                  {policyFigure(measure, week[measure].mean)}{' '}
                  <span className="muted">{policySpan(measure, week[measure])}</span>
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** What the log says of today's shifts beside what this simulation makes of them, before anything else is read from it. */
function PastOfPolicies({ past: { happened, ways } }: Pick<PoliciesResult, 'past'>) {
  if (ways.length === 0) return null
  const like = ways.filter(
    ({ week: { toilHours } }) => happened.toilHours >= toilHours.low && happened.toilHours <= toilHours.high,
  )
  const real = `${policyFigure('toilHours', happened.toilHours)} a week worked past the end of weekday shifts`
  const each = ways
    .map(
      ({ name, week: { toilHours } }) =>
        `${name.split(', ').slice(1).join(', ')} ${policyFigure('toilHours', toilHours.mean)} (${policySpan('toilHours', toilHours)})`,
    )
    .join('; ')
  return (
    <Notice tone={like.length > 0 ? 'done' : 'warn'}>
      <b>{like.length > 0 ? 'First the past.' : 'First the past: take these as directions only.'}</b> Your log: {real}.
      Today’s shifts simulated: {each}.{' '}
      {like.length > 0
        ? `The log falls inside the span of: ${like.map(({ name }) => name.split(', ').slice(1).join(', ')).join('; ')}.`
        : 'The log falls inside none of these spans.'}
    </Notice>
  )
}
