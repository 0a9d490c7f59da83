import type { ShiftId } from '#shared/kernel/ids.ts'
import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { restsOfWeek, type WeekPiece } from './restOfWeek.ts'

/** What is wrong with shifts, in words, by the shift. Shifts that nothing is wrong with are not in it. */
export type Troubles = ReadonlyMap<ShiftId, string>

const notAllowed: Readonly<Record<NonNullable<ShiftRow['mayNotAct']>, string>> = {
  'not-approved': 'not approved on that day',
  'approval-ended': 'approval ends before this shift does',
  suspended: 'approval is suspended',
  'not-acting-for': 'acts for none of our councils',
  'has-left': 'has left',
  'access-stopped': 'access is stopped',
}

/** Why somebody may not act through a shift. @example 'approval is suspended' */
export const whyNot = (mayNotAct: NonNullable<ShiftRow['mayNotAct']>): string => notAllowed[mayNotAct]

/** Everything that is wrong with the shifts of a week: both shifts beside a short rest, and those whose person may not act. */
export function troublesOf(rota: Pick<RotaWeek, 'shifts' | 'around' | 'work'>): Troubles {
  const troubles = new Map<ShiftId, string>()
  const add = (id: ShiftId, words: string): void =>
    void troubles.set(id, [troubles.get(id), words].filter(Boolean).join(' '))
  for (const { earlier, later, rest } of restsOfWeek(rota)) {
    const only = `Only ${formatMinutes(Math.max(0, rest))} of rest`
    if (earlier.shift) add(earlier.shift.id, `${only} after it${becauseOf(earlier, later, 'before')}.`)
    if (later.shift) add(later.shift.id, `${only} before it${becauseOf(later, earlier, 'after')}.`)
  }
  for (const { id, mayNotAct } of rota.shifts) if (mayNotAct !== null) add(id, `May not act: ${whyNot(mayNotAct)}.`)
  return troubles
}

/** What the plan does not show: work that ran late or began early, a job beside the shifts, or another employer’s. */
function becauseOf(own: WeekPiece, other: WeekPiece, how: 'before' | 'after'): string {
  if (other.whose === 'another') return `, ${how} other work as declared`
  if (other.whose === 'beside') return `, ${how} a job beside the shifts`
  const late = [own, other].find(({ shift, endsAt }) => shift && shift.endsAt < endsAt)
  const early = [own, other].find(({ shift, startsAt }) => shift && startsAt < shift.startsAt)
  if (late) return `: work went on until ${clockTimeOf(late.endsAt)}`
  return early ? `: work began at ${clockTimeOf(early.startsAt)}` : ''
}
