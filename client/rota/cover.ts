import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import { coverage, type CoverageGap, type CoverageStep } from '#shared/rota/coverage.ts'
import { minimumsOn, type MinimumOfDay } from '#shared/rota/dutyNeeds.ts'
import { isAmhpRole } from '#shared/rota/planning.ts'
import { minutesShort, neededAt, shortStretches, usualAt, usualNeed } from '#shared/rota/usualNeed.ts'
import { addDays, type LondonDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import { hourOn } from './axis.ts'
import { serviceHours } from './serviceHours.ts'

/** Half an hour of a day: who is on and who is usually needed. Hours count from the day's own midnight. */
export interface CoverStep {
  readonly from: number
  readonly until: number
  readonly count: number
  /** As an average, with its fraction; null when nothing is known yet. */
  readonly usual: number | null
  /** Whether there are fewer on than the whole AMHPs that it rounds to. */
  readonly short: boolean
}

export interface DayCover {
  readonly day: LondonDay
  readonly steps: readonly CoverStep[]
  /** Where the day itself, midnight to midnight, is short. */
  readonly gaps: readonly CoverageGap[]
  readonly short: Minutes
  /** The minimums of the service and of its teams that hold on it. */
  readonly minimums: readonly MinimumOfDay[]
}

/** Whether a day has fewer on than it usually needs, or than a minimum asks for. */
export const isShort = ({ gaps, minimums }: DayCover): boolean =>
  gaps.length > 0 || minimums.some((one) => one.gaps.length > 0)

export interface WeekCover {
  readonly days: readonly DayCover[]
  /** By how many AMHP hours the week is short altogether, in minutes; null when no need is known. */
  readonly short: Minutes | null
}

/** Shifts that put an AMHP on who may act and is not away. */
export const coveringShifts = (shifts: readonly ShiftRow[]): readonly ShiftRow[] =>
  shifts.filter(({ role, mayNotAct, away }) => isAmhpRole(role) && mayNotAct === null && !away)

/**
 * Cover and usual need of each day of a week; short only at hours at which this service puts people on. Each day's steps run on
 * into the night after it, as its column does.
 */
export function coverOf(rota: CoverSource): WeekCover {
  const all = [...rota.shifts, ...rota.around]
  const shifts = coveringShifts(all)
  const mayWork = all.filter(({ mayNotAct, away }) => mayNotAct === null && !away)
  const teams = new Map(rota.people.map(({ personId, homeTeam }) => [personId, homeTeam]))
  const need = usualNeed(rota.usualDemand, rota.usualWork)
  const ours = serviceHours(rota)
  const stepsByDay = Array.from({ length: 8 }, (_, index) => coverage(shifts, addDays(rota.monday, index)))
  const days = stepsByDay.slice(0, 7).map((own, index) => {
    const day = addDays(rota.monday, index)
    const shown = [...own, ...(stepsByDay[index + 1] ?? []).filter(({ clock }) => clock < '06:00')]
    const judged = own.filter(({ clock }) => ours(clock))
    return {
      day,
      steps: eachHourOnce(shown.map((step) => coverStep(day, step, need, ours(step.clock)))),
      gaps: need === null ? [] : shortStretches(judged, need),
      short: need === null ? minutes(0) : minutesShort(judged, need),
      minimums: minimumsOn(
        mayWork,
        rota.minimums,
        day,
        ({ personId }, { homeTeam }) => homeTeam === null || teams.get(personId) === homeTeam,
      ),
    }
  })
  return { days, short: need === null ? null : minutes(days.reduce((sum, { short }) => sum + short, 0)) }
}

type CoverSource = Pick<
  RotaWeek,
  'monday' | 'people' | 'shifts' | 'around' | 'templates' | 'minimums' | 'usualDemand' | 'usualWork'
>

/** When the clocks go back one hour comes twice: it is drawn once, with the fewer people. */
const eachHourOnce = (steps: readonly CoverStep[]): readonly CoverStep[] => {
  const byHour = new Map<number, CoverStep>()
  for (const step of steps) {
    const known = byHour.get(step.from)
    if (!known || step.count < known.count) byHour.set(step.from, step)
  }
  return [...byHour.values()]
}

function coverStep(day: LondonDay, step: CoverageStep, need: readonly number[] | null, ours: boolean): CoverStep {
  const from = hourOn(day, step.start)
  return {
    from,
    until: from + 0.5,
    count: step.count,
    usual: need === null ? null : usualAt(need, step.start),
    short: ours && need !== null && neededAt(need, step.start) > step.count,
  }
}
