import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { patternId as patternIdOf, personId as personIdOf } from '#shared/kernel/ids.ts'
import type { NeedDay } from '#shared/rota/dutyNeeds.ts'
import { keepPlace, type Patterns } from '#shared/rota/patternContract.ts'
import { formatDate, isLondonDay, londonDay } from '#shared/time/london.ts'
import { DayBoxes } from './DayBoxes.tsx'
import type { PatternsOpen } from './PatternsPage.tsx'
import { useKeepRule } from './useKeepRule.ts'

interface PlaceFormProps {
  readonly answer: Patterns
  readonly open: Extract<PatternsOpen, { what: 'place' }>
  readonly onClose: () => void
}

/** Who follows a pattern: from which day, beginning with which of its weeks, until when, and on which days never. */
export function PlaceForm({ answer, open, onClose }: PlaceFormProps) {
  const place = answer.places.find(({ id }) => id === open.id) ?? null
  const pattern = answer.patterns.find(({ id }) => id === open.patternId)
  const [personId, setPersonId] = useState<string>(place?.personId ?? '')
  const [firstDay, setFirstDay] = useState<string>(place?.firstDay ?? answer.nextMonday)
  const [lastDay, setLastDay] = useState<string>(place?.lastDay ?? '')
  const [offset, setOffset] = useState(String(place?.offsetWeeks ?? 0))
  const [excludedDays, setExcludedDays] = useState<readonly NeedDay[]>(place?.excludedDays ?? [])
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const sending = useSend(keepPlace)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
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
      seenVersion: place?.version ?? 0,
      patternId: patternIdOf.parse(open.patternId),
      personId: personIdOf.parse(personId),
      firstDay,
      lastDay: lastDay === '' ? null : lastDay,
      offsetWeeks: Number(offset),
      excludedDays: [...excludedDays],
    }
    const said = ({ ended }: { readonly ended: string | null }): string =>
      ended === null ? 'Kept.' : `Kept. Their pattern before ends on ${formatDate(londonDay(ended))}.`
    if (await keep(() => sending.mutateAsync(input), said)) onClose()
  }
  const weeks = (pattern?.weeks ?? []).map((_, at) => ({ value: String(at), label: `Week ${at + 1}` }))
  return (
    <Dialog
      open
      title={`${place ? 'Change a place in' : 'Add somebody to'} ${pattern?.name ?? 'a pattern'}`}
      onClose={onClose}
    >
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <Select
          label="Who"
          id="personId"
          empty="Choose somebody"
          options={answer.people.map((one) => ({ value: one.personId, label: one.name }))}
          value={personId}
          error={errorOf('personId')}
          onChange={(event) => setPersonId(event.target.value)}
        />
        <div className="row">
          <TextField
            label="From"
            id="firstDay"
            type="date"
            width="m"
            value={firstDay}
            error={errorOf('firstDay')}
            onChange={(event) => setFirstDay(event.target.value)}
          />
          <TextField
            label="To"
            hint="Empty: until further notice"
            id="lastDay"
            type="date"
            width="m"
            value={lastDay}
            error={errorOf('lastDay')}
            onChange={(event) => setLastDay(event.target.value)}
          />
        </div>
        {weeks.length > 1 && (
          <Select
            label="They begin with"
            id="offsetWeeks"
            options={weeks}
            value={offset}
            onChange={(event) => setOffset(event.target.value)}
          />
        )}
        <DayBoxes legend="Never on" id="excludedDays" days={excludedDays} onChange={setExcludedDays} />
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            Keep
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
