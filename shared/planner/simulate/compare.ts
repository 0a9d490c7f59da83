import { drawWeeks } from './draws.ts'
import { DAY, measureNames, whatHappened, type History, type Measure, type PastShift, type Week } from './history.ts'
import { modelOf, type Model } from './model.ts'
import { simulate, waysAsTheyAre, type Ways } from './simulate.ts'

/** So many people who begin at one time, on weekdays or at weekends; an end at or before the start is on the next day. */
export interface PlannedStart {
  readonly start: number
  readonly end: number
  readonly people: number
  readonly outOfHours: boolean
}

/** A week of shifts as it is planned: the same on each weekday, and the same on both days of a weekend. */
export interface ShiftPattern {
  readonly weekdays: readonly PlannedStart[]
  readonly weekends: readonly PlannedStart[]
}

/** A figure with the span in which nineteen of twenty stretches of that length fall. */
export interface Likely {
  readonly mean: number
  readonly low: number
  readonly high: number
}

export type LikelyWeek = Readonly<Record<Measure, Likely>>

/** The weeks of one simulated stretch: a quarter. */
export const WEEKS = 13

/**
 * Every shift of a pattern over some weeks.
 *
 * @example shiftsOfPattern({ weekdays: [{ start: 480, end: 960, people: 2, outOfHours: false }], weekends: [] }, 1).length // 10
 */
export const shiftsOfPattern = ({ weekdays, weekends }: ShiftPattern, weeks: number): readonly PastShift[] =>
  Array.from({ length: weeks * 7 }, (_, day) =>
    (day % 7 > 4 ? weekends : weekdays).flatMap(({ start, end, people, outOfHours }) =>
      Array.from({ length: people }, (): PastShift => {
        const length = end > start ? end - start : end + DAY - start
        return { start: day * DAY + start, end: day * DAY + start + length, outOfHours }
      }),
    ),
  ).flat()

export interface Compared {
  readonly today: LikelyWeek
  readonly tried: LikelyWeek
  /** Tried less today, over the same work: its span is narrower than the two suggest. */
  readonly difference: LikelyWeek
}

export interface Trial {
  readonly shifts: readonly PastShift[]
  readonly ways: Ways
}

/**
 * Compares two ways of putting on shifts over the same simulated quarters. Both meet the same referrals with the same luck, so what
 * differs is the shifts and the ways of working.
 *
 * @param rounds quarters to simulate, 50 or more for spans that hold
 */
export function compare(
  model: Model,
  [today, tried]: readonly [Trial, Trial],
  { rounds, seed, weeks = WEEKS }: { readonly rounds: number; readonly seed: number; readonly weeks?: number },
): Compared {
  const found = Array.from({ length: rounds }, (_, round) => {
    const drawn = drawWeeks(model, weeks, seed + round)
    const run = ({ shifts, ways }: Trial) => simulate(model, drawn, { shifts, weeks }, ways)
    return [run(today), run(tried)] as const
  })
  return {
    today: likelyWeek(found.map(([one]) => one)),
    tried: likelyWeek(found.map(([, other]) => other)),
    difference: likelyWeek(found.map(([one, other]) => lessOf(other, one))),
  }
}

const lessOf = (one: Week, other: Week): Week => weekOf((measure) => one[measure] - other[measure])

const weekOf = <Value>(of: (measure: Measure) => Value): Readonly<Record<Measure, Value>> =>
  Object.fromEntries(measureNames.map((measure) => [measure, of(measure)])) as Record<Measure, Value>

export const likelyWeek = (weeks: readonly Week[]): LikelyWeek =>
  weekOf((measure) => likely(weeks.map((week) => week[measure])))

/** @example likely([1, 2, 3]).mean // 2 */
export function likely(values: readonly number[]): Likely {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return {
    mean: values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length),
    low: at(0.025),
    high: at(0.975),
  }
}

/** How a simulation of what was really on the rota compares with what really happened. */
export interface Reproduced {
  readonly happened: Week
  readonly simulated: LikelyWeek
  /** What happened outside the span, by name: the simulation is not to be trusted on these. */
  readonly outside: readonly Measure[]
}

/**
 * Simulates a stretch of the past over the shifts that were really worked, and holds it against the log: what has to be shown
 * before anything is forecast.
 *
 * @example reproduce(history, { rounds: 60, seed: 1 }).outside // []
 */
export function reproduce(
  history: History,
  { rounds, seed }: { readonly rounds: number; readonly seed: number },
  { model = modelOf(history), ways = waysAsTheyAre }: { readonly model?: Model; readonly ways?: Ways } = {},
): Reproduced {
  const weeks = history.days / 7
  const { shifts } = history
  const happened = whatHappened(history)
  const simulated = likelyWeek(
    Array.from({ length: rounds }, (_, round) =>
      simulate(model, drawWeeks(model, weeks, seed + round), { shifts, weeks }, ways),
    ),
  )
  const outside = measureNames.filter(
    (measure) => happened[measure] < simulated[measure].low || happened[measure] > simulated[measure].high,
  )
  return { happened, simulated, outside }
}
