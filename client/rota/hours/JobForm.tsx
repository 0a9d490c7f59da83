import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { personId as personIdOf, type PersonId } from '#shared/kernel/ids.ts'
import { keepOtherJob, keepOtherJobOf, type OtherJobRow } from '#shared/rota/workingTimeContract.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { DayBoxes } from '../DayBoxes.tsx'
import { useKeepRule } from '../useKeepRule.ts'
import { jobEntryOf, readJob, type JobEntry } from './jobEntry.ts'

interface JobFormProps {
  readonly job: OtherJobRow | null
  /** Whose it may be; `null` for one’s own. */
  readonly people: readonly { readonly personId: PersonId; readonly name: string }[] | null
  readonly today: LondonDay
  readonly onClose: () => void
}

/** Declares work for another employer, changes what was declared, or says that it has ended. */
export function JobForm({ job, people, today, onClose }: JobFormProps) {
  const [entry, setEntry] = useState<JobEntry>(() => jobEntryOf(job, today))
  const [whose, setWhose] = useState<string>(job?.personId ?? '')
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const [own, of] = [useSend(keepOtherJob), useSend(keepOtherJobOf)]
  const change = (part: Partial<JobEntry>): void => setEntry({ ...entry, ...part })
  const text = (field: Exclude<keyof JobEntry, 'days'>) => ({
    id: field,
    value: entry[field],
    error: errorOf(field),
    onChange: (event: { readonly target: { readonly value: string } }) => change({ [field]: event.target.value }),
  })
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const read = readJob(entry, job)
    const missing = people !== null && whose === '' ? [{ field: 'personId', message: 'Choose whose work it is' }] : []
    if (read.toSend === null || missing.length > 0) return setErrors([...missing, ...read.errors])
    const sent = read.toSend
    const send = () =>
      people === null ? own.mutateAsync(sent) : of.mutateAsync({ ...sent, personId: personIdOf.parse(whose) })
    if (await keep(send, () => 'Kept. It counts from its first day.')) onClose()
  }
  return (
    <Dialog open title={job ? `Work for ${job.employer}` : 'Work for another employer'} onClose={onClose}>
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        {people !== null && (
          <Select
            label="Whose"
            id="personId"
            empty="Choose somebody"
            disabled={job !== null}
            options={people.map((one) => ({ value: one.personId, label: one.name }))}
            value={whose}
            error={errorOf('personId')}
            onChange={(event) => setWhose(event.target.value)}
          />
        )}
        <TextField label="Employer" hint="Or what the work is, where that is private" width="l" {...text('employer')} />
        <DayBoxes
          legend="On"
          id="days"
          days={entry.days}
          error={errorOf('days')}
          onChange={(days) => change({ days })}
        />
        <div className="row">
          <TextField label="From" hint="Like 18:00" width="s" {...text('startsAt')} />
          <TextField label="To" hint="Past midnight is the next day" width="s" {...text('endsAt')} />
          <TextField label="Break" hint="Minutes" width="s" inputMode="numeric" {...text('breakMinutes')} />
        </div>
        <div className="row">
          <TextField label="First day" type="date" width="m" {...text('firstDay')} />
          <TextField label="Last day" hint="Empty: until further notice" type="date" width="m" {...text('lastDay')} />
        </div>
        <div className="btns">
          <Button kind="p" type="submit" busy={own.isPending || of.isPending}>
            Keep
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
