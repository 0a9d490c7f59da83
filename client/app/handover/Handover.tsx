import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import { kindWords } from '#shared/handover/codes.ts'
import { handoverLines, handoverNow, type HandoverLine } from '#shared/handover/contract.ts'
import type { HandoverId } from '#shared/kernel/ids.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import './handover.css'
import { becameWords } from './handoverState.ts'
import { Offers } from './Offers.tsx'
import { Prepare } from './Prepare.tsx'

/** Handing the desk over: what is offered to me or by me, what is open now, and how earlier ones went. */
export function Handover() {
  const asked = useAnswer(handoverNow, {})
  const lines = useAnswer(handoverLines, {})
  const [justOffered, setJustOffered] = useState<HandoverId | null>(null)
  return (
    <div className="wrap">
      <div className="page-h">
        <h1 className="h1">Handover</h1>
      </div>
      <div className="stack">
        {lines.data && <Offers lines={lines.data} justOffered={justOffered} />}
        <Answered of={asked}>{(now) => <Prepare handover={now} onOffered={setJustOffered} />}</Answered>
        <Answered of={lines}>
          {(all) => (
            <Earlier lines={all.lines.filter(({ state }) => state !== 'offered')} outOfHours={all.outOfHoursName} />
          )}
        </Answered>
      </div>
    </div>
  )
}

function Earlier({ lines, outOfHours }: { readonly lines: readonly HandoverLine[]; readonly outOfHours: string }) {
  const today = londonDayOf(useNow(60_000))
  const { person } = useSession()
  return (
    <Card title="Handovers of the last fortnight">
      {lines.length === 0 ? (
        <EmptyState title="None yet">What is offered and answered stays here as it was.</EmptyState>
      ) : (
        <Table caption="Handovers of the last fortnight" hideCaption narrow="cards" className="labelled">
          <thead>
            <tr>
              <th scope="col">Offered</th>
              <th scope="col">By</th>
              <th scope="col">To</th>
              <th scope="col">What became of it</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id}>
                <th scope="row">
                  <Link to="/handover/$handoverId" params={{ handoverId: line.id }}>
                    {formatInstant(line.offeredAt, today)}
                  </Link>
                </th>
                <td data-label="By">{line.givenByName}</td>
                <td data-label="To">{kindWords(line.kind, outOfHours)}</td>
                <td data-label="What became of it">{becameWords(line, person.name)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}
