import type { CouncilId } from '../kernel/ids.ts'
import { addDays, formatDayShort, londonDayOf } from '../time/london.ts'
import { timesOf, type RotaChange, type ShiftPlan } from './changes.ts'
import { shiftRoles } from './contract.ts'
import { needGaps, ofTeamWords, type CountsFor, type DutyNeed, type NeedGap } from './dutyNeeds.ts'
import { gapKey } from './leave.ts'
import type { RosteredShift } from './roster.ts'

/** A shift as it counts towards a minimum. */
export type CoverShift = RosteredShift & Pick<ShiftPlan, 'day' | 'role'>

/**
 * Where a change of shifts leaves fewer people on than a council’s own minimum asks for, which it did not before: a shift that goes to
 * somebody who acts on behalf of its neighbour only is cover in number, and none for that council.
 *
 * Source: Mental Health Act 1983 s.13(1): the authority must see to it that an AMHP considers the case on its behalf.
 *
 * @param shifts all of the days around as they are, without those of people who are away
 * @example councilsLeftShort(shifts, changes, needs, counts)[0]?.councilId // Southbury’s
 */
export function councilsLeftShort(
  shifts: readonly CoverShift[],
  changes: readonly RotaChange[],
  needs: readonly DutyNeed[],
  counts: CountsFor<CoverShift>,
): readonly NeedGap[] {
  const own = needs.filter(({ councilId }) => councilId !== null)
  const changed = new Set(changes.map(({ shiftId }) => shiftId))
  const after: readonly CoverShift[] = [
    ...shifts.filter(({ id }) => !changed.has(id)),
    ...changes.flatMap((one) => (one.after ? [{ ...one.after, id: one.shiftId }] : [])),
  ]
  // A shift and a minimum may each run past a midnight.
  const touched = changes.flatMap((one) => [one.before, one.after].flatMap((plan) => (plan ? [plan.day] : [])))
  const days = [...new Set(touched.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]))].toSorted()
  const had = new Set(days.flatMap((day) => needGaps(shifts, own, day, counts).map(gapKey)))
  return days.flatMap((day) => needGaps(after, own, day, counts).filter((gap) => !had.has(gapKey(gap))))
}

/** @example councilShortWords(gap, nameOf) // 'Southbury is left short on Tue 17 November 08:30–16:30: 1 fewer than …' */
export const councilShortWords = (
  { role, start, end, short, needed, councilId, homeTeam }: NeedGap,
  nameOf: (councilId: CouncilId) => string,
): string =>
  `${councilId === null ? 'The service' : nameOf(councilId)} is left short on ${formatDayShort(londonDayOf(start))} ${timesOf({ startsAt: start, endsAt: end })}: ${short} fewer than the ${needed} needed as ${shiftRoles[role]}${ofTeamWords({ homeTeam })} who may act on its behalf.`
