import { useSend } from '#client/kernel/api.ts'
import { Select, TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { personId as personIdOf, type PersonId } from '#shared/kernel/ids.ts'
import { keepOtherJob, keepOtherJobOf, type OtherJobRow } from '#shared/rota/workingTimeContract.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { DayBoxes } from '../DayBoxes.tsx'
import { jobEntryOf, readJob } from './jobEntry.ts'

interface JobFormProps {
  readonly job: OtherJobRow | null
  /** Whose it may be; `null` for one’s own. */
  readonly people: readonly { readonly personId: PersonId; readonly name: string }[] | null
  readonly today: LondonDay
  readonly onClose: () => void
}

/** Declares work for another employer, changes what was declared, or says that it has ended. */
export function JobForm({ job, people, today, onClose }: JobFormProps) {
  const { entry, change, tie, errors, errorOf, setErrors, keep } = useEntry(() => ({
    ...jobEntryOf(job, today),
    personId: (job?.personId ?? '') as string,
  }))
  const whose = entry.personId
  const [own, of] = [useSend(keepOtherJob), useSend(keepOtherJobOf)]
  const submit = async (): Promise<void> => {
    const read = readJob(entry, job)
    const missing = people !== null && whose === '' ? [{ field: 'personId', message: 'Choose whose work it is' }] : []
    if (read.toSend === null || missing.length > 0) return setErrors([...missing, ...read.errors])
    const sent = read.toSend
    const send = () =>
      people === null ? own.mutateAsync(sent) : of.mutateAsync({ ...sent, personId: personIdOf.parse(whose) })
    if (await keep(send, () => 'Kept. It counts from its first day.')) onClose()
  }
  return (
    <FormDialog
      title={job ? `Work for ${job.employer}` : 'Work for another employer'}
      errors={errors}
      busy={own.isPending || of.isPending}
      does="Keep"
      onSubmit={submit}
      onClose={onClose}
    >
      {people !== null && (
        <Select
          label="Whose"
          empty="Choose somebody"
          disabled={job !== null}
          options={people.map((one) => ({ value: one.personId, label: one.name }))}
          {...tie('personId')}
        />
      )}
      <TextField label="Employer" hint="Or what the work is, where that is private" width="l" {...tie('employer')} />
      <DayBoxes legend="On" id="days" days={entry.days} error={errorOf('days')} onChange={(days) => change({ days })} />
      <div className="row">
        <TextField label="From" hint="Like 18:00" width="s" {...tie('startsAt')} />
        <TextField label="To" hint="Past midnight is the next day" width="s" {...tie('endsAt')} />
        <TextField label="Break" hint="Minutes" width="s" inputMode="numeric" {...tie('breakMinutes')} />
      </div>
      <div className="row">
        <TextField label="First day" type="date" width="m" {...tie('firstDay')} />
        <TextField label="Last day" hint="Empty: until further notice" type="date" width="m" {...tie('lastDay')} />
      </div>
    </FormDialog>
  )
}
