import { memo, useState, type DragEvent } from 'react'
import { awayKinds, type ShiftRow } from '#shared/rota/contract.ts'
import { formatDayShort } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { VisuallyHidden } from '#client/ui/VisuallyHidden.tsx'
import type { Axis } from './axis.ts'
import { DRAGGED, useGridPlanning } from './gridPlanning.ts'
import type { Open } from './opened.ts'
import { useOwed } from './owed.ts'
import { ShiftPill } from './ShiftPill.tsx'
import type { Troubles } from './troubles.ts'
import { hoursWords } from './rotaWords.ts'
import { isSomething, type DayCell, type PersonRow, type RotaPerson } from './weekRows.ts'

interface GridRowProps {
  readonly row: PersonRow
  readonly axis: Axis
  readonly troubles: Troubles
  readonly open: Open | null
  /** Every shift of the week, for one that is dropped here. */
  readonly shifts: readonly ShiftRow[]
}

/** One person's week. Drawn again only when something of it changes: with sixty people a screen has five hundred of its cells. */
export const GridRow = memo(function GridRow({ row: { person, days }, axis, troubles, open, shifts }: GridRowProps) {
  return (
    <tr>
      <th scope="row">{person.name}</th>
      {days.map((cell) => (
        <Cell key={cell.day} cell={cell} person={person} axis={axis} troubles={troubles} open={open} all={shifts} />
      ))}
      <Hours person={person} />
    </tr>
  )
})

interface CellProps {
  readonly cell: DayCell
  readonly person: RotaPerson
  readonly axis: Axis
  readonly troubles: Troubles
  readonly open: Open | null
  readonly all: readonly ShiftRow[]
}

/** A day takes a shift that is dropped on it, into the draft. By keyboard the same is done by opening the shift. */
function useDrop({ cell: { day }, person, all }: CellProps) {
  const { move } = useGridPlanning()
  const [over, setOver] = useState(false)
  if (move === null) return { over: false, handlers: {} }
  const isShift = (event: DragEvent): boolean => event.dataTransfer.types.includes(DRAGGED)
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!isShift(event)) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        setOver(false)
        const shift = all.find(({ id }) => id === event.dataTransfer.getData(DRAGGED))
        if (shift) void move(shift, person.personId, day)
      },
    },
  }
}

function Cell(props: CellProps) {
  const { cell, person, axis, troubles, open } = props
  const { day, shifts, away, hoursAway } = cell
  const empty = !isSomething(cell)
  const { over, handlers } = useDrop(props)
  return (
    <td className={[empty ? 'off' : '', over ? 'drop' : ''].filter(Boolean).join(' ') || undefined} {...handlers}>
      {away !== null && shifts.length === 0 && <AwayBar kind={away} />}
      {shifts.map((shift) => (
        <ShiftPill key={shift.id} shift={shift} name={person.name} axis={axis} troubles={troubles} open={open} />
      ))}
      {hoursAway.map((hours) => (
        <span key={hours.start} className="lv toil">
          Away {hoursWords(hours)}
        </span>
      ))}
      {empty && open === null && <VisuallyHidden>Not working</VisuallyHidden>}
      {empty && open !== null && (
        // The button at the top adds shifts by keyboard; seventy more stops on the way through the grid would help nobody.
        <button
          type="button"
          className="add-c"
          tabIndex={-1}
          aria-label={`Not working. Add a shift for ${person.name}, ${formatDayShort(day)}`}
          onClick={() => open({ add: day, who: person.personId })}
        />
      )}
    </td>
  )
}

/** Sickness stays off paper, which hangs on walls. */
function AwayBar({ kind }: { readonly kind: NonNullable<DayCell['away']> }) {
  const words = kind === 'away' ? 'Away' : awayKinds[kind]
  return (
    <span className={kind === 'toil' ? 'lv toil' : 'lv'}>
      <span className={kind === 'sickness' ? 'no-print' : undefined}>{words}</span>
      {kind === 'sickness' && <span className="print-only">Away</span>}
    </span>
  )
}

function Hours({ person }: { readonly person: RotaPerson }) {
  const owed = useOwed()?.get(person.personId)
  const { rosteredMinutes, contractedMinutesPerWeek: contracted } = person
  return (
    <td className="n hrs">
      {formatMinutes(rosteredMinutes)}
      {contracted > 0 && (
        <span className={rosteredMinutes > contracted ? 'of over' : 'of'}>of {formatMinutes(contracted)}</span>
      )}
      {owed && (
        // A rota on a wall says nothing of anybody's TOIL.
        <span className={owed.over ? 'of over no-print' : 'of no-print'}>TOIL {formatMinutes(owed.balance)}</span>
      )}
    </td>
  )
}
