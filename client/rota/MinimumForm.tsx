import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { councilId as councilIdOf } from '#shared/kernel/ids.ts'
import { shiftRoles, type ShiftRole } from '#shared/rota/contract.ts'
import type { NeedDay } from '#shared/rota/dutyNeeds.ts'
import { keepNeed, type NeedRow, type Needs } from '#shared/rota/needContract.ts'
import { readTime } from '#shared/time/typedTime.ts'
import { DayBoxes } from './DayBoxes.tsx'
import { timeWords } from './shiftEntry.ts'
import { useKeepRule } from './useKeepRule.ts'

interface MinimumFormProps {
  readonly answer: Needs
  readonly need: NeedRow | null
  readonly onClose: () => void
}

const roles = Object.entries(shiftRoles).map(([value, label]) => ({ value, label }))

const blank = {
  role: 'duty' as ShiftRole,
  days: [] as readonly NeedDay[],
  startsAt: '',
  endsAt: '',
  minimum: '1',
  councilId: '',
}

/** Adds a minimum, changes one, or takes it away. */
export function MinimumForm({ answer, need, onClose }: MinimumFormProps) {
  const [entry, setEntry] = useState(
    need ? { ...need, minimum: String(need.minimum), councilId: need.councilId ?? '' } : { ...blank, firm: false },
  )
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const sending = useSend(keepNeed)
  const text = (field: 'startsAt' | 'endsAt' | 'minimum') => ({
    id: field,
    width: 's' as const,
    inputMode: 'numeric' as const,
    value: entry[field],
    error: errorOf(field),
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setEntry({ ...entry, [field]: event.target.value } as typeof entry),
  })
  const send = async (retired: boolean): Promise<void> => {
    const [startsAt, endsAt] = [readTime(entry.startsAt), readTime(entry.endsAt)]
    const minimum = /^\d{1,2}$/.test(entry.minimum.trim()) ? Number(entry.minimum) : 0
    const wrong = [
      ...(entry.days.length === 0 ? [{ field: 'days', message: 'Choose at least one day' }] : []),
      ...(startsAt.ok
        ? []
        : [{ field: 'startsAt', message: timeWords(startsAt.refusal, 'Enter from when, like 08:30') }]),
      ...(endsAt.ok ? [] : [{ field: 'endsAt', message: timeWords(endsAt.refusal, 'Enter until when, like 20:30') }]),
      ...(minimum >= 1 && minimum <= 50 ? [] : [{ field: 'minimum', message: 'Give 1 to 50 people' }]),
    ]
    if (wrong.length > 0 || !startsAt.ok || !endsAt.ok) return setErrors(wrong)
    const input = {
      needId: need?.id ?? null,
      seenVersion: need?.version ?? 0,
      role: entry.role,
      days: [...entry.days],
      startsAt: startsAt.value,
      endsAt: endsAt.value,
      minimum,
      councilId: entry.councilId === '' ? null : councilIdOf.parse(entry.councilId),
      firm: entry.firm,
      retired,
    }
    if (
      await keep(
        () => sending.mutateAsync(input),
        () => (retired ? 'Taken away.' : 'Minimum kept.'),
      )
    )
      onClose()
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void send(false)
  }
  return (
    <Dialog open title={need ? 'Change a minimum' : 'Add a minimum'} onClose={onClose}>
      <form noValidate className="shift-form" onSubmit={submit}>
        <ErrorSummary errors={errors} />
        <div className="row">
          <Select
            label="Role"
            options={roles}
            value={entry.role}
            // The list is made of the roles.
            onChange={(event) => setEntry({ ...entry, role: event.target.value as ShiftRole } as typeof entry)}
          />
          <TextField label="At least" hint="People" {...text('minimum')} />
        </div>
        <DayBoxes
          legend="On"
          id="days"
          days={entry.days}
          error={errorOf('days')}
          onChange={(days) => setEntry({ ...entry, days } as typeof entry)}
        />
        <div className="row">
          <TextField label="From" hint="Like 08:30" {...text('startsAt')} />
          <TextField label="To" hint="Past midnight is the next day" {...text('endsAt')} />
        </div>
        <Select
          label="Who counts"
          id="councilId"
          hint="Their approval must hold for the whole shift."
          empty="Anybody approved"
          options={answer.councils.map(({ id, name }) => ({ value: id, label: `Who acts for ${name}` }))}
          value={entry.councilId}
          error={errorOf('councilId')}
          onChange={(event) => setEntry({ ...entry, councilId: event.target.value } as typeof entry)}
        />
        <Checkbox
          label="A rota that falls short of it needs a reason"
          hint="Without it, the gap is shown and nothing more."
          checked={entry.firm}
          onChange={(event) => setEntry({ ...entry, firm: event.target.checked })}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            Keep the minimum
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          {need && (
            <Button kind="q" className="push" onClick={() => void send(true)}>
              Take it away
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
