import type { ReactNode } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useTimeOf } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { myRota } from '#shared/rota/contract.ts'
import { londonDayOf, mondayOf, type LondonDay } from '#shared/time/london.ts'
import { ColleaguesOffers } from './ColleaguesOffers.tsx'
import { MyCalendars } from './MyCalendars.tsx'
import { MyFairness } from './MyFairness.tsx'
import { MyHours } from './hours/MyHours.tsx'
import { MyLeave } from './MyLeave.tsx'
import { MyNotices } from './MyNotices.tsx'
import { MyWeek } from './MyWeek.tsx'
import { NextShift } from './NextShift.tsx'
import { myWeeks } from './myWeeks.ts'
import './myRota.css'

const MINUTE_MS = 60_000

/**
 * One's own next four weeks, on a phone.
 *
 * @param children what other features add for those who manage their own shifts: their training, which the register keeps
 */
export function MyRota({ children }: { readonly children?: ReactNode }) {
  // Changes at midnight and not before, so that the list is asked for once a day.
  const today = useTimeOf((now) => londonDayOf(now), MINUTE_MS) as LondonDay
  const from = mondayOf(today)
  const { can, person } = useSession()
  const manages = can('manage own shifts')
  const asked = useAnswer(myRota, { from }, { keep: true })
  return (
    <div className="wrap my-rota">
      <h1 className="h1">My rota</h1>
      <MyNotices />
      <Answered of={asked}>
        {(rota) => (
          <>
            <NextShift shifts={rota.shifts} />
            {myWeeks(rota, from).map((week) => (
              <MyWeek key={week.monday} week={week} today={today} manages={manages} />
            ))}
            {manages && <ColleaguesOffers me={person.id} own={rota.shifts.filter(({ day }) => day > today)} />}
            {can('ask for leave') && <MyLeave />}
            {manages && <MyHours today={today} />}
            {manages && children}
            {manages && <MyFairness today={today} />}
            <MyCalendars />
            <p className="muted small">
              {manages
                ? 'Open a shift to swap it or to give it away.'
                : 'To change a shift, ring whoever plans the rota.'}{' '}
              Changes show here at once.
            </p>
          </>
        )}
      </Answered>
    </div>
  )
}
