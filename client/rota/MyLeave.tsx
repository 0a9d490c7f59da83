import { useState, type SubmitEvent } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { awayKinds, type AwayKind } from '#shared/rota/contract.ts'
import { askLeave, myLeave, withdrawLeave, type LeaveRow } from '#shared/rota/coverContract.ts'
import { leaveStates } from '#shared/rota/leave.ts'
import { isLondonDay } from '#shared/time/london.ts'
import { PartFields } from './PartFields.tsx'
import { readPart, wholeDays, type PartEntry } from './partEntry.ts'
import { leaveKindWords, leaveWords } from './rotaWords.ts'

/** One’s own leave, and a way to ask for more. */
export function MyLeave() {
  const asked = useAnswer(myLeave, {})
  const [asking, setAsking] = useState(false)
  const leave = asked.data?.leave ?? []
  return (
    <section className="card" aria-labelledby="my-leave">
      <div className="card-h">
        <h2 className="h3" id="my-leave">
          Leave
        </h2>
        <span className="r">
          <Button size="sm" icon="calendar" onClick={() => setAsking(true)}>
            Ask for leave
          </Button>
        </span>
      </div>
      {leave.length === 0 ? (
        <p className="none muted">Nothing asked for or to come.</p>
      ) : (
        <ul>
          {leave.map((one) => (
            <Mine key={one.id} leave={one} />
          ))}
        </ul>
      )}
      {asking && <AskLeave onClose={() => setAsking(false)} />}
    </section>
  )
}

function Mine({ leave }: { readonly leave: LeaveRow }) {
  const withdrawing = useSend(withdrawLeave)
  const withdraw = async (): Promise<void> => {
    const sent = await withdrawing.mutateAsync({ leaveId: leave.id, seenVersion: leave.version })
    toast(sent.ok ? { words: 'Taken back.', icon: 'check' } : { words: sent.refusal.message, icon: 'triangle' })
  }
  return (
    <li className="iss">
      <p>
        <b>{leaveKindWords(leave)}</b>, {leaveWords(leave)}: {leaveStates[leave.state].toLowerCase()}
        {leave.decidedWhy !== '' && `. ${leave.decidedWhy}`}
      </p>
      {(leave.state === 'asked' || leave.state === 'agreed') && (
        <div className="b">
          <Button size="sm" kind="q" busy={withdrawing.isPending} onClick={() => void withdraw()}>
            Take back
          </Button>
        </div>
      )}
    </li>
  )
}

interface Entry extends PartEntry {
  readonly kind: AwayKind
  readonly firstDay: string
  readonly lastDay: string
  readonly note: string
}

const kinds = (Object.keys(awayKinds) as AwayKind[]).map((value) => ({ value, label: awayKinds[value] }))

function AskLeave({ onClose }: { readonly onClose: () => void }) {
  const [entry, setEntry, forget] = useKept<Entry>('rota.leave', {
    kind: 'annual-leave',
    firstDay: '',
    lastDay: '',
    note: '',
    ...wholeDays,
  })
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const asking = useSend(askLeave)
  const errorOf = useErrorIn(errors)
  const { can } = useSession()
  const change = (part: Partial<Entry>): void => setEntry({ ...entry, ...part })

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (asking.isPending) return
    const missing = (['firstDay', 'lastDay'] as const).filter((field) => !isLondonDay(entry[field]))
    if (missing.length > 0)
      return setErrors(missing.map((field) => ({ field, message: 'Enter a day, like 19/11/2026' })))
    const { partStartsAt, partEndsAt, ...rest } = entry
    const read = readPart(entry.kind === 'toil' ? { partStartsAt, partEndsAt } : wholeDays)
    if (!read.ok) return setErrors(read.errors)
    try {
      const sent = await asking.mutateAsync({ ...rest, part: read.part })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      forget()
      const detail =
        sent.value.shifts > 0
          ? `You have ${sent.value.shifts} shifts on these days: they stay yours until it is agreed.`
          : undefined
      toast({ words: 'Asked for.', icon: 'check', detail })
      onClose()
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }

  return (
    <Dialog open title="Ask for leave" onClose={onClose}>
      <form className="shift-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <Select
          label="What"
          id="kind"
          name="kind"
          options={kinds.filter(({ value }) => value !== 'toil' || can('see own TOIL') || can('manage own shifts'))}
          error={errorOf('kind')}
          value={entry.kind}
          onChange={(event) => change({ kind: event.target.value as AwayKind })}
        />
        <TextField
          label="First day"
          id="firstDay"
          name="firstDay"
          type="date"
          width="m"
          value={entry.firstDay}
          error={errorOf('firstDay')}
          onChange={(event) => change({ firstDay: event.target.value })}
        />
        <TextField
          label="Last day"
          id="lastDay"
          name="lastDay"
          type="date"
          width="m"
          value={entry.lastDay}
          error={errorOf('lastDay')}
          onChange={(event) => change({ lastDay: event.target.value })}
        />
        {entry.kind === 'toil' && (
          <PartFields
            tie={(field) => ({
              id: field,
              value: entry[field],
              error: errorOf(field),
              onChange: (event) => change({ [field]: event.target.value }),
            })}
          />
        )}
        <TextField
          label="Note"
          hint="Only those who plan the rota read it."
          id="note"
          name="note"
          value={entry.note}
          error={errorOf('note')}
          onChange={(event) => change({ note: event.target.value })}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={asking.isPending}>
            Ask
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
