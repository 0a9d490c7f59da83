import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { toast } from '#client/ui/toast.ts'
import { settleRest, type RestDebtRow, type WorkingTime } from '#shared/rota/workingTimeContract.ts'
import { formatDate, formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { useKeepRule } from '#client/ui/useKeepRule.ts'

/** Rest that was cut short and has not been made good. A manager confirms each; TOIL never settles one. */
export function RestOwed({ answer }: { readonly answer: WorkingTime }) {
  const [open, setOpen] = useState<RestDebtRow | null>(null)
  return (
    <Card title="Rest owed" aside={answer.debts.length > 0 ? String(answer.debts.length) : undefined}>
      {answer.debts.length === 0 ? (
        <EmptyState title="No rest is owed">
          Whoever starts less than eleven hours after they finished is listed here until it is made good.
        </EmptyState>
      ) : (
        <Table caption="Rest owed" hideCaption narrow="cards" className="labelled">
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Finished</th>
              <th scope="col">Started again</th>
              <th scope="col" className="n">
                Owed
              </th>
              <th scope="col">By</th>
              <th scope="col">
                <span className="vh">Settle</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.debts.map((debt) => (
              <Owed key={debt.shiftId} debt={debt} onOpen={() => setOpen(debt)} />
            ))}
          </tbody>
        </Table>
      )}
      <Settled answer={answer} />
      {open && <CannotGive debt={open} onClose={() => setOpen(null)} />}
    </Card>
  )
}

function Owed({ debt, onOpen }: { readonly debt: RestDebtRow; readonly onOpen: () => void }) {
  const me = useSession().person.id
  const sending = useSend(settleRest)
  const give = async (): Promise<void> => {
    const sent = await sending.mutateAsync({ shiftId: debt.shiftId, how: 'given', why: '' })
    toast(sent.ok ? { words: 'Settled.', icon: 'check' } : { words: sent.refusal.message, icon: 'triangle' })
  }
  return (
    <tr>
      <th scope="row">{debt.name}</th>
      <td data-label="Finished">{formatInstant(debt.earlierEndsAt)}</td>
      <td data-label="Started again">{formatInstant(debt.laterStartsAt)}</td>
      <td data-label="Owed" className="n">
        {formatMinutes(debt.owed)}
        {debt.settled > 0 && (
          <span className="small muted"> more: {formatMinutes(debt.settled)} was settled before a correction</span>
        )}
      </td>
      <td data-label="By">
        {formatDate(debt.dueOn)}{' '}
        {debt.isLate && (
          <Tag tone="breach-soft" icon="octagon">
            Overdue
          </Tag>
        )}
      </td>
      <td>
        {debt.personId === me ? (
          <span className="muted">Somebody else settles yours</span>
        ) : debt.paidBy ? (
          <Button size="sm" busy={sending.isPending} onClick={() => void give()}>
            Given {formatInstant(debt.paidBy.start)}
            <span className="vh"> to {debt.name}</span>
          </Button>
        ) : (
          <Button size="sm" kind="q" onClick={onOpen}>
            Cannot be given<span className="vh"> to {debt.name}</span>
          </Button>
        )}
      </td>
    </tr>
  )
}

function Settled({ answer: { settled } }: { readonly answer: WorkingTime }) {
  if (settled.length === 0) return null
  return (
    <details className="settled">
      <summary>Settled: the last {settled.length}</summary>
      <ul>
        {settled.map((one) => (
          <li key={`${one.shiftId} ${one.at}`}>
            <b>{one.name}</b>, {formatMinutes(one.owed)} for the start on {formatInstant(one.laterStartsAt)}:{' '}
            {one.given
              ? `given ${formatInstant(one.given.start)} to ${formatInstant(one.given.end)}`
              : `could not be given. ${one.why}`}
            <span className="muted"> {one.byName}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function CannotGive({ debt, onClose }: { readonly debt: RestDebtRow; readonly onClose: () => void }) {
  const [why, setWhy] = useState('')
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const sending = useSend(settleRest)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (why.trim() === '') return setErrors([{ field: 'why', message: 'Say why, in a line' }])
    const kept = await keep(
      () => sending.mutateAsync({ shiftId: debt.shiftId, how: 'not-given', why }),
      () => 'Recorded.',
    )
    if (kept) onClose()
  }
  return (
    <Dialog open title={`Rest that cannot be given to ${debt.name}`} onClose={onClose}>
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <p>
          Equivalent rest is given wherever possible (Working Time Regulations 1998 reg 24). TOIL is time off for hours
          worked, and settles no rest.
        </p>
        <TextField
          label="Why, and what protects them instead"
          id="why"
          value={why}
          error={errorOf('why')}
          onChange={(event) => setWhy(event.target.value)}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            Record it
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
