import { TextField } from '#client/ui/Field.tsx'
import type { LondonDay } from '#shared/time/london.ts'

export interface TypedPeriod {
  readonly from: string
  readonly to: string
}

export interface PeriodFieldsProps {
  readonly typed: TypedPeriod
  readonly today: LondonDay
  readonly errorOf: (field: string) => string | undefined
  readonly onChange: (typed: TypedPeriod) => void
}

/** From which day to which, both included. */
export function PeriodFields({ typed, today, errorOf, onChange }: PeriodFieldsProps) {
  return (
    <div className="au-days">
      <TextField
        id="from"
        type="date"
        label="From"
        max={today}
        value={typed.from}
        error={errorOf('from')}
        onChange={(event) => onChange({ ...typed, from: event.target.value })}
      />
      <TextField
        id="to"
        type="date"
        label="To, that day included"
        value={typed.to}
        error={errorOf('to')}
        onChange={(event) => onChange({ ...typed, to: event.target.value })}
      />
    </div>
  )
}
