import { useSend } from '#client/kernel/api.ts'
import { TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { isRingable } from '#shared/kernel/telephone.ts'
import { ringWords, setDetails, TRIAGE, type Details } from '#shared/register/setUpContract.ts'
import { isLondonDay } from '#shared/time/london.ts'

const begun = ({ version: _version, ...details }: Details) => ({
  ...details,
  triageTargetMinutes: String(details.triageTargetMinutes),
  staggeredFrom: (details.staggeredFrom ?? '') as string,
})
type Entry = ReturnType<typeof begun>

const missing: readonly (readonly [keyof Entry, string])[] = [
  ['name', 'Enter what the hub is called'],
  ['councilName', 'Enter the council'],
  ['outOfHoursName', 'Enter who answers out of hours'],
  ['quietWord', 'Enter the words, or there is no way to say it unheard'],
]

/** As the hub judges it, so that everything wrong is said at once. */
const isTarget = (typed: string): boolean => /^\d{1,3}$/.test(typed) && Number(typed) >= 5 && Number(typed) <= 480

/** What is wrong with what was typed, beside its field. */
const wrongWith = (entry: Entry): readonly { readonly field: string; readonly message: string }[] => [
  ...missing.flatMap(([field, message]) => (entry[field].trim() === '' ? [{ field, message }] : [])),
  ...(['hubPhone', 'outOfHoursPhone'] as const).flatMap((field) =>
    isRingable(entry[field]) ? [] : [{ field, message: ringWords }],
  ),
  ...(isTarget(entry.triageTargetMinutes.trim()) ? [] : [{ field: 'triageTargetMinutes', message: TRIAGE }]),
  ...(entry.staggeredFrom === '' || isLondonDay(entry.staggeredFrom)
    ? []
    : [{ field: 'staggeredFrom', message: 'Give the day, like 01/09/2026, or leave it empty' }]),
]

interface DetailsFormProps {
  readonly details: Details
  readonly onClose: () => void
}

/** Changes what the hub is called and where it is rung. */
export function DetailsForm({ details, onClose }: DetailsFormProps) {
  const { entry, tie, errors, setErrors, seenVersion, keep } = useEntry(() => begun(details), details.version)
  const sending = useSend(setDetails)
  const send = async (): Promise<void> => {
    const wrong = wrongWith(entry)
    if (wrong.length > 0) return setErrors(wrong)
    const input = {
      ...entry,
      name: entry.name.trim(),
      councilName: entry.councilName.trim(),
      seenVersion,
      triageTargetMinutes: Number(entry.triageTargetMinutes),
      staggeredFrom: entry.staggeredFrom === '' ? null : entry.staggeredFrom,
    }
    if (
      await keep(
        () => sending.mutateAsync(input),
        () => 'Kept.',
      )
    )
      onClose()
  }
  return (
    <FormDialog
      title="Change the hub’s details"
      errors={errors}
      busy={sending.isPending}
      does="Keep the details"
      onSubmit={send}
      onClose={onClose}
    >
      <TextField label="Name" hint="On sheets, the wall and calendars" width="l" {...tie('name')} />
      <TextField label="Council on reports and at the top of each page" width="l" {...tie('councilName')} />
      <TextField
        label="Telephone of the hub"
        hint="Rung from the field and by partners. The sign-in page, letters and the printed rota have theirs from whoever runs the installation: tell them too."
        type="tel"
        width="m"
        {...tie('hubPhone')}
      />
      <TextField label="Who answers out of hours" width="l" {...tie('outOfHoursName')} />
      <TextField label="Telephone out of hours" type="tel" width="m" {...tie('outOfHoursPhone')} />
      <TextField
        label="Quiet word"
        hint="Said by somebody who is not safe and is overheard. Tell everybody when you change it."
        width="m"
        {...tie('quietWord')}
      />
      <TextField
        label="Triage within"
        hint="Minutes after which the board says that a referral waits. Local, not law."
        inputMode="numeric"
        width="s"
        {...tie('triageTargetMinutes')}
      />
      <TextField
        label="The way of working changed"
        hint="The day on which staggered shifts, or another operating model, began. Reports compare after it with before. Leave it empty while there is none."
        type="date"
        width="m"
        {...tie('staggeredFrom')}
      />
    </FormDialog>
  )
}
