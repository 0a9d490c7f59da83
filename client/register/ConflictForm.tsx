import { useSend } from '#client/kernel/api.ts'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { placeId as placeIdOf } from '#shared/kernel/ids.ts'
import {
  keepConflict,
  keepOwnConflict,
  type BesideApproval,
  type ConflictRow,
} from '#shared/register/trainingContract.ts'
import type { Keeper } from './Beside.tsx'

interface ConflictFormProps {
  readonly row: ConflictRow | null
  readonly keeper: Keeper
  readonly places: BesideApproval['places']
  readonly onClose: () => void
}

/** Declares a conflict of interest, changes what it says, or says that it is over (SI 2008/1205). */
export function ConflictForm({ row, keeper, places, onClose }: ConflictFormProps) {
  const { entry, change, tie, errors, setErrors, seenVersion, keep } = useEntry(
    () => ({
      about: row?.about ?? '',
      placeId: (row?.placeId ?? '') as string,
      over: row?.over ?? false,
    }),
    row?.version,
  )
  const [own, of] = [useSend(keepOwnConflict), useSend(keepConflict)]
  const submit = async (): Promise<void> => {
    if (entry.about.trim() === '') return setErrors([{ field: 'about', message: 'Say what it is about, in a line' }])
    const sent = {
      conflictId: row?.id ?? null,
      seenVersion,
      about: entry.about.trim(),
      placeId: entry.placeId === '' ? null : placeIdOf.parse(entry.placeId),
      over: entry.over,
    }
    const send = () => (keeper ? of.mutateAsync({ ...sent, personId: keeper.personId }) : own.mutateAsync(sent))
    const said = (): string => (entry.over ? 'It no longer stands.' : 'Declared.')
    if (await keep(send, said)) onClose()
  }
  return (
    <FormDialog
      title={row ? 'Change a declaration' : 'Declare a conflict of interest'}
      errors={errors}
      busy={own.isPending || of.isPending}
      does="Keep"
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="About"
        hint="Your part in it: business, a line of work, a relationship. No name of anybody who is a patient"
        width="l"
        {...tie('about')}
      />
      <Select
        label="At a place"
        hint="Nobody is suggested for a referral there who has declared it"
        empty="No one place"
        options={places.map(({ id, name }) => ({ value: id, label: name }))}
        {...tie('placeId')}
      />
      {row && (
        <Checkbox
          label="It is over"
          hint="What was declared stays on the record"
          checked={entry.over}
          onChange={(event) => change({ over: event.target.checked })}
        />
      )}
    </FormDialog>
  )
}
