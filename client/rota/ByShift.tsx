import { shiftRoles, type RotaWeek, type ShiftRow } from '#shared/rota/contract.ts'
import { formatDayShort } from '#shared/time/london.ts'
import { useGridPlanning } from './gridPlanning.ts'
import type { Open } from './opened.ts'
import { dayWords } from './rotaWords.ts'
import { roleLetters } from './ShiftPill.tsx'
import type { Troubles } from './troubles.ts'
import { daysOf, rowsByTimes } from './weekRows.ts'

/** What moves sideways must be reachable with a keyboard, and then say what it is (WCAG 2.1.1). */
const reachable = { role: 'region', tabIndex: 0 } as const

interface ByShiftProps {
  readonly rota: RotaWeek
  readonly troubles: Troubles
  readonly open: Open | null
}

/** The week by when people start: who is on lates on Thursday, at one look. */
export function ByShift({ rota, troubles, open }: ByShiftProps) {
  const rows = rowsByTimes(rota)
  const names = new Map(rota.people.map(({ personId, name }) => [personId, name]))
  if (rows.length === 0) {
    return (
      <p className="rota-none only-d">
        <b>Nobody is on this week yet.</b>
      </p>
    )
  }
  return (
    <div className="scroll-x only-d" aria-label="The week by shift, scrolls sideways" {...reachable}>
      <table className="rt by">
        <caption className="vh">Who is on, by the times of their shift and the day</caption>
        <thead>
          <tr>
            <th scope="col" className="dh">
              Times
            </th>
            {daysOf(rota).map((day) => (
              <th key={day} scope="col" className="dh">
                <b>{dayWords(day).split(' ')[0]}</b> {dayWords(day).split(' ')[1]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ times, days }) => (
            <tr key={times}>
              <th scope="row">{times}</th>
              {days.map(({ day, shifts }) => (
                <td key={day} className={shifts.length === 0 ? 'off' : undefined}>
                  {shifts.map((shift) => (
                    <Name
                      key={shift.id}
                      shift={shift}
                      name={names.get(shift.personId) ?? ''}
                      trouble={troubles.get(shift.id)}
                      open={open}
                    />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface NameProps {
  readonly shift: ShiftRow
  readonly name: string
  readonly trouble: string | undefined
  readonly open: Open | null
}

function Name({ shift, name, trouble, open }: NameProps) {
  const letter = roleLetters[shift.role]
  const { places } = useGridPlanning()
  const place = shift.placeName === null ? undefined : places.get(shift.placeName)
  const face = (
    <>
      {name}
      {letter && (
        <b className="rl" aria-hidden="true">
          {letter}
        </b>
      )}
      {place && (
        <b className="rl pl" aria-hidden="true">
          {place}
        </b>
      )}
    </>
  )
  const className = trouble ? 'nm bad' : 'nm'
  const as = shift.role === 'duty' ? '' : `, ${shiftRoles[shift.role]}`
  const role = shift.placeName === null ? as : `${as}, at ${shift.placeName}`
  const more = trouble ? ` ${trouble}` : ''
  if (open === null) {
    return (
      <span className={className}>
        {face}
        {(role || trouble) && <span className="vh">{`${role}.${more}`}</span>}
      </span>
    )
  }
  const words = `${name}, ${formatDayShort(shift.day)}${role}.${more}`
  return (
    <button type="button" className={className} aria-label={words} onClick={() => open({ shift: shift.id })}>
      {face}
    </button>
  )
}
