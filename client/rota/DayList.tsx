import { awayKinds, shiftRoles, type RotaWeek, type ShiftRow } from '#shared/rota/contract.ts'
import { clockTimeOf, formatDayShort, type LondonDay } from '#shared/time/london.ts'
import { Icon } from '#client/ui/Icon.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import type { DayCover, WeekCover } from './cover.ts'
import type { Open } from './opened.ts'
import { hoursWords, timesWords } from './rotaWords.ts'
import type { Troubles } from './troubles.ts'

interface DayListProps {
  readonly rota: RotaWeek
  readonly cover: WeekCover
  readonly troubles: Troubles
  readonly today: LondonDay
  readonly open: Open | null
}

/** The week on a phone: one day under the other. */
export function DayList({ rota, cover, troubles, today, open }: DayListProps) {
  return (
    <div className="only-m day-list">
      {cover.days.slice(1).some(({ day }) => day === today) && (
        <a className="to-today" href={`#day-${today}`}>
          Go to {formatDayShort(today)}, today
        </a>
      )}
      {cover.days.map((day) => (
        <Day key={day.day} rota={rota} cover={day} troubles={troubles} isToday={day.day === today} open={open} />
      ))}
    </div>
  )
}

interface DayProps {
  readonly rota: RotaWeek
  readonly cover: DayCover
  readonly troubles: Troubles
  readonly isToday: boolean
  readonly open: Open | null
}

function Day({ rota, cover: { day, gaps }, troubles, isToday, open }: DayProps) {
  const shifts = rota.shifts.filter((shift) => shift.day === day)
  return (
    <section aria-labelledby={`day-${day}`}>
      <h2 className="h3" id={`day-${day}`}>
        {formatDayShort(day)}
        {isToday && ', today'}
      </h2>
      {shifts.length > 0 && gaps.length > 0 && (
        <Tag tone="warn" icon="triangle">
          Short {gaps.map(({ start, end }) => `${clockTimeOf(start)} to ${clockTimeOf(end)}`).join(', ')}
        </Tag>
      )}
      {shifts.length === 0 && <p className="muted">Nobody is on.</p>}
      <ul>
        {shifts.map((shift) => (
          <li key={shift.id}>
            <ShiftLine shift={shift} name={nameOf(rota, shift.personId)} trouble={troubles.get(shift.id)} open={open} />
          </li>
        ))}
      </ul>
      <Away rota={rota} day={day} />
    </section>
  )
}

const nameOf = (rota: RotaWeek, id: string): string => rota.people.find(({ personId }) => personId === id)?.name ?? ''

interface ShiftLineProps {
  readonly shift: ShiftRow
  readonly name: string
  readonly trouble: string | undefined
  readonly open: Open | null
}

function ShiftLine({ shift, name, trouble, open }: ShiftLineProps) {
  const face = (
    <>
      <span className="tm">{timesWords(shift)}</span>
      <span>
        <b>{name}</b>
        {shift.role !== 'duty' && <span className="muted"> {shiftRoles[shift.role]}</span>}
        {shift.placeName !== null && <span className="muted at">At {shift.placeName}</span>}
        {trouble && (
          <span className="bad-w">
            <Icon name="octagon" />
            {trouble}
          </span>
        )}
      </span>
    </>
  )
  if (open === null) return <div className="d-line">{face}</div>
  return (
    <button type="button" className="d-line" onClick={() => open({ shift: shift.id })}>
      {face}
      <Icon name="forward" />
    </button>
  )
}

function Away({ rota, day }: { readonly rota: RotaWeek; readonly day: LondonDay }) {
  const away = rota.daysAway.filter((one) => one.day === day)
  const hours = rota.hoursAway.filter((one) => one.day === day)
  if (away.length + hours.length === 0) return null
  const said = away.map(({ personId, kind }) => {
    const why = kind === 'away' ? '' : ` (${kind === 'toil' ? awayKinds.toil : awayKinds[kind].toLowerCase()})`
    return `${nameOf(rota, personId)}${why}`
  })
  const part = hours.map((one) => `${nameOf(rota, one.personId)} ${hoursWords(one)}`)
  return <p className="muted small">Away: {[...said, ...part].join(', ')}</p>
}
