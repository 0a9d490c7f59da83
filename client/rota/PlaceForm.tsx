import { useSend } from '#client/kernel/api.ts'
import { Select, TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { patternId as patternIdOf, personId as personIdOf } from '#shared/kernel/ids.ts'
import type { NeedDay } from '#shared/rota/dutyNeeds.ts'
import { keepPlace, type Patterns } from '#shared/rota/patternContract.ts'
import { formatDate, isLondonDay, londonDay } from '#shared/time/london.ts'
import { DayBoxes } from './DayBoxes.tsx'
import type { PatternsOpen } from './PatternsPage.tsx'

interface PlaceFormProps {
  readonly answer: Patterns
  readonly open: Extract<PatternsOpen, { what: 'place' }>
  readonly onClose: () => void
}

/** Who follows a pattern: from which day, beginning with which of its weeks, until when, and on which days never. */
export function PlaceForm({ answer, open, onClose }: PlaceFormProps) {
  const place = answer.places.find(({ id }) => id === open.id) ?? null
  const pattern = answer.patterns.find(({ id }) => id === open.patternId)
  const { entry, change, tie, errors, setErrors, seenVersion, keep } = useEntry(
    () => ({
      personId: (place?.personId ?? '') as string,
      firstDay: (place?.firstDay ?? answer.nextMonday) as string,
      lastDay: (place?.lastDay ?? '') as string,
      offsetWeeks: String(place?.offsetWeeks ?? 0),
      excludedDays: (place?.excludedDays ?? []) as readonly NeedDay[],
    }),
    place?.version,
  )
  const sending = useSend(keepPlace)
  const submit = async (): Promise<void> => {
    const { personId, firstDay, lastDay } = entry
    const wrong = [
      ...(personId === '' ? [{ field: 'personId', message: 'Choose who follows it' }] : []),
      ...(isLondonDay(firstDay) ? [] : [{ field: 'firstDay', message: 'Give the first day, like 16/11/2026' }]),
      ...(lastDay === '' || isLondonDay(lastDay)
        ? []
        : [{ field: 'lastDay', message: 'Give the last day, or leave it empty' }]),
    ]
    if (wrong.length > 0) return setErrors(wrong)
    const input = {
      placeId: place?.id ?? null,
      seenVersion,
      patternId: patternIdOf.parse(open.patternId),
      personId: personIdOf.parse(personId),
      firstDay,
      lastDay: lastDay === '' ? null : lastDay,
      offsetWeeks: Number(entry.offsetWeeks),
      excludedDays: [...entry.excludedDays],
    }
    const said = ({ ended }: { readonly ended: string | null }): string =>
      ended === null ? 'Kept.' : `Kept. Their pattern before ends on ${formatDate(londonDay(ended))}.`
    if (await keep(() => sending.mutateAsync(input), said)) onClose()
  }
  const weeks = (pattern?.weeks ?? []).map((_, at) => ({ value: String(at), label: `Week ${at + 1}` }))
  return (
    <FormDialog
      title={`${place ? 'Change a place in' : 'Add somebody to'} ${pattern?.name ?? 'a pattern'}`}
      errors={errors}
      busy={sending.isPending}
      does="Keep"
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label="Who"
        empty="Choose somebody"
        options={answer.people.map((one) => ({ value: one.personId, label: one.name }))}
        {...tie('personId')}
      />
      <div className="row">
        <TextField label="From" type="date" width="m" {...tie('firstDay')} />
        <TextField label="To" hint="Empty: until further notice" type="date" width="m" {...tie('lastDay')} />
      </div>
      {weeks.length > 1 && <Select label="They begin with" options={weeks} {...tie('offsetWeeks')} />}
      <DayBoxes
        legend="Never on"
        id="excludedDays"
        days={entry.excludedDays}
        onChange={(excludedDays) => change({ excludedDays })}
      />
    </FormDialog>
  )
}
