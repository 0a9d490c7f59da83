import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { personId as personIdOf } from '#shared/kernel/ids.ts'
import { endOptOut, recordOptOut, type OptOutRow, type WorkingTime } from '#shared/rota/workingTimeContract.ts'
import { formatDate, isLondonDay, londonDay } from '#shared/time/london.ts'

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

const giveDay = (field: string, day: string) =>
  isLondonDay(day) ? [] : [{ field, message: 'Give the day, like 16/11/2026' }]

function RecordForm({ answer, onClose }: { readonly answer: WorkingTime; readonly onClose: () => void }) {
  const me = useSession().person.id
  const { entry, tie, errors, setErrors, keep } = useEntry(() => ({
    personId: '',
    signedOn: answer.today as string,
    firstDay: answer.today as string,
  }))
  const sending = useSend(recordOptOut)
  const submit = async (): Promise<void> => {
    const { personId, signedOn, firstDay } = entry
    const wrong = [
      ...(personId === '' ? [{ field: 'personId', message: 'Choose who has signed' }] : []),
      ...giveDay('signedOn', signedOn),
      ...giveDay('firstDay', firstDay),
    ]
    if (wrong.length > 0) return setErrors(wrong)
    const input = { personId: personIdOf.parse(personId), signedOn, firstDay }
    const said = (): string => 'Recorded.'
    if (await keep(() => sending.mutateAsync(input), said)) onClose()
  }
  const others = answer.people.filter((one) => one.personId !== me)
  return (
    <FormDialog
      title="Record an opt-out"
      errors={errors}
      busy={sending.isPending}
      does="Record it"
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        They must have signed it: nobody is asked to, and nobody loses by refusing (Employment Rights Act 1996 s.45A).
      </p>
      <Select
        label="Who has signed"
        empty="Choose somebody"
        options={others.map((one) => ({ value: one.personId, label: one.name }))}
        {...tie('personId')}
      />
      <div className="row">
        <TextField label="Signed on" type="date" width="m" {...tie('signedOn')} />
        <TextField label="Holds from" type="date" width="m" {...tie('firstDay')} />
      </div>
    </FormDialog>
  )
}

interface NoticeFormProps {
  readonly optOut: OptOutRow
  readonly today: string
  readonly onClose: () => void
}

function NoticeForm({ optOut, today, onClose }: NoticeFormProps) {
  const { entry, tie, errors, setErrors, keep } = useEntry(() => ({ noticeOn: today, noticeDays: '7' }))
  const sending = useSend(endOptOut)
  const submit = async (): Promise<void> => {
    const { noticeOn } = entry
    const noticeDays = /^\d{1,2}$/.test(entry.noticeDays.trim()) ? Number(entry.noticeDays) : 0
    const wrong = [
      ...giveDay('noticeOn', noticeOn),
      ...(noticeDays >= 7 && noticeDays <= 92 ? [] : [{ field: 'noticeDays', message: 'Give 7 to 92 days' }]),
    ]
    if (wrong.length > 0) return setErrors(wrong)
    const input = { optOutId: optOut.id, seenVersion: optOut.version, noticeOn, noticeDays }
    const said = ({ lastDay }: { readonly lastDay: string }): string => `It ends on ${formatDate(londonDay(lastDay))}.`
    if (await keep(() => sending.mutateAsync(input), said)) onClose()
  }
  return (
    <FormDialog
      title={`${optOut.name} has given notice`}
      errors={errors}
      busy={sending.isPending}
      does="Record the notice"
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="row">
        <TextField label="Given on" type="date" width="m" {...tie('noticeOn')} />
        <TextField
          label="Days of notice"
          hint="7, or what was agreed"
          width="s"
          inputMode="numeric"
          {...tie('noticeDays')}
        />
      </div>
    </FormDialog>
  )
}
