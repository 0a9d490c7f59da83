import type { CouncilId } from '../kernel/ids.ts'
import { isBankHoliday } from '../time/bankHolidays.ts'
import { spanOn, weekdayOf, type ClockTime, type LondonDay } from '../time/london.ts'
import { shiftRoles, type ShiftRole } from './contract.ts'
import { coverageGaps, coverageWithin, type CoverageGap } from './coverage.ts'
import type { RosteredShift } from './roster.ts'

/** On which days a minimum holds: a weekday (1 is Monday), or bank holidays. */
export const needDays = ['1', '2', '3', '4', '5', '6', '7', 'bank-holiday'] as const
export type NeedDay = (typeof needDays)[number]

/** How many people of a role are needed between two clock times; an end at or before the start is on the next day. */
export interface DutyNeed {
  readonly role: ShiftRole
  readonly days: readonly NeedDay[]
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
  readonly minimum: number
  /** Only people who may act for this council count; `null` for anybody who may work in the role. */
  readonly councilId: CouncilId | null
  /** A rota that falls short of it is published with a reason only. */
  readonly firm: boolean
}

/** A stretch in which a role has fewer people than it needs. */
export interface NeedGap extends CoverageGap {
  readonly role: ShiftRole
  readonly needed: number
  readonly councilId: CouncilId | null
  readonly firm: boolean
}

/**
 * The minimums that hold on a day. On a bank holiday those for bank holidays hold, and a role that has none for them is needed as on
 * a Sunday.
 *
 * @example needsOn(needs, londonDay('2026-12-25')).map(({ role, minimum }) => [role, minimum])
 */
export function needsOn(needs: readonly DutyNeed[], day: LondonDay): readonly DutyNeed[] {
  if (!isBankHoliday(day)) return needs.filter(({ days }) => days.some((one) => one === String(weekdayOf(day))))
  const own = needs.filter(({ days }) => days.includes('bank-holiday'))
  const roles = new Set(own.map(({ role }) => role))
  return [...own, ...needs.filter(({ role, days }) => !roles.has(role) && days.includes('7'))]
}

/** Whether somebody on a shift counts towards a minimum: they may act throughout it, for the council that it is for. */
export type CountsFor<Shift> = (shift: Shift, need: DutyNeed) => boolean

/**
 * Where a day has fewer people of a role than are needed, a quarter of an hour at a time from the beginning of each minimum. A minimum that runs past midnight belongs to
 * the day on which it begins, as a shift does.
 *
 * @param shifts those of the day and of the days beside it
 * @param counts who counts; everybody in the role where it is left out
 * @example needGaps(shifts, needs, londonDay('2026-11-20')) // [{ role: 'duty', needed: 2, short: 1, start, end }]
 */
export function needGaps<Shift extends RosteredShift & { readonly role: ShiftRole }>(
  shifts: readonly Shift[],
  needs: readonly DutyNeed[],
  day: LondonDay,
  counts: CountsFor<Shift> = () => true,
): readonly NeedGap[] {
  return needsOn(needs, day).flatMap((need) => {
    const whole = spanOn(day, need.startsAt, need.endsAt)
    const own = shifts.filter((shift) => shift.role === need.role && counts(shift, need))
    return coverageGaps(coverageWithin(own, whole, 15), () => need.minimum).map((gap) => ({
      ...gap,
      role: need.role,
      needed: need.minimum,
      councilId: need.councilId,
      firm: need.firm,
    }))
  })
}

/** @example needWords({ role: 'duty', minimum: 2, … }) // 'Duty AMHP: at least 2, 08:30 to 16:30' */
export const needWords = ({ role, minimum, startsAt, endsAt }: DutyNeed): string =>
  `${shiftRoles[role]}: at least ${minimum}, ${startsAt} to ${endsAt}`
