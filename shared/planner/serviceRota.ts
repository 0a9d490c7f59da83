import type { PersonId, ShiftTemplateId } from '../kernel/ids.ts'
import type { Skill } from '../register/contract.ts'
import type { ShiftRole } from '../rota/contract.ts'
import type { DutyNeed } from '../rota/dutyNeeds.ts'
import type { OfTeam } from '../rota/planning.ts'
import type { SharedDuty } from '../rota/sharedDuty.ts'
import { shiftSpan } from '../rota/shiftTemplate.ts'
import type { Work } from '../rota/work.ts'
import { isBankHoliday } from '../time/bankHolidays.ts'
import { minutesBetween, type Instant } from '../time/instant.ts'
import { addDays, daysBetween, startOfDay, type ClockTime, type LondonDay } from '../time/london.ts'
import { minutesIn } from '../time/span.ts'
import type { OtherShift } from './otherShifts.ts'
import { isWeekend, type ShiftMoments } from './problem.ts'

/** A shift template with how many people it needs. */
export interface NeededShift {
  readonly templateId: ShiftTemplateId
  readonly name: string
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
  readonly role: ShiftRole
  readonly breakMinutes: number
  readonly weekday: number
  readonly weekend: number
}

export interface ShiftOnRota {
  readonly personId: PersonId
  readonly templateId: ShiftTemplateId | null
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  /** Its person is away on its day: it is no work of theirs, and no cover. */
  readonly away: boolean
}

/** Somebody who can be on the rota. */
export interface Plannable extends OfTeam {
  readonly personId: PersonId
  readonly name: string
  /** What the register says they have particular experience of. */
  readonly skills: readonly Skill[]
  readonly contractedMinutesPerWeek: number
}

export interface ServiceRota {
  readonly firstDay: LondonDay
  readonly weeks: number
  readonly needs: readonly NeededShift[]
  readonly people: readonly Plannable[]
  /** Of the last twelve weeks, of the days to fill and of the day after them: on the rota, and in its draft. */
  readonly shifts: readonly ShiftOnRota[]
  readonly daysAway: readonly { readonly personId: PersonId; readonly day: LondonDay }[]
  /** Leave that was asked for and not yet decided: a wish. */
  readonly leaveAsked: readonly { readonly personId: PersonId; readonly day: LondonDay }[]
  /** What people have declared that they work for another employer, from a week before these days to a week after. */
  readonly elsewhere: readonly Work[]
  /** Who has signed that they may work more than 48 hours a week (WTR 1998 reg 5). */
  readonly optedOut: readonly PersonId[]
  /** Duties that people share: who owes how many a week, and on which days they never can. */
  readonly shared: readonly SharedDuty[]
  /** Days on which somebody never works, by their place in a pattern. */
  readonly neverOn: readonly { readonly personId: PersonId; readonly day: LondonDay }[]
  /** Fewest people of each role, by the clock and for each council. */
  readonly minimums: readonly DutyNeed[]
  /** So many people on duty on each day who have particular experience. */
  readonly wanted: readonly WantedSkill[]
}

export interface WantedSkill {
  readonly skill: Skill
  readonly weekday: number
  readonly weekend: number
}

/** How many days back habits and shares are counted. */
export const HABIT_DAYS = 84
/** One more on duty than needed is a help; one more at a desk or through the night is not, and costs more than a duty owed. */
export const WEIGHTS = {
  under: 100,
  over: 2,
  overOther: 40,
  owed: 30,
  leaveAsked: 3,
  above: 4,
  farAbove: 12,
  below: 4,
  firmMinimum: 100,
  minimum: 60,
  skill: 20,
} as const

export const isRestDay = (date: LondonDay, day: number): boolean => isWeekend(day) || isBankHoliday(date)
export const paidMinutes = (need: NeededShift): number =>
  minutesIn(shiftSpan(need, '2026-01-05' as LondonDay)) - need.breakMinutes

/** When each shift starts and ends on each day, in minutes since the first midnight. */
export function momentsOf({ firstDay, needs, weeks }: ServiceRota): readonly (readonly ShiftMoments[])[] {
  const from = startOfDay(firstDay)
  return Array.from({ length: weeks * 7 }, (_, day) =>
    needs.map((need) => {
      const { start, end } = shiftSpan(need, addDays(firstDay, day))
      return { start: minutesBetween(from, start), end: minutesBetween(from, end) }
    }),
  )
}

/** A shift that stands there already and is none of those that are filled; nothing for one that is. */
export function otherShift(shift: ShiftOnRota, { firstDay, needs, weeks }: ServiceRota): readonly OtherShift[] {
  const day = daysBetween(firstDay, shift.day)
  if (day < 0 || (day < 7 * weeks && needs.some(({ templateId }) => templateId === shift.templateId))) return []
  const from = startOfDay(firstDay)
  const [start, end] = [minutesBetween(from, shift.startsAt), minutesBetween(from, shift.endsAt)]
  return [{ day, role: shift.role, personId: shift.personId, start, end }]
}
