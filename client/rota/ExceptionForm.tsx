import { useSend } from '#client/kernel/api.ts'
import { Select, TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { personId as personIdOf } from '#shared/kernel/ids.ts'
import { setException, type Patterns } from '#shared/rota/patternContract.ts'
import { formatDayShort, isLondonDay, londonDay } from '#shared/time/london.ts'
import { OFF, turnChoices, withChoice } from './patternGrid.ts'

interface ExceptionFormProps {
  readonly answer: Patterns
  readonly onClose: () => void
}

/** One person’s day instead of the pattern’s: who, which day, off or which times, and why. */
export function ExceptionForm({ answer, onClose }: ExceptionFormProps) {
  const { entry, tie, errors, setErrors, keep } = useEntry(() => ({
    personId: '',
    day: '',
    turns: OFF as string,
    why: '',
  }))
  const sending = useSend(setException)
  const choices = turnChoices(
    answer.templates,
    answer.patterns.flatMap(({ weeks }) => weeks),
  )
  const submit = async (): Promise<void> => {
    const { personId, day, why } = entry
    const wrong = [
      ...(personId === '' ? [{ field: 'personId', message: 'Choose whose day it is' }] : []),
      ...(isLondonDay(day) ? [] : [{ field: 'day', message: 'Give the day, like 19/11/2026' }]),
      ...(why.trim() === '' ? [{ field: 'why', message: 'Say why: it is shown with the day' }] : []),
    ]
    if (wrong.length > 0) return setErrors(wrong)
    const turns = withChoice([], 1, entry.turns).map(({ weekday: _weekday, ...turn }) => turn)
    const input = { personId: personIdOf.parse(personId), day, turns, why }
    const said = (): string => `${formatDayShort(londonDay(day))} is set. Build the week to put it on the rota.`
    if (await keep(() => sending.mutateAsync(input), said)) onClose()
  }
  return (
    <FormDialog
      title="Add an exception"
      errors={errors}
      busy={sending.isPending}
      does="Set this day"
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label="Who"
        empty="Choose somebody"
        options={answer.people.map((one) => ({ value: one.personId, label: one.name }))}
        {...tie('personId')}
      />
      <TextField label="Day" type="date" width="m" {...tie('day')} />
      <Select label="Instead of the pattern" empty="Off" options={choices} {...tie('turns')} />
      <TextField label="Why" width="l" {...tie('why')} />
    </FormDialog>
  )
}
