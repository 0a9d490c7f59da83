import { shiftRoles, type RotaWeek, type ShiftRole } from '#shared/rota/contract.ts'
import { PlaceKey } from './PlaceKey.tsx'
import { roleLetters } from './ShiftPill.tsx'

interface WeekKeyProps {
  readonly rota: RotaWeek
  readonly by: 'person' | 'shift'
  readonly plans: boolean
  readonly trouble: boolean
  readonly drafted: boolean
}

/** What the marks mean: only those that are on screen. */
export function WeekKey({ rota, by, plans, trouble, drafted }: WeekKeyProps) {
  const shifts = rota.shifts
  const lettered = [...new Set(shifts.map(({ role }) => role))].filter((role) => roleLetters[role] !== '')
  return (
    <div className="key2 only-d">
      {by === 'person' && <CurveKey withNeed={rota.usualWork.minutesPerJob !== null} />}
      {shifts.length > 0 && by === 'person' && (
        <span>
          <i className="k-shift" />
          Shift
        </span>
      )}
      {shifts.some(({ role }) => role === 'practice-consultant') && by === 'person' && (
        <span>
          <i className="k-desk" />
          {shiftRoles['practice-consultant']}
        </span>
      )}
      {drafted && (
        <span className="no-print">
          <i className="k-draft" />
          Draft, not published
        </span>
      )}
      {trouble && (
        <span>
          <i className="k-bad" />
          Under 11 hours’ rest, or may not act
        </span>
      )}
      {lettered.map((role) => (
        <Letter key={role} role={role} />
      ))}
      <PlaceKey shifts={shifts} />
      {plans && shifts.length > 0 && (
        <span className="no-print push">Move a shift: drag it, or open it and type a time</span>
      )}
    </div>
  )
}

const Letter = ({ role }: { readonly role: ShiftRole }) => (
  <span>
    <b className="rl">{roleLetters[role]}</b>
    {shiftRoles[role]}
  </span>
)

function CurveKey({ withNeed }: { readonly withNeed: boolean }) {
  return (
    <>
      <span>
        <i className="k-on" />
        AMHPs on shift
      </span>
      {withNeed && (
        <>
          <span>
            <i className="k-need" />
            Usually needed
          </span>
          <span>
            <i className="sw-late" />
            Short
          </span>
        </>
      )}
    </>
  )
}
