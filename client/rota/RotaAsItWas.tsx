import { useState, type SubmitEvent } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { shiftRoles } from '#shared/rota/contract.ts'
import { rotaAsAt, type RotaAsAt } from '#shared/rota/planContract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, formatDayShort, isLondonDay, londonDay, startOfDay, type LondonDay } from '#shared/time/london.ts'
import { timesWords, weekWords } from './rotaWords.ts'

/** The week that is open, as it was planned at the end of a day gone by: what somebody could rely on then. */
export function RotaAsItWas({ monday }: { readonly monday: LondonDay }) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState<Instant | null>(null)
  const [error, setError] = useState<string>()
  const asked = useAnswer(rotaAsAt, at === null ? null : { monday, at })
  const show = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!isLondonDay(typed)) return setError('Enter a day, like 19/11/2026')
    setError(undefined)
    setAt(startOfDay(addDays(londonDay(typed), 1)))
  }
  return (
    <>
      <h3 className="h3">The rota as it was</h3>
      <form noValidate className="shift-form" onSubmit={show}>
        <TextField
          label={`${weekWords(monday)}, as planned at the end of`}
          id="as-at"
          type="date"
          width="m"
          value={typed}
          error={error}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="btns">
          <Button type="submit">Show</Button>
        </div>
      </form>
      {at !== null && <Answered of={asked}>{(rota) => <Days monday={monday} rota={rota} />}</Answered>}
    </>
  )
}

function Days({ monday, rota: { shifts } }: { readonly monday: LondonDay; readonly rota: RotaAsAt }) {
  if (shifts.length === 0) return <p className="muted">Nobody was on that week yet.</p>
  const days = Array.from({ length: 7 }, (_, index) => addDays(monday, index))
  return (
    <ul className="diffs">
      {days.map((day) => {
        const own = shifts.filter((shift) => shift.day === day)
        return (
          <li key={day}>
            <b>{formatDayShort(day)}</b>:{' '}
            {own.length === 0
              ? 'nobody'
              : own
                  .map(
                    (one) => `${one.name} ${timesWords(one)}${one.role === 'duty' ? '' : ` (${shiftRoles[one.role]})`}`,
                  )
                  .join('; ')}
          </li>
        )
      })}
    </ul>
  )
}
