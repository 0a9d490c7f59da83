import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Table } from '#client/ui/Table.tsx'
import type { ShiftsResult } from '#shared/planner/shiftsWork.ts'
import type { PlannedStart } from '#shared/planner/simulate/compare.ts'
import { clockOf, figure, spanOf } from './planWords.ts'

interface ProposedProps {
  readonly result: ShiftsResult
  readonly onUse: (starts: readonly PlannedStart[]) => void
}

/** Starts for as many people, found from the work itself: the best few by cover, simulated. */
export function Proposed({ result: { proposed }, onUse }: ProposedProps) {
  return (
    <Card title="Starts that the work itself asks for">
      <p className="muted">
        For as many people on weekdays as you tried, at most four different starts, and somebody there from the first
        start until 21:00. In the order of the time worked past the end of shifts.
      </p>
      <Table caption="Proposed starts" hideCaption narrow="cards" className="labelled">
        <thead>
          <tr>
            <th scope="col">Starts</th>
            <th scope="col">Past the end of shifts, each week</th>
            <th scope="col">Urgent, over 4 hours after the call</th>
            <th scope="col">
              <span className="vh">Use</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {proposed.map(({ starts, week }) => {
            const words = starts.map(({ start, people }) => `${clockOf(start)} × ${people}`).join(', ')
            return (
              <tr key={words}>
                <th scope="row">{words}</th>
                <td data-label="Past the end">
                  <span>
                    {figure('toilMinutes', week.toilMinutes.mean)}{' '}
                    <span className="muted">{spanOf('toilMinutes', week.toilMinutes)}</span>
                  </span>
                </td>
                <td data-label="Urgent, late">{figure('urgentLate', week.urgentLate.mean)}</td>
                <td className="no-print">
                  <Button size="sm" onClick={() => onUse(starts)}>
                    Put into the form<span className="vh">: {words}</span>
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </Table>
    </Card>
  )
}
