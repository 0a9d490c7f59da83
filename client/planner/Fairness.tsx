import { Card } from '#client/ui/Card.tsx'
import { Table } from '#client/ui/Table.tsx'
import type { FillResult } from '#shared/planner/fillWork.ts'

/** Who has how much: against what they owe by contract and leave, and against a fair share of the unsocial. */
export function Fairness({ fill }: { readonly fill: FillResult }) {
  const people = fill.people.filter(({ duties, owed }) => duties + owed > 0)
  return (
    <Card title="Who has what">
      <Table caption="Duties and unsocial duties of each person" hideCaption narrow="scroll">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col" className="n">
              Duties
            </th>
            <th scope="col" className="n">
              Due by contract and leave
            </th>
            <th scope="col" className="n">
              Late, weekend, bank holiday
            </th>
            <th scope="col" className="n">
              The same, 12 weeks before
            </th>
            <th scope="col" className="n">
              Fair share
            </th>
            <th scope="col">In words</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ id, name, duties, owed, unsocial, had, share }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td data-label="Duties" className="n">
                {duties}
              </td>
              <td data-label="Due" className="n">
                {owed}
              </td>
              <td data-label="Unsocial" className="n">
                {unsocial}
              </td>
              <td data-label="12 weeks before" className="n">
                {had}
              </td>
              <td data-label="Fair share" className="n">
                {share === null ? '–' : share.toFixed(1)}
              </td>
              <td data-label="In words">{shareWords(unsocial, share)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="muted">
        A fair share goes by hours and leave, among those who work these duties, and makes up for the last twelve weeks
        by at most two.
      </p>
    </Card>
  )
}

function shareWords(unsocial: number, share: number | null): string {
  if (share === null) return 'Works none of these'
  const difference = unsocial - share
  if (Math.abs(difference) <= 1) return 'About their share'
  return difference > 0
    ? `${difference.toFixed(1)} more than their share`
    : `${(-difference).toFixed(1)} fewer than their share`
}
