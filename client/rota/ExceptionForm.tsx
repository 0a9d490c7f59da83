import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { personId as personIdOf } from '#shared/kernel/ids.ts'
import { setException, type Patterns } from '#shared/rota/patternContract.ts'
import { formatDayShort, isLondonDay, londonDay } from '#shared/time/london.ts'
import { OFF, turnChoices, withChoice } from './patternGrid.ts'
import { useKeepRule } from './useKeepRule.ts'

interface ExceptionFormProps {
  readonly answer: Patterns
  readonly onClose: () => void
}

/** One person’s day instead of the pattern’s: who, which day, off or which times, and why. */
export function ExceptionForm({ answer, onClose }: ExceptionFormProps) {
  const [personId, setPersonId] = useState('')
  const [day, setDay] = useState<string>('')
  const [choice, setChoice] = useState(OFF)
  const [why, setWhy] = useState('')
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const sending = useSend(setException)
  const choices = turnChoices(
    answer.templates,
    answer.patterns.flatMap(({ weeks }) => weeks),
  )
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const wrong = [
      ...(personId === '' ? [{ field: 'personId', message: 'Choose whose day it is' }] : []),
      ...(isLondonDay(day) ? [] : [{ field: 'day', message: 'Give the day, like 19/11/2026' }]),
      ...(why.trim() === '' ? [{ field: 'why', message: 'Say why: it is shown with the day' }] : []),
    ]
    if (wrong.length > 0) return setErrors(wrong)
    const turns = withChoice([], 1, choice).map(({ weekday: _weekday, ...turn }) => turn)
    const input = { personId: personIdOf.parse(personId), day, turns, why }
    const said = (): string => `${formatDayShort(londonDay(day))} is set. Build the week to put it on the rota.`
    if (await keep(() => sending.mutateAsync(input), said)) onClose()
  }
  return (
    <Dialog open title="Add an exception" onClose={onClose}>
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
        <TextField
          label="Day"
          id="day"
          type="date"
          width="m"
          value={day}
          error={errorOf('day')}
          onChange={(event) => setDay(event.target.value)}
        />
        <Select
          label="Instead of the pattern"
          id="turns"
          empty="Off"
          options={choices}
          value={choice}
          onChange={(event) => setChoice(event.target.value)}
        />
        <TextField
          label="Why"
          id="why"
          width="l"
          value={why}
          error={errorOf('why')}
          onChange={(event) => setWhy(event.target.value)}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            Set this day
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}
