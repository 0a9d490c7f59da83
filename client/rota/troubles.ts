import type { ShiftId } from '#shared/kernel/ids.ts'
import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import { restConflicts, type RestConflict } from '#shared/rota/rest.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

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

/** Where a week leaves somebody under eleven hours of rest, also across its edges. */
export function restTroubles({
  shifts,
  around,
}: Pick<RotaWeek, 'shifts' | 'around'>): readonly RestConflict<ShiftRow>[] {
  const inWeek = new Set(shifts.map(({ id }) => id))
  return restConflicts([...around, ...shifts]).filter(
    ({ earlier, later }) => inWeek.has(earlier.id) || inWeek.has(later.id),
  )
}

/** Everything that is wrong with the shifts of a week: both shifts beside a short rest, and those whose person may not act. */
export function troublesOf(rota: Pick<RotaWeek, 'shifts' | 'around'>): Troubles {
  const troubles = new Map<ShiftId, string>()
  const add = (id: ShiftId, words: string): void =>
    void troubles.set(id, [troubles.get(id), words].filter(Boolean).join(' '))
  for (const { earlier, later, rest } of restTroubles(rota)) {
    add(earlier.id, `Only ${formatMinutes(rest)} of rest after it.`)
    add(later.id, `Only ${formatMinutes(rest)} of rest before it.`)
  }
  for (const { id, mayNotAct } of rota.shifts) if (mayNotAct !== null) add(id, `May not act: ${whyNot(mayNotAct)}.`)
  return troubles
}
