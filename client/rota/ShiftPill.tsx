import { shiftRoles, type ShiftRole, type ShiftRow } from '#shared/rota/contract.ts'
import { formatDayShort } from '#shared/time/london.ts'
import { Icon } from '#client/ui/Icon.tsx'
import { placeOf, type Axis } from './axis.ts'
import { DRAGGED, useGridPlanning } from './gridPlanning.ts'
import { pillWords, timesWords } from './rotaWords.ts'
import type { Open } from './opened.ts'
import type { Troubles } from './troubles.ts'

interface ShiftPillProps {
  readonly shift: ShiftRow
  readonly name: string
  readonly axis: Axis
  readonly troubles: Troubles
  readonly open: Open | null
}

/** A letter for each role that does not show by its row; the key under the grid says what they are. */
export const roleLetters: Readonly<Record<ShiftRole, string>> = {
  duty: '',
  second: '2',
  backup: 'B',
  'practice-consultant': '',
  'out-of-hours': 'O',
}

/** A shift where it stands in its day. For those who plan it opens the shift. */
export function ShiftPill({ shift, name, axis, troubles, open }: ShiftPillProps) {
  const trouble = troubles.get(shift.id)
  const { drafted, offered, places, move } = useGridPlanning()
  const place = shift.placeName === null ? undefined : places.get(shift.placeName)
  const state = [
    drafted.has(shift.id) ? ' In the draft.' : '',
    offered.has(shift.id) ? ' A swap is asked for.' : '',
  ].join('')
  const role = shift.role === 'duty' ? '' : ` ${shiftRoles[shift.role]}.`
  const words = `${name}, ${formatDayShort(shift.day)}, ${timesWords(shift)}.${role}${atWords(shift)}${trouble ? ` ${trouble}` : ''}${state}`
  const look = {
    className: [
      'sh',
      trouble ? 'bad' : '',
      drafted.has(shift.id) ? 'draft' : '',
      offered.has(shift.id) ? 'q' : '',
      shift.role === 'practice-consultant' ? 'desk' : '',
    ]
      .filter(Boolean)
      .join(' '),
    style: styleOf(placeOf(axis, shift)),
  }
  const face = (
    <>
      <span aria-hidden="true">
        {pillWords(shift)}
        {roleLetters[shift.role] && <b className="rl">{roleLetters[shift.role]}</b>}
        {place && <b className="rl pl">{place}</b>}
      </span>
      {trouble && (
        <i className="mk">
          <Icon name="octagon" />
        </i>
      )}
      {!trouble && offered.has(shift.id) && (
        <i className="mk">
          <Icon name="swap" />
        </i>
      )}
    </>
  )
  if (open === null) {
    return (
      <span {...look}>
        <span className="vh">{words}</span>
        {face}
      </span>
    )
  }
  return (
    <button
      type="button"
      {...look}
      aria-label={words}
      draggable={move !== null}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, shift.id)}
      onClick={() => open({ shift: shift.id })}
    >
      {face}
    </button>
  )
}

/** @example atWords(shift) // ' At North House.' */
const atWords = ({ placeName }: ShiftRow): string => (placeName === null ? '' : ` At ${placeName}.`)

/** A pill whose words need more room than its hours grows towards the middle of its day. */
function styleOf({ left, width }: ReturnType<typeof placeOf>) {
  const right = 1 - left - width
  const side = right < left ? { right: `${right * 100}%` } : { left: `${left * 100}%` }
  return { ...side, width: `${width * 100}%` }
}
