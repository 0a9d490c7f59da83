import { useState, type FormEvent } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { recordWorkforce, workforceCounted, type WorkforceCounted } from '#shared/reports/workforceContract.ts'
import { countGroups, isTenths, type CountKey } from '#shared/reports/workforceCounts.ts'
import { formatDate, formatInstant, isLondonDay, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { readCounts, type TypedCounts } from './workforceTyped.ts'

/** What the register does not hold, typed as numbers for a day: the next report shows it, and the last ones stay as they were. */
export function WorkforceForm({ to }: { readonly to: LondonDay }) {
  const last = useAnswer(workforceCounted, { day: to })
  return (
    <details className="plain no-print">
      <summary>Record counts from the employers’ records</summary>
      {last.isSuccess && <Form key={last.data.last?.at ?? 'none'} last={last.data.last} />}
    </details>
  )
}

const typedOf = (last: WorkforceCounted | null): TypedCounts =>
  Object.fromEntries(
    countGroups.flatMap(({ fields }) =>
      fields.map(([key]) => {
        const value = last?.counts[key] ?? null
        return [key, value === null ? '' : String(isTenths(key) ? value / 10 : value)]
      }),
    ),
  )

function Form({ last }: { readonly last: WorkforceCounted | null }) {
  const [day, setDay] = useState<string>(londonDayOf(nowInstant()))
  const [typed, setTyped] = useState<TypedCounts>(() => typedOf(last))
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const command = useSend(recordWorkforce)
  const errorOf = useErrorIn(errors)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const read = readCounts(typed)
    const wrong = [...(isLondonDay(day) ? [] : [{ field: 'counted-on', message: 'Give the day' }]), ...read.errors]
    setErrors(wrong)
    if (wrong.length > 0) return
    try {
      const sent = await command.mutateAsync({ day, counts: read.counts })
      if (!sent.ok) return setErrors([{ message: sent.refusal.message, field: 'counted-on' }])
      toast({ words: `Recorded for ${formatDate(sent.value.day)}.` })
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : 'Not sent. Try again.' }])
    }
  }
  const field = (key: CountKey, label: string) => (
    <TextField
      key={key}
      id={key}
      label={label}
      inputMode="decimal"
      width="s"
      value={typed[key] ?? ''}
      error={errorOf(key)}
      onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
    />
  )
  return (
    <form className="workforce-form" noValidate onSubmit={(event) => void save(event)}>
      <p className="muted">
        How many, without names. Leave empty what nobody counted.
        {last && ` Last recorded for ${formatDate(last.day)} by ${last.byName}, ${formatInstant(last.at)}.`}
      </p>
      <ErrorSummary errors={errors} />
      <TextField
        id="counted-on"
        label="Counted on"
        type="date"
        value={day}
        error={errorOf('counted-on')}
        onChange={(event) => setDay(event.target.value)}
      />
      {countGroups.map(({ title, fields }) => (
        <Card key={title} title={title}>
          <div className="count-fields">{fields.map(([key, label]) => field(key, label))}</div>
        </Card>
      ))}
      <Button kind="p" type="submit" busy={command.isPending}>
        Record counts
      </Button>
    </form>
  )
}
