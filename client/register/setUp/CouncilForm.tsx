import { useSend } from '#client/kernel/api.ts'
import { TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { keepCouncil, type CouncilSetUp } from '#shared/register/setUpContract.ts'
import { formatDate, isLondonDay, londonDay, type LondonDay } from '#shared/time/london.ts'

interface CouncilFormProps {
  readonly row: CouncilSetUp | null
  readonly today: LondonDay
  readonly onClose: () => void
}

const kinds = [
  { value: 'yes', label: 'The service acts for it' },
  { value: 'no', label: 'A neighbour that approves AMHPs' },
] as const

const begun = (row: CouncilSetUp | null) => ({
  name: row?.name ?? '',
  actedFor: (row?.actedFor ?? true) ? ('yes' as 'yes' | 'no') : 'no',
  lastDay: (row?.lastDay ?? '') as string,
})

/** Adds a council, renames it, or sets its last day. */
export function CouncilForm({ row, today, onClose }: CouncilFormProps) {
  const { entry, change, tie, errors, errorOf, setErrors, seenVersion, keep } = useEntry(() => begun(row), row?.version)
  const sending = useSend(keepCouncil)
  const send = async (): Promise<void> => {
    const { name, lastDay } = entry
    const actedFor = entry.actedFor === 'yes'
    const wrong = [
      ...(name.trim() === '' ? [{ field: 'name', message: 'Enter the council’s name' }] : []),
      ...(lastDay === '' || isLondonDay(lastDay)
        ? []
        : [{ field: 'lastDay', message: 'Give the last day, like 31/03/2027, or leave it empty' }]),
    ]
    if (wrong.length > 0) return setErrors(wrong)
    const last = actedFor && lastDay !== '' ? lastDay : null
    const input = { councilId: row?.id ?? null, seenVersion, name: name.trim(), actedFor, lastDay: last }
    const said = (): string =>
      last === null || last === row?.lastDay ? 'Kept.' : `The service acts for it until ${formatDate(londonDay(last))}.`
    if (await keep(() => sending.mutateAsync(input), said)) onClose()
  }
  return (
    <FormDialog
      title={row ? `Change ${row.name}` : 'Add a council'}
      errors={errors}
      busy={sending.isPending}
      does="Keep the council"
      onSubmit={send}
      onClose={onClose}
    >
      <TextField
        label="Name"
        hint={row ? 'It changes everywhere, in the past too. Another council is another line.' : undefined}
        width="l"
        {...tie('name')}
      />
      {row?.actedFor !== true && (
        <RadioChips
          label="What it is here"
          id="actedFor"
          options={kinds}
          value={entry.actedFor}
          error={errorOf('actedFor')}
          onChange={(actedFor) => change({ actedFor })}
        />
      )}
      {row && entry.actedFor === 'yes' && (
        <TextField
          label="Last day"
          hint={`The service acts for it up to the end of this day: ${formatDate(today)} or later. Empty: no end.`}
          type="date"
          width="m"
          {...tie('lastDay')}
        />
      )}
    </FormDialog>
  )
}
