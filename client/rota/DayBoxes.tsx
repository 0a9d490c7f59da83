import { ErrorMessage } from '#client/ui/Field.tsx'
import { Checkbox } from '#client/ui/Field.tsx'
import { needDays, type NeedDay } from '#shared/rota/dutyNeeds.ts'
import { needDayWords } from './needDayWords.ts'

interface DayBoxesProps {
  readonly legend: string
  readonly id: string
  readonly days: readonly NeedDay[]
  readonly error?: string | undefined
  readonly onChange: (days: readonly NeedDay[]) => void
}

/** Any of the weekdays, and bank holidays, each a box. */
export function DayBoxes({ legend, id, days, error, onChange }: DayBoxesProps) {
  return (
    <fieldset className={error ? 'f bad' : 'f'} id={id} tabIndex={-1}>
      <legend className="label">{legend}</legend>
      {error !== undefined && <ErrorMessage>{error}</ErrorMessage>}
      <div className="day-boxes">
        {needDays.map((day) => (
          <Checkbox
            key={day}
            label={needDayWords[day]}
            checked={days.includes(day)}
            onChange={(event) =>
              onChange(needDays.filter((one) => (one === day ? event.target.checked : days.includes(one))))
            }
          />
        ))}
      </div>
    </fieldset>
  )
}
