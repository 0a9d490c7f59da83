import './toil.css'
import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { nowInstant } from '#client/kernel/clock.ts'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorMessage, TextArea, TextField } from '#client/ui/Field.tsx'
import { ReportLinks } from '#client/ui/ReportLinks.tsx'
import { Table } from '#client/ui/Table.tsx'
import { toast } from '#client/ui/toast.ts'
import { may } from '#shared/kernel/permission.ts'
import {
  closePayroll,
  payroll,
  reopenPayroll,
  type Closing,
  type HoursToPay,
  type Payroll as Answer,
  type PayrollLine,
} from '#shared/toil/ledgerContract.ts'
import { formatDate, formatDayShort, formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** What has moved since payroll last closed, a way to close it, and each closing as it was handed over. */
export function Payroll() {
  const answer = useAnswer(payroll, {})
  return (
    <div className="wrap">
      <div className="stack">
        <div className="page-h">
          <div>
            <h1 className="h1">Payroll</h1>
            <p className="lede">
              Decisions can be undone until payroll closes over their day. After that the ledger is corrected by new
              entries.
            </p>
            <ReportLinks />
          </div>
        </div>
        <Answered of={answer}>{(page) => <Page page={page} />}</Answered>
      </div>
    </div>
  )
}

function Page({ page }: { readonly page: Answer }) {
  const { person } = useSession()
  const keeps = may(person.roles, 'keep TOIL policies')
  return (
    <>
      <Card
        title="Since it last closed"
        aside={page.closedTo === null ? 'Never closed' : `Closed to ${formatDate(page.closedTo)}`}
      >
        <Lines lines={page.open} caption="What a closing to today would say" />
        {keeps && <CloseForm />}
      </Card>
      <Card title="Hours to pay" aside={page.hoursToPay.length}>
        <p className="muted">
          Paid instead of given back: late hours of AMHPs who are paid by the session, what they worked on no shift, and
          call-ins for which pay was agreed.
        </p>
        <ToPay hours={page.hoursToPay} none="None since payroll last closed." />
      </Card>
      {page.unsent.length > 0 && <Unsent claims={page.unsent} />}
      {page.closings.map((closing) => (
        <OneClosing key={closing.id} closing={closing} keeps={keeps} />
      ))}
    </>
  )
}

/** A closing leaves these out: somebody has to send them, their AMHP or a manager in their name. */
function Unsent({ claims }: { readonly claims: Answer['unsent'] }) {
  return (
    <Card title="Claims not sent" aside={claims.length}>
      <p className="muted">
        A closing does not hold these. For somebody who has left or is off sick, send them in their name.
      </p>
      <ul>
        {claims.map(({ claimId, personId, name, day, minutes }) => (
          <li key={claimId}>
            <Link to="/reports/toil/people/$personId" params={{ personId }}>
              {name}
            </Link>
            , {formatDayShort(day)}: <b>{formatMinutes(minutes)}</b>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function ToPay({ hours, none }: { readonly hours: readonly HoursToPay[]; readonly none: string }) {
  if (hours.length === 0) return <p className="muted">{none}</p>
  return (
    <ul>
      {hours.map((one) => (
        <li key={one.shiftId ?? one.allocationId}>
          {one.name}, {formatDayShort(one.day)},{' '}
          {one.shiftId === null ? 'on no shift' : one.why === 'call-in' ? 'called in' : 'late'}
          {one.numbers.length > 0 && ` on ${one.numbers.map((number) => `R-${number}`).join(', ')}`}:{' '}
          <b>{formatMinutes(one.minutes)}</b>
        </li>
      ))}
    </ul>
  )
}

const columns: readonly (readonly [
  keyof PayrollLine & ('earned' | 'taken' | 'paid' | 'expired' | 'adjusted' | 'balance'),
  string,
])[] = [
  ['earned', 'Earned'],
  ['taken', 'Taken'],
  ['paid', 'Paid'],
  ['expired', 'Run out'],
  ['adjusted', 'Corrected'],
  ['balance', 'Owed'],
]

function Lines({ lines, caption }: { readonly lines: readonly PayrollLine[]; readonly caption: string }) {
  if (lines.length === 0) return <p className="muted">Nobody has a ledger yet.</p>
  return (
    <Table caption={caption} hideCaption>
      <thead>
        <tr>
          <th scope="col">AMHP</th>
          {columns.map(([key, words]) => (
            <th key={key} scope="col" className="n">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.personId}>
            <th scope="row">{line.name}</th>
            {columns.map(([key]) => (
              <td key={key} className="n">
                {formatMinutes(line[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function CloseForm() {
  const [day, setDay] = useState<string>(londonDayOf(nowInstant()))
  const [error, setError] = useState<string | undefined>()
  const close = useSend(closePayroll)
  const send = async (): Promise<void> => {
    setError(undefined)
    try {
      const sent = await close.mutateAsync({ upTo: day })
      if (!sent.ok) return setError(sent.refusal.message)
      toast({ words: `Payroll is closed. ${sent.value.people} people are in it.` })
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  return (
    <div className="close-payroll no-print">
      <TextField
        label="Close payroll to"
        type="date"
        value={day}
        error={error}
        onChange={(event) => setDay(event.target.value)}
      />
      <Button busy={close.isPending} onClick={() => void send()}>
        Close payroll
      </Button>
    </div>
  )
}

function OneClosing({ closing, keeps }: { readonly closing: Closing; readonly keeps: boolean }) {
  const [asking, setAsking] = useState(false)
  const { upTo, closedAt, closedByName, reopened } = closing
  return (
    <Card title={`Closed to ${formatDate(upTo)}`} aside={reopened ? 'Opened again' : undefined}>
      <p className="muted">
        {closedByName}, {formatInstant(closedAt)}.{' '}
        {reopened && `Opened again by ${reopened.byName}, ${formatInstant(reopened.at)}: ${reopened.why}`}
      </p>
      <Lines lines={closing.lines} caption={`What it held, to ${formatDate(upTo)}`} />
      {closing.hoursToPay !== null && (
        <>
          <h3 className="h3">Hours to pay</h3>
          <ToPay hours={closing.hoursToPay} none="None." />
        </>
      )}
      {keeps && !reopened && (
        <Button size="sm" onClick={() => setAsking(true)}>
          Open again…<span className="vh"> the closing to {formatDate(upTo)}</span>
        </Button>
      )}
      {asking && <Reopen closing={closing} onClose={() => setAsking(false)} />}
    </Card>
  )
}

/** Nobody opens a period again without seeing what rests on it. */
function Reopen({ closing, onClose }: { readonly closing: Closing; readonly onClose: () => void }) {
  const [why, setWhy] = useState('')
  const [error, setError] = useState<string | null>(null)
  const reopen = useSend(reopenPayroll)
  const send = async (): Promise<void> => {
    if (why.trim() === '') return setError('Say why, for whoever audits it')
    setError(null)
    try {
      const sent = await reopen.mutateAsync({ closingId: closing.id, why: why.trim() })
      if (!sent.ok) return setError(sent.refusal.message)
      toast({ words: 'Payroll is open again.' })
      onClose()
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Open payroll to ${formatDate(closing.upTo)} again`}
      actions={
        <>
          <Button onClick={onClose}>Leave it closed</Button>
          <Button kind="d" busy={reopen.isPending} onClick={() => void send()}>
            Open it again
          </Button>
        </>
      }
    >
      {closing.dependsOn.length === 0 ? (
        <p>Nothing rests on it yet.</p>
      ) : (
        <ul>
          {closing.dependsOn.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      <TextArea label="Why" value={why} onChange={(event) => setWhy(event.target.value)} />
      {error && <ErrorMessage>{error}</ErrorMessage>}
    </Dialog>
  )
}
