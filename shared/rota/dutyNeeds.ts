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
  /** Only people of this home team count; `null` for people of any team. */
  readonly homeTeam: string | null
  /** The days from and to which it holds, both included; `null` for since ever, and until further notice. */
  readonly firstDay: LondonDay | null
  readonly lastDay: LondonDay | null
  /** A rota that falls short of it is published with a reason only. */
  readonly firm: boolean
}

/** A stretch in which a role has fewer people than it needs. */
export interface NeedGap extends CoverageGap {
  readonly role: ShiftRole
  readonly needed: number
  readonly councilId: CouncilId | null
  readonly homeTeam: string | null
  readonly firm: boolean
}

/**
 * The minimums that hold on a day. On a bank holiday those for bank holidays hold, and a role that has none for them is needed as on
 * a Sunday: of the whole service and of each team by itself.
 *
 * @example needsOn(needs, londonDay('2026-12-25')).map(({ role, minimum }) => [role, minimum])
 */
export function needsOn(needs: readonly DutyNeed[], day: LondonDay): readonly DutyNeed[] {
  const inForce = needs.filter(({ firstDay, lastDay }) => (firstDay ?? day) <= day && day <= (lastDay ?? day))
  if (!isBankHoliday(day)) return inForce.filter(({ days }) => days.some((one) => one === String(weekdayOf(day))))
  const own = inForce.filter(({ days }) => days.includes('bank-holiday'))
  const kinds = new Set(own.map(roleOfTeam))
  return [...own, ...inForce.filter((need) => !kinds.has(roleOfTeam(need)) && need.days.includes('7'))]
}

const roleOfTeam = ({ role, homeTeam }: DutyNeed): string => `${role} ${homeTeam ?? ''}`

/** Whether somebody on a shift counts towards a minimum: they may act throughout it, for the council and of the team that it is for. */
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
  return minimumsOn(shifts, needs, day, counts).flatMap(({ gaps }) => gaps)
}

/** A minimum on one of its days: the fewest who are on at any moment of it, and where that is not enough. */
export interface MinimumOfDay {
  readonly need: DutyNeed
  readonly fewest: number
  readonly gaps: readonly NeedGap[]
}

/**
 * Each minimum that holds on a day, with the fewest who are on through it; as `needGaps`, of which it is the longer answer.
 *
 * @example minimumsOn(shifts, needs, monday)[0]?.fewest // 1
 */
export function minimumsOn<Shift extends RosteredShift & { readonly role: ShiftRole }>(
  shifts: readonly Shift[],
  needs: readonly DutyNeed[],
  day: LondonDay,
  counts: CountsFor<Shift> = () => true,
): readonly MinimumOfDay[] {
  return needsOn(needs, day).map((need) => {
    const whole = spanOn(day, need.startsAt, need.endsAt)
    const own = shifts.filter((shift) => shift.role === need.role && counts(shift, need))
    const steps = coverageWithin(own, whole, 15)
    const { role, minimum: needed, councilId, homeTeam, firm } = need
    return {
      need,
      fewest: Math.min(...steps.map(({ count }) => count)),
      gaps: coverageGaps(steps, () => needed).map((gap) => ({ ...gap, role, needed, councilId, homeTeam, firm })),
    }
  })
}

/** Whose minimum it is, for its end in words. @example ofTeamWords({ homeTeam: 'Kelsham' }) // ' of Kelsham' */
export const ofTeamWords = ({ homeTeam }: Pick<DutyNeed, 'homeTeam'>): string =>
  homeTeam === null ? '' : ` of ${homeTeam}`

/** @example needWords({ role: 'duty', minimum: 2, … }) // 'Duty AMHP: at least 2, 08:30 to 16:30' */
export const needWords = (need: DutyNeed): string =>
  `${shiftRoles[need.role]}${ofTeamWords(need)}: at least ${need.minimum}, ${need.startsAt} to ${need.endsAt}`
