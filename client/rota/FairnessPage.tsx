import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { PlanLinks } from '#client/ui/PlanLinks.tsx'
import { printPage } from '#client/ui/takeAway.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { fairnessOfAll } from '#shared/rota/fairnessContract.ts'
import { addDays, isLondonDay, londonDay, londonDayOf, mondayOf } from '#shared/time/london.ts'
import { FairnessTable } from './FairnessTable.tsx'
import './patterns.css'

/** How evenly duties fell in a period: what each had, beside what would have been fair. */
export function FairnessPage() {
  const sunday = addDays(mondayOf(londonDayOf(nowInstant())), 6)
  const search = useSearch({ strict: false })
  const to = search.to !== undefined && isLondonDay(search.to) ? londonDay(search.to) : sunday
  const from = search.from !== undefined && isLondonDay(search.from) ? londonDay(search.from) : addDays(to, -90)
  const asked = useAnswer(fairnessOfAll, { from, to }, { keep: true })
  return (
    <div className="wrap">
      <div className="stack">
        <div className="page-h">
          <div>
            <h1 className="h1">Fairness</h1>
            <p className="lede">
              What each had, beside their fair part: by contract, and by the days on which they were there. Each sees
              their own line under My rota.
            </p>
          </div>
          <div className="r no-print">
            <Button icon="print" onClick={printPage}>
              Print
            </Button>
          </div>
        </div>
        <PlanLinks />
        <PeriodForm key={`${from} ${to}`} from={from} to={to} />
        <Answered of={asked}>
          {(answer) =>
            answer.lines.length === 0 ? (
              <EmptyState title="Nobody is on the register">
                Put AMHPs on the register, and their duties are counted.
              </EmptyState>
            ) : (
              <Card title="Person by person" aside={answer.lines.length}>
                <FairnessTable answer={answer} />
              </Card>
            )
          }
        </Answered>
      </div>
    </div>
  )
}

function PeriodForm({ from, to }: { readonly from: string; readonly to: string }) {
  const [entry, setEntry] = useState({ from, to })
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorIn = useErrorIn(errors)
  const navigate = useNavigate()
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const wrong = [
      ...(isLondonDay(entry.from) ? [] : [{ field: 'from', message: 'Give the first day, like 01/09/2026' }]),
      ...(isLondonDay(entry.to) ? [] : [{ field: 'to', message: 'Give the last day, like 30/11/2026' }]),
      ...(entry.to < entry.from
        ? [{ field: 'to', message: 'The last day is before the first. Check both days.' }]
        : []),
    ]
    setErrors(wrong)
    if (wrong.length === 0) void navigate({ to: '/plan/fairness', search: entry })
  }
  const field = (name: 'from' | 'to') => ({
    id: name,
    type: 'date',
    width: 'm' as const,
    value: entry[name],
    error: errorIn(name),
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setEntry({ ...entry, [name]: event.target.value }),
  })
  return (
    <form noValidate className="build-form no-print" onSubmit={submit}>
      <ErrorSummary errors={errors} />
      <TextField label="From" {...field('from')} />
      <TextField label="To" {...field('to')} />
      <Button type="submit">Count these days</Button>
    </form>
  )
}
