import { useState } from 'react'
import { awayKinds, shiftRoles, type ShiftRow } from '#shared/rota/contract.ts'
import { spanOf } from '#shared/rota/roster.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { minutesIn } from '#shared/time/span.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import type { MyDay, MyWeekRows } from './myWeeks.ts'
import { OfferShift } from './OfferShift.tsx'
import { dayWords, hoursWords, timesWords, weekWords } from './rotaWords.ts'

interface MyWeekProps {
  readonly week: MyWeekRows
  readonly today: LondonDay
  /** Whether its person may offer their shifts to colleagues. */
  readonly manages: boolean
}

/** One week of one's own: each day that has something. */
export function MyWeek({ week: { monday, minutes, days }, today, manages }: MyWeekProps) {
  return (
    <section className="card" aria-labelledby={`week-${monday}`}>
      <div className="card-h">
        <h2 className="h3" id={`week-${monday}`}>
          {weekWords(monday)}
        </h2>
        <span className="r">{minutes > 0 && formatMinutes(minutes)}</span>
      </div>
      {days.length === 0 ? (
        <p className="none muted">No shifts planned.</p>
      ) : (
        <ul>
          {days.map((day) => (
            <Day key={day.day} day={day} past={day.day < today} today={day.day === today} manages={manages} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Day({
  day: { day, shifts, away, hoursAway },
  past,
  today,
  manages,
}: {
  readonly day: MyDay
  readonly past: boolean
  readonly today: boolean
  readonly manages: boolean
}) {
  return (
    <li className={today ? 'my-day now' : past ? 'my-day past' : 'my-day'} aria-current={today ? 'date' : undefined}>
      <span className="dy">
        {dayWords(day)}
        {today && <b>Today</b>}
      </span>
      <span className="what">
        {away !== null && <span className="aw">{awayKinds[away]}</span>}
        {hoursAway.map((hours) => (
          <span key={hours.start} className="aw">
            TOIL {hoursWords(hours)}
          </span>
        ))}
        {shifts.map((shift) => (
          <MyShift key={shift.id} shift={shift} manages={manages && !past} />
        ))}
      </span>
    </li>
  )
}

function MyShift({ shift, manages }: { readonly shift: ShiftRow; readonly manages: boolean }) {
  const [offering, setOffering] = useState(false)
  // One that begins later today can still be offered; one that has begun is for whoever plans.
  const begun = useNow(60_000) >= shift.startsAt
  return (
    <span className="one">
      <b>{timesWords(shift)}</b>
      <span className="muted">
        {shiftRoles[shift.role]}, {formatMinutes(minutesIn(spanOf(shift)))}
        {shift.placeName && `, at ${shift.placeName}`}
      </span>
      {manages && !begun && (
        <Button
          size="sm"
          kind="q"
          icon="swap"
          aria-label={`Swap or give away ${dayWords(shift.day)}`}
          onClick={() => setOffering(true)}
        >
          Swap
        </Button>
      )}
      {offering && <OfferShift shift={shift} onClose={() => setOffering(false)} />}
      {shift.restShortMinutes > 0 && (
        <span className="bad-w">
          <Icon name="octagon" />
          {formatMinutes(shift.restShortMinutes)} short of 11 hours’ rest before it. Tell whoever plans the rota.
        </span>
      )}
      {shift.mayNotAct !== null && (
        <span className="bad-w">
          <Icon name="octagon" />
          Your approval does not cover this shift. Ring your manager.
        </span>
      )}
    </span>
  )
}
