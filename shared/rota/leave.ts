import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { addDays, daysBetween, type LondonDay } from '../time/london.ts'
import type { ShiftPlan } from './changes.ts'
import { needGaps, type CountsFor, type DutyNeed, type NeedGap } from './dutyNeeds.ts'
import type { Span } from '../time/span.ts'
import { daysFrom } from './pattern.ts'
import type { RosteredShift } from './roster.ts'
import type { RotaRefusal } from './words.ts'

export const leaveStates = {
  asked: 'Asked for',
  agreed: 'Agreed',
  'turned-down': 'Turned down',
  withdrawn: 'Withdrawn',
} as const
export type LeaveState = keyof typeof leaveStates

/** Most days that one request can be about. */
export const LONGEST_LEAVE = 180

/** Whether days of leave can be asked for. @example checkLeaveDays(monday, friday) // done(5) */
export function checkLeaveDays(firstDay: LondonDay, lastDay: LondonDay): Outcome<number, RotaRefusal> {
  const days = daysBetween(firstDay, lastDay) + 1
  if (days < 1) return refuse({ code: 'leave-ends-before-it-starts', field: 'lastDay' })
  return days > LONGEST_LEAVE
    ? refuse({ code: 'leave-too-long', field: 'lastDay', longest: LONGEST_LEAVE })
    : done(days)
}

/**
 * Whether agreed leave can end when somebody is back on a day: one of its days. Back on its first day means that it was never taken.
 *
 * @example checkBackOn({ firstDay: monday, lastDay: friday }, wednesday) // done: away on Monday and Tuesday
 */
export const checkBackOn = (
  { firstDay, lastDay }: { readonly firstDay: LondonDay; readonly lastDay: LondonDay },
  backOn: LondonDay,
): Outcome<null, RotaRefusal> =>
  firstDay <= backOn && backOn <= lastDay
    ? done(null)
    : refuse({ code: 'back-outside-leave', field: 'backOn', firstDay, lastDay })

/** A day on which somebody is away, with the shifts of it that they work all the same where those are known. */
interface DayAway {
  readonly personId: string
  readonly day: LondonDay
  readonly workedShiftIds?: readonly string[]
}

/**
 * Whether a shift is of a day on which its person is away. A shift belongs to the day on which it starts: the night before leave is
 * still worked. Such a shift is no cover until somebody else has it; one that they were given when they were away already is worked, for
 * whoever gave it or took it was told so.
 *
 * @example isOfDayAway(shift, [{ personId: shift.personId, day: shift.day }]) // true
 */
export const isOfDayAway = (
  { id, personId, day }: { readonly id: string; readonly personId: string; readonly day: LondonDay },
  away: readonly DayAway[],
): boolean =>
  away.some(
    (one) => one.personId === personId && one.day === day && !(one.workedShiftIds ?? []).some((each) => each === id),
  )

/** Days that somebody is to be away on; with `part`, only those hours of one day. */
export interface AskedLeave {
  readonly personId: string
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  readonly part?: Span | null
}

type Shift = RosteredShift & Pick<ShiftPlan, 'role' | 'day'>

/** What leave breaks: shifts of theirs on its days, and where cover falls below what is needed without them. */
export interface LeaveBreaks {
  readonly shifts: readonly Shift[]
  readonly gaps: readonly NeedGap[]
}

/**
 * What somebody’s leave would break. A night shift belongs to the day on which it starts, so leave of a day begins with that day’s
 * shifts and the night before is still theirs.
 *
 * Of a part of a day the shift stays theirs, and only its hours are no cover.
 *
 * @param shifts everybody’s, of the days of leave and two days beside them
 * @param counts who is cover: whoever may not act is none, with or without this leave
 * @example whatLeaveBreaks(request, shifts, needs).gaps
 */
export function whatLeaveBreaks<One extends Shift>(
  request: AskedLeave,
  shifts: readonly One[],
  needs: readonly DutyNeed[],
  counts: CountsFor<One> = () => true,
): LeaveBreaks {
  const theirs = shifts.filter(
    ({ personId, day }) => personId === request.personId && request.firstDay <= day && day <= request.lastDay,
  )
  const gone = new Set(theirs.map(({ id }) => id))
  const { part } = request
  const left = part
    ? shifts.map((one) => (gone.has(one.id) ? { ...one, hoursAway: [...(one.hoursAway ?? []), part] } : one))
    : shifts.filter(({ id }) => !gone.has(id))
  // Cover can only fall in the role of a shift of theirs, and beside its day: shift and minimum may each run past a midnight.
  const worked = new Set(theirs.flatMap(({ day }) => [addDays(day, -1), day, addDays(day, 1)]))
  const days = daysFrom(addDays(request.firstDay, -1), addDays(request.lastDay, 1)).filter((day) => worked.has(day))
  const roles = new Set(theirs.map(({ role }) => role))
  const asked = needs.filter(({ role }) => roles.has(role))
  const had = new Set(days.flatMap((day) => needGaps(shifts, asked, day, counts).map(gapKey)))
  return {
    shifts: part ? [] : theirs,
    gaps: days.flatMap((day) => needGaps(left, asked, day, counts).filter((gap) => !had.has(gapKey(gap)))),
  }
}

/** Which gap it is: that of one council or team is not that of another. */
export const gapKey = ({ role, start, end, short, councilId, homeTeam }: NeedGap): string =>
  `${role} ${start} ${end} ${short} ${councilId ?? ''} ${homeTeam ?? ''}`
