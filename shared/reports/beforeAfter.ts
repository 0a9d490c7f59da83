import type { PersonId } from '../kernel/ids.ts'
import { addDays, londonDay, type LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import type { LateShare } from './lateWorking.ts'
import { percentOf } from './stats.ts'

/** Jobs that finished on the shifts of one day, and how many of them late. */
export interface DayOfJobs {
  readonly day: LondonDay
  readonly finished: number
  readonly late: number
}

/** What a before-and-after comparison is made of. Days are days of the shift. */
export interface BeforeAfterMeasures {
  /** The first day of the new way of working. */
  readonly changeOn: LondonDay
  /** Calendar months, or four weeks counted both ways from the change. */
  readonly period: 'month' | 'four-weeks'
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  /** TOIL earned. */
  readonly earned: readonly { readonly personId: PersonId; readonly day: LondonDay; readonly minutes: Minutes }[]
  /** Every duty shift worked, late or not: who the minutes are shared among. */
  readonly shifts: readonly { readonly personId: PersonId; readonly day: LondonDay }[]
  /** Finished jobs, by day: how many, and how many of them finished late. */
  readonly jobs: readonly DayOfJobs[]
}

/**
 * One month or four weeks. `changing` is the period in which the change fell, `part` one that the days asked for only partly
 * cover: both are shown and neither counts.
 */
export interface PeriodFigure {
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  readonly side: 'before' | 'after' | 'changing' | 'part'
  readonly minutes: Minutes
  /** People with at least one duty shift in it. */
  readonly amhps: number
  /** People who earned some of the minutes. */
  readonly earners: number
  readonly shifts: number
  /** Whole minutes; `null` when nobody was on duty. */
  readonly perAmhp: Minutes | null
  readonly perShift: Minutes | null
}

/** One side of the change. The mean is of the periods' figures, each counting the same; the spread is theirs. */
export interface SideFigure {
  readonly periods: number
  /** People who earned TOIL in them, and in the period in which the fewest did. */
  readonly earners: number
  readonly fewestEarners: number
  readonly shifts: number
  readonly meanPerAmhp: Minutes | null
  readonly lowest: Minutes | null
  readonly highest: Minutes | null
  /** All minutes by all shifts: the measure that does not move when people join or leave. */
  readonly meanPerShift: Minutes | null
  readonly late: LateShare
}

export interface BeforeAfter {
  readonly periods: readonly PeriodFigure[]
  readonly before: SideFigure
  readonly after: SideFigure
}

/**
 * The same measures on both sides of a change, with how many periods and shifts each rests on. Other things change too: this
 * says what happened, not why.
 *
 * @example beforeAfter({ changeOn: londonDay('2026-03-02'), period: 'month', … }).after.meanPerAmhp // 294, which is 4h 54m
 */
export function beforeAfter(measures: BeforeAfterMeasures): BeforeAfter {
  const periods = periodsOf(measures).map((one) => figureOf(one, measures))
  return { periods, before: sideOf('before', periods, measures), after: sideOf('after', periods, measures) }
}

interface Days {
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
}

function periodsOf({ period, changeOn, firstDay, lastDay }: BeforeAfterMeasures): readonly Days[] {
  const found: Days[] = []
  let start = period === 'month' ? firstOfMonth(firstDay) : changeOn
  while (start > firstDay) start = addDays(start, -28)
  while (period === 'four-weeks' && addDays(start, 28) <= firstDay) start = addDays(start, 28)
  while (start <= lastDay) {
    const next = period === 'month' ? firstOfMonth(addDays(start, 31)) : addDays(start, 28)
    found.push({ firstDay: start, lastDay: addDays(next, -1) })
    start = next
  }
  return found
}

const firstOfMonth = (day: LondonDay): LondonDay => londonDay(`${day.slice(0, 7)}-01`)
const within = ({ firstDay, lastDay }: Days, day: LondonDay): boolean => firstDay <= day && day <= lastDay

function figureOf(days: Days, measures: BeforeAfterMeasures): PeriodFigure {
  const asked = (day: LondonDay) => within(days, day) && within(measures, day)
  const earned = measures.earned.filter(({ day }) => asked(day))
  const total = earned.reduce((sum, one) => sum + one.minutes, 0)
  const worked = measures.shifts.filter(({ day }) => asked(day))
  const amhps = new Set(worked.map(({ personId }) => personId)).size
  return {
    ...days,
    side: sideOfPeriod(days, measures),
    minutes: minutes(total),
    amhps,
    earners: peopleIn(earned),
    shifts: worked.length,
    perAmhp: shared(total, amhps),
    perShift: shared(total, worked.length),
  }
}

function sideOfPeriod(days: Days, { changeOn, firstDay, lastDay }: BeforeAfterMeasures): PeriodFigure['side'] {
  if (days.firstDay < firstDay || days.lastDay > lastDay) return 'part'
  if (days.lastDay < changeOn) return 'before'
  return days.firstDay >= changeOn ? 'after' : 'changing'
}

const peopleIn = (earned: BeforeAfterMeasures['earned']): number =>
  new Set(earned.filter(({ minutes: some }) => some !== 0).map(({ personId }) => personId)).size

function sideOf(
  side: 'before' | 'after',
  periods: readonly PeriodFigure[],
  { changeOn, jobs, earned, firstDay, lastDay }: BeforeAfterMeasures,
): SideFigure {
  const own = periods.filter((one) => one.side === side)
  const counted = jobs.filter(({ day }) => firstDay <= day && day <= lastDay && (side === 'before') === day < changeOn)
  const [late, n] = [sumOf(counted, 'late'), sumOf(counted, 'finished')]
  const earners = peopleIn(earned.filter(({ day }) => own.some((one) => within(one, day))))
  return { ...meansOf(own), earners, late: { late, n, percent: percentOf(late, n) } }
}

/** The means of some periods, each counting the same, and their spread. */
export function meansOf(own: readonly PeriodFigure[]): Omit<SideFigure, 'earners' | 'late'> {
  const figures = own.flatMap(({ perAmhp }) => perAmhp ?? []).toSorted((a, b) => a - b)
  const shifts = own.reduce((sum, one) => sum + one.shifts, 0)
  const fewest = own.reduce((least, one) => Math.min(least, one.earners), Number.POSITIVE_INFINITY)
  return {
    periods: figures.length,
    fewestEarners: own.length === 0 ? 0 : fewest,
    shifts,
    meanPerAmhp: shared(
      figures.reduce((sum, one) => sum + one, 0),
      figures.length,
    ),
    lowest: figures[0] ?? null,
    highest: figures.at(-1) ?? null,
    meanPerShift: shared(
      own.reduce((sum, one) => sum + one.minutes, 0),
      shifts,
    ),
  }
}

const sumOf = (days: readonly DayOfJobs[], key: 'late' | 'finished'): number =>
  days.reduce((sum, one) => sum + one[key], 0)

const shared = (total: number, among: number): Minutes | null =>
  among === 0 ? null : minutes(Math.round(total / among))
