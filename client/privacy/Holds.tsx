import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import { liftHold, type HoldLine } from '#shared/privacy/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatDate, formatInstant } from '#shared/time/london.ts'
import { AskDialog } from './AskDialog.tsx'
import { HoldDialog } from './HoldDialog.tsx'

/** What must not be released yet, for whom, and until when. */
export function Holds({ holds }: { readonly holds: readonly HoldLine[] }) {
  const [placing, setPlacing] = useState(false)
  const [lifting, setLifting] = useState<HoldLine | null>(null)
  return (
    <Card
      title="Legal holds"
      aside={
        <Button size="sm" onClick={() => setPlacing(true)}>
          Hold a record
        </Button>
      }
    >
      {holds.length === 0 ? (
        <EmptyState title="No record is on hold.">
          Hold one for an inquest, a complaint or a court: nothing of that person is released until it is lifted.
        </EmptyState>
      ) : (
        <HoldTable holds={holds} onLift={setLifting} />
      )}
      {placing && <HoldDialog onClose={() => setPlacing(false)} />}
      {lifting && (
        <AskDialog
          command={liftHold}
          title={`Lift the hold on ${referralNumber(lifting.number)}?`}
          says={<p>The record can be released again once its time of keeping is over.</p>}
          reason={{ field: 'why', label: 'Why' }}
          input={(why) => ({ markId: lifting.id, why })}
          button="Lift the hold"
          done={() => `The hold on ${referralNumber(lifting.number)} is lifted.`}
          onClose={() => setLifting(null)}
        />
      )}
    </Card>
  )
}

interface HoldTableProps {
  readonly holds: readonly HoldLine[]
  readonly onLift: (hold: HoldLine) => void
}

function HoldTable({ holds, onLift }: HoldTableProps) {
  return (
    <Table caption="Legal holds" hideCaption narrow="cards">
      <thead>
        <tr>
          <th scope="col">Reference</th>
          <th scope="col">Why</th>
          <th scope="col">For whom</th>
          <th scope="col">Until</th>
          <th scope="col">Placed</th>
          <th scope="col">
            <span className="vh">Lift</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {holds.map((hold) => (
          <tr key={hold.id}>
            <th scope="row">{referralNumber(hold.number)}</th>
            <td data-label="Why">{hold.note}</td>
            <td data-label="For whom">{hold.askedBy}</td>
            <td data-label="Until">{hold.onDay === null ? 'it is lifted' : formatDate(hold.onDay)}</td>
            <td data-label="Placed">
              {formatInstant(hold.placedAt)}
              <span className="sub">{hold.placedByName}</span>
            </td>
            <td>
              <Button size="sm" kind="q" onClick={() => onLift(hold)}>
                Lift<span className="vh"> the hold on {referralNumber(hold.number)}</span>
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
