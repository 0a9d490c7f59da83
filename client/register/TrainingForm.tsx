import { useSend } from '#client/kernel/api.ts'
import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { keepOwnTraining, keepTraining, type TrainingRow } from '#shared/register/trainingContract.ts'
import { isLondonDay, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import type { Keeper } from './Beside.tsx'
import { readContractedHours } from './contractedHours.ts'

interface TrainingFormProps {
  readonly row: TrainingRow | null
  readonly keeper: Keeper
  readonly today: LondonDay
  readonly onClose: () => void
}

/** Puts training down, changes it, or strikes it out; whoever keeps the register also agrees it, but not their own. */
export function TrainingForm({ row, keeper, today, onClose }: TrainingFormProps) {
  const { entry, change, tie, errors, errorOf, setErrors, seenVersion, keep } = useEntry(
    () => ({
      day: (row?.day ?? today) as string,
      minutes: row ? formatMinutes(row.minutes) : '',
      what: row?.what ?? '',
      agreed: row?.agreed ?? keeper?.isMe === false,
      struck: row?.struck ?? false,
    }),
    row?.version,
  )
  const [own, of] = [useSend(keepOwnTraining), useSend(keepTraining)]
  const submit = async (): Promise<void> => {
    const length = readContractedHours(entry.minutes)
    const wrong = [
      ...(isLondonDay(entry.day) ? [] : [{ field: 'day', message: 'Give the day, like 16/11/2026' }]),
      ...(length.ok ? [] : [{ field: 'minutes', message: 'Give how long, like 3h or 1h 30m' }]),
      ...(entry.what.trim() === '' ? [{ field: 'what', message: 'Say what it was, in a line' }] : []),
    ]
    if (wrong.length > 0 || !length.ok) return setErrors(wrong)
    const { day, what, struck, agreed } = entry
    const sent = {
      trainingId: row?.id ?? null,
      seenVersion,
      day,
      minutes: length.value,
      what: what.trim(),
      struck,
    }
    const send = () => (keeper ? of.mutateAsync({ ...sent, personId: keeper.personId, agreed }) : own.mutateAsync(sent))
    const said = (): string => (keeper ? 'Kept on the register.' : 'Kept. A manager agrees it.')
    if (await keep(send, said)) onClose()
  }
  return (
    <FormDialog
      title={row ? row.what : 'Training that was done'}
      errors={errors}
      busy={own.isPending || of.isPending}
      does="Keep"
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label="What" hint="Like: case law update, Norbeck" width="l" {...tie('what')} />
      <div className="row">
        <TextField label="On" type="date" width="m" {...tie('day')} />
        <TextField label="How long" hint="Like 3h or 1h 30m" width="s" {...tie('minutes')} />
      </div>
      {keeper && !keeper.isMe && (
        <Checkbox
          id="agreed"
          label="Agreed as relevant"
          hint="Only what is agreed counts towards the 18 hours"
          checked={entry.agreed}
          aria-invalid={errorOf('agreed') === undefined ? undefined : true}
          onChange={(event) => change({ agreed: event.target.checked })}
        />
      )}
      {keeper?.isMe === true && <p className="muted small">Another manager agrees your own training.</p>}
      {row && (
        <Checkbox
          label="Put down by mistake"
          hint="It stays on the record and counts for nothing"
          checked={entry.struck}
          onChange={(event) => change({ struck: event.target.checked })}
        />
      )}
    </FormDialog>
  )
}
