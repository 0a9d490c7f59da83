import { useAnswer } from '#client/kernel/api.ts'
import { useTimeOf } from '#client/kernel/clock.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { myRota } from '#shared/rota/contract.ts'
import { londonDayOf, mondayOf, type LondonDay } from '#shared/time/london.ts'
import { MyWeek } from './MyWeek.tsx'
import { NextShift } from './NextShift.tsx'
import { myWeeks } from './myWeeks.ts'
import './myRota.css'

const MINUTE_MS = 60_000

/** One's own next four weeks, on a phone. */
export function MyRota() {
  // Changes at midnight and not before, so that the list is asked for once a day.
  const today = useTimeOf((now) => londonDayOf(now), MINUTE_MS) as LondonDay
  const from = mondayOf(today)
  const asked = useAnswer(myRota, { from }, { keep: true })
  return (
    <div className="wrap my-rota">
      <h1 className="h1">My rota</h1>
      <Answered of={asked}>
        {(rota) => (
          <>
            <NextShift shifts={rota.shifts} />
            {myWeeks(rota, from).map((week) => (
              <MyWeek key={week.monday} week={week} today={today} />
            ))}
            <p className="muted small">To change a shift, ring whoever plans the rota. Changes show here at once.</p>
          </>
        )}
      </Answered>
    </div>
  )
}
