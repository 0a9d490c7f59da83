import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Select, TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { isRingable } from '#shared/kernel/telephone.ts'
import { keepPlace, placeKinds, ringWords, type PlaceSetUp } from '#shared/register/setUpContract.ts'
import type { ShiftThere } from '#shared/register/setUp.ts'
import { EndButton } from './EndButton.tsx'
import { ShiftsThere } from './ShiftsThere.tsx'

const kinds = Object.entries(placeKinds).map(([value, label]) => ({ value, label }))

const begun = (row: PlaceSetUp | null) => ({
  name: row?.name ?? '',
  kind: row?.kind ?? ('ward' as PlaceSetUp['kind']),
  town: row?.town ?? '',
  address: row?.address ?? '',
  phone: row?.phone ?? '',
  wayIn: row?.wayIn ?? '',
})

interface PlaceFormProps {
  readonly row: PlaceSetUp | null
  readonly onClose: () => void
}

/** Adds a place, changes what is known of it, closes it, or takes it up again. */
export function PlaceForm({ row, onClose }: PlaceFormProps) {
  const { entry, change, tie, errors, setErrors, seenVersion, keep } = useEntry(() => begun(row), row?.version)
  const sending = useSend(keepPlace)
  const [shifts, setShifts] = useState<readonly ShiftThere[]>([])
  const send = async (ended: boolean): Promise<void> => {
    const wrong = [
      ...(entry.name.trim() === '' ? [{ field: 'name', message: 'Enter what the place is called' }] : []),
      ...(entry.town.trim() === '' ? [{ field: 'town', message: 'Enter the town or area: it says who is near' }] : []),
      ...(entry.phone.trim() === '' || isRingable(entry.phone) ? [] : [{ field: 'phone', message: ringWords }]),
    ]
    if (wrong.length > 0) return setErrors(wrong)
    const input = {
      placeId: row?.id ?? null,
      seenVersion,
      ...entry,
      name: entry.name.trim(),
      phone: entry.phone.trim(),
      ended,
      shiftsSeen: shifts.map(({ id }) => id),
    }
    const said = (): string => (ended ? 'Closed: it is offered no more.' : 'Kept.')
    const sent = async () => {
      const answered = await sending.mutateAsync(input)
      if (!answered.ok && answered.refusal.code === 'shifts-still-there') setShifts(answered.refusal.shifts)
      return answered
    }
    if (await keep(sent, said)) onClose()
  }
  return (
    <FormDialog
      title={row ? `Change ${row.name}` : 'Add a place'}
      errors={errors}
      busy={sending.isPending}
      does="Keep the place"
      onSubmit={() => send(row?.ended ?? false)}
      onClose={onClose}
      also={
        <EndButton
          row={row}
          end={shifts.length > 0 ? 'Close it all the same' : 'Close it'}
          onSend={(ended) => void send(ended)}
        />
      }
    >
      {shifts.length > 0 && <ShiftsThere shifts={shifts} />}
      <TextField label="Name" hint="As it is said on the telephone, with its ward" width="l" {...tie('name')} />
      <Select
        label="Kind"
        id="kind"
        options={kinds}
        value={entry.kind}
        // The list is made of the codes.
        onChange={(event) => change({ kind: event.target.value as PlaceSetUp['kind'] })}
      />
      <div className="row">
        <TextField label="Town or area" width="m" {...tie('town')} />
        <TextField label="Telephone" type="tel" width="m" {...tie('phone')} />
      </div>
      <TextField label="Address" width="l" {...tie('address')} />
      <TextField label="Way in" hint="Which door, where to park, whom to ask for" width="l" {...tie('wayIn')} />
    </FormDialog>
  )
}
