import {
  DAYS_BEFORE,
  isWeekend,
  weekOf,
  type Duty,
  type PlannedPerson,
  type Rest,
  type RotaProblem,
} from './problem.ts'
import type { HardRule, SoftCost, Violation } from './rules.ts'

export interface CheckedPerson {
  readonly violations: readonly Violation[]
  readonly soft: readonly SoftCost[]
}

/** One person's duties, under the rules of the problem. */
interface Row {
  readonly problem: RotaProblem
  readonly index: number
  readonly person: PlannedPerson
  /** In the order of their days. */
  readonly duties: readonly Duty[]
  /** Whether they work, day by day. */
  readonly works: readonly boolean[]
}

/**
 * Every hard rule that one person's duties break, and what those duties cost by themselves. Cover and skills are the rota's
 * as a whole, and are not in it.
 *
 * @example checkPerson(problem, 3, dutiesOfThird).violations.map(({ rule }) => rule) // ['rest']
 */
export function checkPerson(problem: RotaProblem, index: number, own: readonly Duty[]): CheckedPerson {
  const person = problem.people[index]
  if (!person) throw new RangeError(`the problem has no person ${index}`)
  const duties = own.toSorted((a, b) => a.day - b.day || a.shift - b.shift)
  const days = new Set(duties.map(({ day }) => day))
  const works = Array.from({ length: problem.days }, (_, day) => days.has(day))
  const row: Row = { problem, index, person, duties, works }
  const broken = [placesOf(row), restsOf(row), totalsOf(row), weeksOf(row), runsOf(row)].flatMap((found) => [...found])
  return {
    violations: broken.map(([rule, day, by]) => ({ rule, person: index, day, by })),
    soft: [...wishesOf(row), ...owedOf(row), ...shareOf(row)],
  }
}

type Broken = readonly [rule: HardRule, day: number, by: number]

/** One at a time, where they may be, and where they must be. */
function* placesOf({ person, duties }: Row): Generator<Broken> {
  for (const [at, { day, shift }] of duties.entries()) {
    if (duties[at - 1]?.day === day) yield ['two-at-once', day, 1]
    if (person.blocked.some((one) => one.day === day && (one.shift === null || one.shift === shift)))
      yield ['closed', day, 1]
  }
  for (const { day, shift } of person.locked) {
    const on = duties.filter((duty) => duty.day === day).map((duty) => duty.shift)
    if (shift === null ? on.length > 0 : on.length !== 1 || on[0] !== shift) yield ['locked', day, 1]
  }
}

function* restsOf({ problem: { rest }, person, duties }: Row): Generator<Broken> {
  if (rest.by === 'table') {
    for (const [at, { day, shift }] of duties.entries()) {
      const next = duties.slice(at + 1).filter((duty) => duty.day === day + 1)
      for (const one of next) if (rest.notAfter[shift]?.includes(one.shift)) yield ['rest', one.day, 1]
    }
    return
  }
  const ends = (person.before ?? []).map(({ endsAt }) => endsAt)
  for (const { day, shift } of duties) {
    const { start, end } = momentsOf(rest, day, shift)
    const short = rest.least - (start - Math.max(...ends, Number.NEGATIVE_INFINITY))
    if (short > 0) yield ['rest', day, short]
    ends.push(end)
  }
}

function momentsOf(rest: Extract<Rest, { by: 'minutes' }>, day: number, shift: number) {
  const found = rest.moments[day]?.[shift]
  if (!found) throw new RangeError(`nobody has said when shift ${shift} of day ${day} is worked`)
  return found
}

/** How many of each shift, how many hours, how many weekends. */
function* totalsOf({ problem, person: { limits }, duties, works }: Row): Generator<Broken> {
  for (const [shift, most] of limits.mostOfShift.entries()) {
    const of = duties.filter((duty) => duty.shift === shift)
    if (most !== null && of.length > most) yield ['too-many-of-shift', of[most]?.day ?? 0, of.length - most]
  }
  const minutes = duties.reduce((sum, { shift }) => sum + (problem.shifts[shift]?.minutes ?? 0), 0)
  if (limits.mostMinutes !== null && minutes > limits.mostMinutes)
    yield ['too-many-hours', 0, minutes - limits.mostMinutes]
  if (limits.leastMinutes !== null && minutes < limits.leastMinutes)
    yield ['too-few-hours', 0, limits.leastMinutes - minutes]
  const weekends = new Set(works.flatMap((on, day) => (on && isWeekend(day) ? [weekOf(day)] : [])))
  if (limits.mostWeekends !== null && weekends.size > limits.mostWeekends)
    yield ['too-many-weekends', 7 * ([...weekends][limits.mostWeekends] ?? 0) + 5, weekends.size - limits.mostWeekends]
}

function* weeksOf({ problem, person: { limits, owed }, duties }: Row): Generator<Broken> {
  for (let week = 0; week < Math.ceil(problem.days / 7); week += 1) {
    const count = duties.filter(({ day }) => weekOf(day) === week).length
    const owes = owed?.perWeek[week]
    if (limits.mostPerWeek !== null && count > limits.mostPerWeek)
      yield ['too-many-in-a-week', 7 * week, count - limits.mostPerWeek]
    if (owed?.neverMore && owes !== undefined && count > owes) yield ['more-than-owed', 7 * week, count - owes]
  }
}

interface Run {
  readonly working: boolean
  readonly from: number
  readonly length: number
}

/** Runs of days worked and of days off. One that reaches the edge of what is known may go on beyond it, and is not too short. */
function* runsOf({ problem, person: { limits, before }, works }: Row): Generator<Broken> {
  const lead = before === null ? [] : worksBefore(before.map(({ day }) => day))
  const known = [...lead, ...works]
  for (const { working, from, length } of runsIn(known)) {
    const [first, last] = [from - lead.length, from + length - lead.length]
    // What ended before day 0 is past, and nobody can change it.
    if (last < 0) continue
    const atEdge = from === 0 || last === problem.days
    const day = Math.max(0, first)
    if (working && limits.longestRun !== null && length > limits.longestRun && last > 0)
      yield ['run-too-long', day, length - limits.longestRun]
    const [least, rule] = working
      ? ([limits.shortestRun, 'run-too-short'] as const)
      : ([limits.fewestDaysOff, 'days-off-too-short'] as const)
    if (least !== null && length < least && !atEdge) yield [rule, day, least - length]
  }
}

const worksBefore = (days: readonly number[]): readonly boolean[] =>
  Array.from({ length: DAYS_BEFORE }, (_, at) => days.includes(at - DAYS_BEFORE))

function runsIn(works: readonly boolean[]): readonly Run[] {
  const runs: Run[] = []
  for (const [day, working] of works.entries()) {
    const last = runs.at(-1)
    if (last?.working === working) runs[runs.length - 1] = { ...last, length: last.length + 1 }
    else runs.push({ working, from: day, length: 1 })
  }
  return runs
}

function* wishesOf({ person, duties }: Row): Generator<SoftCost> {
  for (const { day, shift, wants, weight } of person.wishes) {
    const on = duties.some((duty) => duty.day === day && (shift === null || duty.shift === shift))
    if (on !== wants) yield { rule: 'wish', count: 1, cost: weight }
  }
}

function* owedOf({ person: { owed }, duties }: Row): Generator<SoftCost> {
  for (const [week, owes] of owed?.perWeek.entries() ?? []) {
    const short = owes - duties.filter(({ day }) => weekOf(day) === week).length
    if (owed && short > 0) yield { rule: 'owed', count: short, cost: short * owed.weight }
  }
}

function* shareOf({ problem: { fairness }, person: { share }, duties }: Row): Generator<SoftCost> {
  if (!fairness || share === null) return
  const count = duties.filter(({ day, shift }) => fairness.unsocial[day]?.[shift]).length
  const cost =
    fairness.above * Math.max(0, count - share) +
    fairness.farAbove * Math.max(0, count - share - 1) +
    fairness.below * Math.max(0, share - 1 - count)
  if (cost > 0) yield { rule: 'fair-share', count: 1, cost }
}
