import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { personId as personIdOf } from '#shared/kernel/ids.ts'
import { endOptOut, recordOptOut, type OptOutRow, type WorkingTime } from '#shared/rota/workingTimeContract.ts'
import { formatDate, isLondonDay, londonDay } from '#shared/time/london.ts'
import { useKeepRule } from '../useKeepRule.ts'

/** Who has agreed in writing to more than 48 hours. It lifts that one limit: never rest, breaks or nights. */
export function OptOuts({ answer }: { readonly answer: WorkingTime }) {
  const me = useSession().person.id
  const [open, setOpen] = useState<'new' | OptOutRow | null>(null)
  return (
    <Card
      title="Opt-outs from 48 hours"
      aside={
        <Button icon="plus" onClick={() => setOpen('new')}>
          Record an opt-out
        </Button>
      }
    >
      {answer.optOuts.length === 0 ? (
        <EmptyState title="Nobody has opted out">
          An opt-out lifts the 48 hours only. Rest is owed all the same.
        </EmptyState>
      ) : (
        <ul className="places">
          {answer.optOuts.map((one) => (
            <li key={one.id}>
              <span>
                <b>{one.name}</b>, signed {formatDate(one.signedOn)}, from {formatDate(one.from)}
                {one.until && `; ends ${formatDate(one.until)}`}
              </span>
              {one.until === null && one.personId !== me && (
                <Button size="sm" kind="q" onClick={() => setOpen(one)}>
                  Notice given<span className="vh"> by {one.name}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {open === 'new' && <RecordForm answer={answer} onClose={() => setOpen(null)} />}
      {open !== null && open !== 'new' && (
        <NoticeForm optOut={open} today={answer.today} onClose={() => setOpen(null)} />
      )}
    </Card>
  )
}

function RecordForm({ answer, onClose }: { readonly answer: WorkingTime; readonly onClose: () => void }) {
  const me = useSession().person.id
  const [personId, setPersonId] = useState('')
  const [signedOn, setSignedOn] = useState<string>(answer.today)
  const [firstDay, setFirstDay] = useState<string>(answer.today)
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const sending = useSend(recordOptOut)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const wrong = [
      ...(personId === '' ? [{ field: 'personId', message: 'Choose who has signed' }] : []),
      ...(isLondonDay(signedOn) ? [] : [{ field: 'signedOn', message: 'Give the day, like 16/11/2026' }]),
      ...(isLondonDay(firstDay) ? [] : [{ field: 'firstDay', message: 'Give the day, like 16/11/2026' }]),
    ]
    if (wrong.length > 0) return setErrors(wrong)
    const input = { personId: personIdOf.parse(personId), signedOn, firstDay }
    const kept = await keep(
      () => sending.mutateAsync(input),
      () => 'Recorded.',
    )
    if (kept) onClose()
  }
  const others = answer.people.filter((one) => one.personId !== me)
  return (
    <Dialog open title="Record an opt-out" onClose={onClose}>
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <p>
          They must have signed it: nobody is asked to, and nobody loses by refusing (Employment Rights Act 1996 s.45A).
        </p>
        <Select
          label="Who has signed"
          id="personId"
          empty="Choose somebody"
          options={others.map((one) => ({ value: one.personId, label: one.name }))}
          value={personId}
          error={errorOf('personId')}
          onChange={(event) => setPersonId(event.target.value)}
        />
        <div className="row">
          <TextField
            label="Signed on"
            id="signedOn"
            type="date"
            width="m"
            value={signedOn}
            error={errorOf('signedOn')}
            onChange={(event) => setSignedOn(event.target.value)}
          />
          <TextField
            label="Holds from"
            id="firstDay"
            type="date"
            width="m"
            value={firstDay}
            error={errorOf('firstDay')}
            onChange={(event) => setFirstDay(event.target.value)}
          />
        </div>
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

interface NoticeFormProps {
  readonly optOut: OptOutRow
  readonly today: string
  readonly onClose: () => void
}

function NoticeForm({ optOut, today, onClose }: NoticeFormProps) {
  const [noticeOn, setNoticeOn] = useState(today)
  const [days, setDays] = useState('7')
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const sending = useSend(endOptOut)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const noticeDays = /^\d{1,2}$/.test(days.trim()) ? Number(days) : 0
    const wrong = [
      ...(isLondonDay(noticeOn) ? [] : [{ field: 'noticeOn', message: 'Give the day, like 16/11/2026' }]),
      ...(noticeDays >= 7 && noticeDays <= 92 ? [] : [{ field: 'noticeDays', message: 'Give 7 to 92 days' }]),
    ]
    if (wrong.length > 0) return setErrors(wrong)
    const kept = await keep(
      () => sending.mutateAsync({ optOutId: optOut.id, seenVersion: optOut.version, noticeOn, noticeDays }),
      ({ lastDay }) => `It ends on ${formatDate(londonDay(lastDay))}.`,
    )
    if (kept) onClose()
  }
  return (
    <Dialog open title={`${optOut.name} has given notice`} onClose={onClose}>
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <div className="row">
          <TextField
            label="Given on"
            id="noticeOn"
            type="date"
            width="m"
            value={noticeOn}
            error={errorOf('noticeOn')}
            onChange={(event) => setNoticeOn(event.target.value)}
          />
          <TextField
            label="Days of notice"
            hint="7, or what was agreed"
            id="noticeDays"
            width="s"
            inputMode="numeric"
            value={days}
            error={errorOf('noticeDays')}
            onChange={(event) => setDays(event.target.value)}
          />
        </div>
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            Record the notice
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
