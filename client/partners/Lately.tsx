import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Table } from '#client/ui/Table.tsx'
import { partnerLately, type PartnerLatelyRow, type PartnerRow } from '#shared/partners/contract.ts'
import { formatInstant } from '#shared/time/london.ts'

const stages: Record<PartnerLatelyRow['stage'], string> = {
  'waiting-for-triage': 'Waiting for triage',
  'being-considered': 'Being considered',
  closed: 'Closed',
}

/** What came in from a partner lately, to compare on the telephone with what it sent. */
export function Lately({ partner }: { readonly partner: PartnerRow }) {
  const [open, setOpen] = useState(false)
  return (
    <div className="lately">
      <Button kind="q" size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
        What came in lately<span className="vh"> from {partner.name}</span>
      </Button>
      {open && <Arrived partner={partner} />}
    </div>
  )
}

function Arrived({ partner }: { readonly partner: PartnerRow }) {
  const asked = useAnswer(partnerLately, { partnerId: partner.id })
  return (
    <Answered of={asked}>
      {(found) => (
        <Table caption={`The latest ${found?.sent.length ?? 0} from ${partner.name}, the newest first`} narrow="fits">
          <thead>
            <tr>
              <th scope="col">Reference</th>
              <th scope="col">Came in</th>
              <th scope="col">Where it stands</th>
            </tr>
          </thead>
          <tbody>
            {found?.sent.map(({ reference, acceptedAt, stage }) => (
              <tr key={reference}>
                <th scope="row">{reference}</th>
                <td>{formatInstant(acceptedAt)}</td>
                <td>{stages[stage]}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Answered>
  )
}
