import { useMemo, useState, type CSSProperties } from 'react'
import type { RotaWeek } from '#shared/rota/contract.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { Button } from '#client/ui/Button.tsx'
import { VisuallyHidden } from '#client/ui/VisuallyHidden.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { axisOf, along, tickWords, ticksOf, type Axis } from './axis.ts'
import { CoverCurve } from './CoverCurve.tsx'
import { isShort, type WeekCover } from './cover.ts'
import { GridRow } from './GridRow.tsx'
import { dayWords } from './rotaWords.ts'
import type { Open } from './opened.ts'
import { useOwed } from './owed.ts'
import type { Troubles } from './troubles.ts'
import { rowsOf, type PersonRow } from './weekRows.ts'

/** What moves sideways must be reachable with a keyboard, and then say what it is (WCAG 2.1.1). */
const reachable = { role: 'region', tabIndex: 0 } as const

interface WeekGridProps {
  readonly rota: RotaWeek
  readonly cover: WeekCover
  readonly troubles: Troubles
  readonly today: LondonDay
  /** `null` for those who only read. */
  readonly open: Open | null
}

/** The week as a staircase of shifts, one row a person, with cover and usual need above. */
export function WeekGrid({ rota, cover, troubles, today, open }: WeekGridProps) {
  const axis = useMemo(() => axisOf(rota.shifts), [rota])
  const { amhps, desk, idle } = useMemo(() => rowsOf(rota), [rota])
  const [showIdle, setShowIdle] = useState(false)
  const rowOf = (row: PersonRow) => (
    <GridRow key={row.person.personId} row={row} axis={axis} troubles={troubles} open={open} shifts={rota.shifts} />
  )
  return (
    <>
      {/* On paper the rows share one sheet, however many they are. */}
      <div className="scroll-x only-d" aria-label="The week, scrolls sideways" {...reachable}>
        <table className="rt" style={{ '--rows': amhps.length + desk.length } as CSSProperties}>
          <caption className="vh">Shifts by person and day, with AMHPs on shift and usually needed above</caption>
          <DayHeads cover={cover} today={today} empty={rota.shifts.length === 0} />
          <tbody>
            <CoverCurve cover={cover} axis={axis} />
            <Ticks axis={axis} />
            {amhps.map(rowOf)}
          </tbody>
          {desk.length > 0 && (
            <tbody>
              <GroupRow words="At the desk" />
              {desk.map(rowOf)}
            </tbody>
          )}
          {showIdle && idle.length > 0 && (
            <tbody className="no-print">
              <GroupRow words="Not on this week" />
              {idle.map(rowOf)}
            </tbody>
          )}
        </table>
      </div>
      {rota.shifts.length === 0 && (
        <p className="rota-none only-d">
          <b>Nobody is on this week yet.</b> {open ? 'Add the first shift with the button at the top.' : ''}
        </p>
      )}
      {idle.length > 0 && (
        <div className="rota-idle only-d no-print">
          <Button size="sm" kind="q" aria-expanded={showIdle} onClick={() => setShowIdle(!showIdle)}>
            {showIdle ? 'Hide' : 'Show'} {idle.length} not on this week
          </Button>
        </div>
      )}
    </>
  )
}

const GroupRow = ({ words }: { readonly words: string }) => (
  <tr className="grp">
    <th scope="rowgroup" colSpan={9}>
      {words}
    </th>
  </tr>
)

interface DayHeadsProps {
  readonly cover: WeekCover
  readonly today: LondonDay
  readonly empty: boolean
}

function DayHeads({ cover, today, empty }: DayHeadsProps) {
  const showsToil = useOwed() !== null
  return (
    <thead>
      <tr>
        <th scope="col" className="corner">
          <VisuallyHidden>Name</VisuallyHidden>
        </th>
        {cover.days.map((one) => {
          const { day } = one
          const [weekday, date] = dayWords(day).split(' ')
          return (
            <th
              key={day}
              scope="col"
              className={day === today ? 'dh now' : 'dh'}
              aria-current={day === today ? 'date' : undefined}
            >
              <b>{weekday}</b> {date}
              {!empty && isShort(one) && (
                <span className="gp">
                  <Icon name="triangle" />
                  short
                </span>
              )}
            </th>
          )
        })}
        <th className="hrs" scope="col">
          Week
          {showsToil && <span className="no-print">, TOIL</span>}
        </th>
      </tr>
    </thead>
  )
}

function Ticks({ axis }: { readonly axis: Axis }) {
  return (
    <tr aria-hidden="true">
      <td className="tick">
        <VisuallyHidden>Hour</VisuallyHidden>
      </td>
      {Array.from({ length: 7 }, (_, day) => (
        <td className="tick" key={day}>
          {ticksOf(axis).map((hour) => (
            <span key={hour} style={{ left: `${along(axis, hour) * 100}%` }}>
              {tickWords(hour)}
            </span>
          ))}
        </td>
      ))}
      <td className="tick">
        <VisuallyHidden>Week</VisuallyHidden>
      </td>
    </tr>
  )
}
