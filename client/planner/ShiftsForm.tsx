import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select } from '#client/ui/Field.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { PlanJobId } from '#shared/kernel/ids.ts'
import { tryShifts, type PlanningStart } from '#shared/planner/contract.ts'
import { readStarts, type PatternEntry } from './patternEntry.ts'
import { StartsTable } from './StartsTable.tsx'

interface ShiftsFormProps {
  readonly start: PlanningStart
  readonly entry: PatternEntry
  readonly onAsked: (jobId: PlanJobId) => void
}

const leads = [
  { value: '', label: 'As long before the doctors come as now' },
  { value: '60', label: 'An hour before the doctors come' },
  { value: '90', label: 'An hour and a half before the doctors come' },
  { value: '180', label: 'Three hours before the doctors come' },
]

/** The pattern to try: starts, ends and numbers, on weekdays and at weekends. */
export function ShiftsForm({ start, entry, onAsked }: ShiftsFormProps) {
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const ask = useSend(tryShifts)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const [weekdays, weekends] = [
      readStarts('weekdays', entry.rows.weekdays),
      readStarts('weekends', entry.rows.weekends),
    ]
    if ('wrong' in weekdays) return setErrors([{ field: weekdays.wrong, message: weekdays.message }])
    if ('wrong' in weekends) return setErrors([{ field: weekends.wrong, message: weekends.message }])
    const lead = entry.lead === '' ? null : Number(entry.lead)
    try {
      const sent = await ask.mutateAsync({ weekdays: [...weekdays.starts], weekends: [...weekends.starts], lead })
      setErrors(sent.ok ? [] : fieldErrorsOf(sent.refusal))
      if (sent.ok) onAsked(sent.value.jobId)
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : 'Not sent. Try again.' }])
    }
  }
  const errorOf = useErrorIn(errors)
  return (
    <Card title="Shifts to try">
      <form noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <p className="muted">
          They begin as the service works now. The simulation draws from {start.jobs} finished jobs in {start.weeks}{' '}
          whole weeks.
        </p>
        <div className="plan-days" id="weekdays">
          <StartsTable kind="weekdays" title="Each weekday" usual={start.weekdays} entry={entry} errorOf={errorOf} />
          <StartsTable
            kind="weekends"
            title="Each weekend day"
            usual={start.weekends}
            entry={entry}
            errorOf={errorOf}
          />
        </div>
        <Select
          label="Work is given to somebody"
          options={leads}
          value={entry.lead}
          onChange={(event) => entry.setLead(event.target.value)}
        />
        <div className="btns no-print">
          <Button kind="p" type="submit" busy={ask.isPending}>
            Try these shifts
          </Button>
        </div>
      </form>
    </Card>
  )
}
