import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { shiftRoles, type ShiftRole } from '#shared/rota/contract.ts'
import { openCallIn } from '#shared/rota/coverContract.ts'
import { isLondonDay, londonDayOf } from '#shared/time/london.ts'
import { readTime } from '#shared/time/typedTime.ts'

const roles = (Object.keys(shiftRoles) as ShiftRole[]).map((value) => ({ value, label: shiftRoles[value] }))

/** When somebody is needed, as what, and why: the beginning of a call-in. */
export function OpenCallIn() {
  const empty = { day: londonDayOf(nowInstant()) as string, from: '', until: '', role: 'duty' as ShiftRole, why: '' }
  const [entry, setEntry, forget] = useKept(`rota.openCallIn`, empty)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const opening = useSend(openCallIn)
  const errorOf = useErrorIn(errors)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (opening.isPending) return
    const [startsAt, endsAt] = [readTime(entry.from), readTime(entry.until)]
    const wrong: FieldError[] = []
    if (!isLondonDay(entry.day)) wrong.push({ field: 'call-day', message: 'Enter the day' })
    if (!startsAt.ok) wrong.push({ field: 'startsAt', message: 'Enter from when, like 18:00' })
    if (!endsAt.ok) wrong.push({ field: 'endsAt', message: 'Enter until when, like 23:00' })
    if (entry.why.trim() === '') wrong.push({ field: 'why', message: 'Say why, like “Two are ill”' })
    if (!startsAt.ok || !endsAt.ok || wrong.length > 0) return setErrors(wrong)
    try {
      const { day, role, why } = entry
      const sent = await opening.mutateAsync({ day, role, why, startsAt: startsAt.value, endsAt: endsAt.value })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      setErrors([])
      forget()
      setEntry(empty)
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }
  return (
    <Card title="Look for somebody">
      <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <div className="call-when">
          <TextField
            label="Day"
            id="call-day"
            type="date"
            width="m"
            value={entry.day}
            error={errorOf('call-day')}
            onChange={(event) => setEntry({ ...entry, day: event.target.value })}
          />
          <TextField
            label="From"
            id="startsAt"
            width="s"
            value={entry.from}
            error={errorOf('startsAt')}
            onChange={(event) => setEntry({ ...entry, from: event.target.value })}
          />
          <TextField
            label="Until"
            id="endsAt"
            width="s"
            value={entry.until}
            error={errorOf('endsAt')}
            onChange={(event) => setEntry({ ...entry, until: event.target.value })}
          />
          <Select
            label="As"
            options={roles}
            value={entry.role}
            onChange={(event) => setEntry({ ...entry, role: event.target.value as ShiftRole })}
          />
        </div>
        <TextField
          label="Why"
          id="why"
          width="l"
          value={entry.why}
          error={errorOf('why')}
          onChange={(event) => setEntry({ ...entry, why: event.target.value })}
        />
        <div>
          <Button kind="p" type="submit" busy={opening.isPending}>
            Show whom to ask
          </Button>
        </div>
      </form>
    </Card>
  )
}
