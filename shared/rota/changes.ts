import type { PersonId, ShiftId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeOf, formatDayShort, type LondonDay } from '../time/london.ts'
import { shiftRoles, type ShiftRole } from './contract.ts'

/** A shift as it is planned: who, when, as what. */
export interface ShiftPlan {
  readonly personId: PersonId
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
}

/** What becomes of one shift. `before` is null for a new one, `after` for one that is taken off. */
export interface RotaChange {
  readonly shiftId: ShiftId
  readonly before: ShiftPlan | null
  readonly after: ShiftPlan | null
}

const same = (a: ShiftPlan, b: ShiftPlan): boolean =>
  a.personId === b.personId && a.startsAt === b.startsAt && a.endsAt === b.endsAt && a.role === b.role

/** Whether a change changes anything at all. */
export const isChange = ({ before, after }: RotaChange): boolean =>
  before === null || after === null ? before !== after : !same(before, after)

/** @example timesOf(late) // '12:30–20:30' */
export const timesOf = ({ startsAt, endsAt }: Pick<ShiftPlan, 'startsAt' | 'endsAt'>): string =>
  `${clockTimeOf(startsAt)}–${clockTimeOf(endsAt)}`

const whenOf = (plan: ShiftPlan): string => `${formatDayShort(plan.day)} ${timesOf(plan)}`
const asWhat = ({ role }: ShiftPlan): string => (role === 'duty' ? '' : `, ${shiftRoles[role]}`)

/**
 * One change of the rota as a sentence.
 *
 * @example changeWords(change, nameOf) // 'Thu 19 November 12:30–20:30 goes from Hannah Cole to Marcus Reid.'
 */
export function changeWords({ before, after }: RotaChange, nameOf: (personId: PersonId) => string): string {
  if (after === null)
    return before === null ? '' : `${nameOf(before.personId)} is taken off ${whenOf(before)}${asWhat(before)}.`
  if (before === null) return `${nameOf(after.personId)} is put on ${whenOf(after)}${asWhat(after)}.`
  if (before.personId !== after.personId) {
    const moved = same({ ...before, personId: after.personId }, after)
      ? ''
      : `, and becomes ${whenOf(after)}${asWhat(after)}`
    return `${whenOf(before)}${asWhat(before)} goes from ${nameOf(before.personId)} to ${nameOf(after.personId)}${moved}.`
  }
  if (before.role !== after.role && before.startsAt === after.startsAt && before.endsAt === after.endsAt) {
    return `${nameOf(after.personId)} is ${shiftRoles[after.role]} on ${whenOf(after)}, no longer ${shiftRoles[before.role]}.`
  }
  const to = before.day === after.day ? timesOf(after) : whenOf(after)
  return `${nameOf(after.personId)} moves from ${whenOf(before)} to ${to}${asWhat(after)}.`
}

/** Changes in the order of their days and starts, as they are read out. */
export const inOrderOfDays = (changes: readonly RotaChange[]): readonly RotaChange[] =>
  changes.toSorted((a, b) => {
    const startOf = ({ before, after }: RotaChange): string => `${(after ?? before)?.startsAt ?? ''}`
    return startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0
  })
