import { useState, type FormEvent } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { recordTaken } from '#shared/toil/contract.ts'
import { isLondonDay, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { readLength } from './readLength.ts'

/** Records TOIL that was taken: a day, a length as people write it, and a word on what for. */
export function TakenForm({ personId, name }: { readonly personId: PersonId; readonly name: string }) {
  const taken = useSend(recordTaken)
  const [day, setDay] = useState<string>(londonDayOf(nowInstant()))
  const [length, setLength] = useState('')
  const [note, setNote] = useState('')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const minutes = readLength(length)
    const wrong: readonly FieldError[] = [
      ...(isLondonDay(day) ? [] : [{ field: 'day', message: 'Give the day' }]),
      ...(minutes === null ? [{ field: 'minutes', message: 'Give a length of up to 24h, like 7h 24m or 3:42' }] : []),
    ]
    setErrors(wrong)
    if (minutes === null || wrong.length > 0) return
    try {
      const sent = await taken.mutateAsync({ personId, day, minutes, note })
      if (!sent.ok) return setErrors([{ message: sent.refusal.message, field: sent.refusal.field }])
      toast({ words: `Recorded: ${formatMinutes(minutes)} taken by ${name}.` })
      setLength('')
      setNote('')
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : 'Not sent. Try again.' }])
    }
  }
  return (
    <details className="plain">
      <summary>Record TOIL taken</summary>
      <form className="taken" noValidate onSubmit={(event) => void save(event)}>
        <ErrorSummary errors={errors} />
        <TextField
          label="Day"
          id="day"
          type="date"
          value={day}
          error={errorOf('day')}
          onChange={(event) => setDay(event.target.value)}
        />
        <TextField
          label="How long"
          id="minutes"
          hint="Like 7h 24m"
          width="s"
          value={length}
          error={errorOf('minutes')}
          onChange={(event) => setLength(event.target.value)}
        />
        <TextField label="Note" id="note" width="l" value={note} onChange={(event) => setNote(event.target.value)} />
        <Button type="submit" busy={taken.isPending}>
          Record
        </Button>
      </form>
    </details>
  )
}
