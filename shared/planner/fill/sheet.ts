import { weekOf, type PlannedPerson, type RotaProblem } from '../problem.ts'
import { latestEnd, shortAfter, shortFirst } from './rests.ts'

/** Stands for "no limit" in the tables of the search. */
export const NO_LIMIT = 1_000_000
/** Stands for a run that began before anything is known, and so is long enough. */
export const LONG_ENOUGH = 99

/**
 * A problem as tables of numbers, for the search to read in its inner loop. A cell's value is 0 for a day off and 1 more than its
 * shift for a duty. Tables of cells go person by person, day by day.
 */
export interface Sheet {
  readonly days: number
  readonly people: number
  readonly weeks: number
  /** Shifts and the day off. */
  readonly values: number
  /** What a cell may be: so many of `choices` from `choiceFrom[cell]` up to `choiceFrom[cell + 1]`. */
  readonly choices: Uint8Array
  readonly choiceFrom: Int32Array
  /** By cell and value: 1 where it may be that. */
  readonly allowed: Uint8Array
  /** Cells that may be more than one thing. */
  readonly open: Int32Array
  readonly wishes: Float64Array
  readonly minutes: Float64Array
  /** By day, value and the next day's value: 1 when there is too little rest between. */
  readonly short: Uint8Array
  /** By day, value and the value two days on, across a day off; `null` where that can never be short. */
  readonly shortAcross: Uint8Array | null
  /** By person and value: 1 when the last fortnight leaves too little rest before it on day 0. */
  readonly shortFirst: Uint8Array
  readonly before: CarryOver
  readonly limits: RowLimits
  /** By person and week; −1 where nothing is owed and anything goes. */
  readonly owed: Float64Array
  readonly owedWeight: Float64Array
  /** Whether anybody owes duties by the week. */
  readonly owes: boolean
  /** By person and week: most duties, by what is owed or by the week. */
  readonly mostInWeek: Int32Array
  readonly share: Float64Array
  readonly unsocial: Uint8Array
  readonly fairness: readonly [above: number, farAbove: number, below: number]
  /** By day, value and how many are on: what that costs. */
  readonly coverCost: Float64Array
  readonly skills: SkillTables
}

/** How each person comes into day 0. */
export interface CarryOver {
  readonly run: Int32Array
  /** The same, or long enough when it began before anything is known. */
  readonly runKnown: Int32Array
  readonly off: Int32Array
  /** How long a run that begins on day 0 counts as to begin with. */
  readonly startRun: Int32Array
}

export interface RowLimits {
  readonly mostOf: Int32Array
  readonly mostMinutes: Float64Array
  readonly leastMinutes: Float64Array
  readonly longestRun: Int32Array
  readonly shortestRun: Int32Array
  readonly fewestOff: Int32Array
  readonly mostWeekends: Int32Array
}

export interface SkillTables {
  readonly need: Int32Array
  readonly weight: Float64Array
  /** By need and person: 1 for whoever has it. */
  readonly has: Uint8Array
  /** Needs that a duty counts towards: those from `from[day × values + value]` to the next. */
  readonly at: Int32Array
  readonly from: Int32Array
}

/** @throws RangeError for a problem without people or shifts, or with more than 254 shifts */
export function sheetOf(problem: RotaProblem): Sheet {
  const { days, people, shifts } = problem
  if (people.length === 0 || shifts.length === 0 || shifts.length > 254)
    throw new RangeError('a rota to fill has people, and 1 to 254 shifts')
  const values = shifts.length + 1
  const weeks = weekOf(days - 1) + 1
  return {
    days,
    weeks,
    values,
    people: people.length,
    ...choicesOf(problem),
    wishes: wishesOf(problem),
    minutes: Float64Array.from([0, ...shifts.map(({ minutes }) => minutes)]),
    short: shortAfter(problem, 1) ?? new Uint8Array(days * values * values),
    shortAcross: shortAfter(problem, 2),
    shortFirst: Uint8Array.from(people.flatMap((person) => shortFirst(problem, latestEnd(person)))),
    before: carryOver(people),
    limits: limitsOf(people),
    owed: Float64Array.from(people.flatMap(({ owed }) => perWeek(weeks, (week) => owed?.perWeek[week] ?? -1))),
    owes: people.some(({ owed }) => owed !== null),
    owedWeight: Float64Array.from(people.map(({ owed }) => owed?.weight ?? 0)),
    mostInWeek: Int32Array.from(people.flatMap((person) => perWeek(weeks, (week) => mostIn(person, week)))),
    share: Float64Array.from(people.map(({ share }) => share ?? Number.NaN)),
    unsocial: unsocialOf(problem),
    fairness: [problem.fairness?.above ?? 0, problem.fairness?.farAbove ?? 0, problem.fairness?.below ?? 0],
    coverCost: coverOf(problem),
    skills: skillsOf(problem),
  }
}

const perWeek = (weeks: number, of: (week: number) => number): readonly number[] =>
  Array.from({ length: weeks }, (_, week) => of(week))

function mostIn({ limits, owed }: PlannedPerson, week: number): number {
  const owes = owed?.neverMore ? owed.perWeek[week] : undefined
  return Math.min(limits.mostPerWeek ?? NO_LIMIT, owes ?? NO_LIMIT)
}

type Choices = Pick<Sheet, 'choices' | 'choiceFrom' | 'allowed' | 'open'>

function choicesOf({ days, people, shifts }: RotaProblem): Choices {
  const values = shifts.length + 1
  const allowed = new Uint8Array(people.length * days * values).fill(1)
  const [choices, open]: [number[], number[]] = [[], []]
  const choiceFrom = new Int32Array(people.length * days + 1)
  for (const [index, person] of people.entries()) {
    closeCells(person, allowed, { at: index * days, days, values })
    for (let day = 0; day < days; day += 1) {
      const cell = index * days + day
      const own = Array.from({ length: values }, (_, value) => value).filter((value) => allowed[cell * values + value])
      choices.push(...own)
      choiceFrom[cell + 1] = choices.length
      if (own.length > 1) open.push(cell)
    }
  }
  return { allowed, choices: Uint8Array.from(choices), choiceFrom, open: Int32Array.from(open) }
}

/** A lock comes before everything that would forbid it: what was decided by a person stays. */
function closeCells(
  { blocked, locked, limits }: PlannedPerson,
  allowed: Uint8Array,
  { at, days, values }: { at: number; days: number; values: number },
): void {
  const places = (day: number) => (at + day) * values
  for (const [shift, most] of limits.mostOfShift.entries())
    if (most === 0) for (let day = 0; day < days; day += 1) allowed[places(day) + shift + 1] = 0
  for (const { day, shift } of blocked) {
    if (shift === null) allowed.fill(0, places(day) + 1, places(day) + values)
    else allowed[places(day) + shift + 1] = 0
  }
  for (const { day, shift } of locked) {
    allowed.fill(0, places(day), places(day) + values)
    allowed[places(day) + (shift === null ? 0 : shift + 1)] = 1
  }
}

/** What each value of each cell costs by its person's wishes. */
function wishesOf({ days, people, shifts }: RotaProblem): Float64Array {
  const values = shifts.length + 1
  const costs = new Float64Array(people.length * days * values)
  for (const [index, { wishes }] of people.entries())
    for (const { day, shift, wants, weight } of wishes)
      for (let value = 0; value < values; value += 1) {
        const on = shift === null ? value > 0 : value === shift + 1
        const place = (index * days + day) * values + value
        if (on !== wants) costs[place] = (costs[place] ?? 0) + weight
      }
  return costs
}

function carryOver(people: readonly PlannedPerson[]): CarryOver {
  const each = people.map(({ before }) => {
    if (before === null) return { run: 0, runKnown: LONG_ENOUGH, off: LONG_ENOUGH, startRun: LONG_ENOUGH }
    const worked = new Set(before.map(({ day }) => day))
    const back = (on: boolean) => {
      let day = -1
      while (day >= -14 && worked.has(day) === on) day -= 1
      return day < -14 ? LONG_ENOUGH : -1 - day
    }
    const run = back(true)
    return { run: run === LONG_ENOUGH ? 14 : run, runKnown: run, off: back(false), startRun: 1 }
  })
  const table = (key: keyof (typeof each)[number]) => Int32Array.from(each.map((one) => one[key]))
  return { run: table('run'), runKnown: table('runKnown'), off: table('off'), startRun: table('startRun') }
}

function limitsOf(people: readonly PlannedPerson[]): RowLimits {
  const table = (of: (limits: PlannedPerson['limits']) => number | null, none: number) =>
    people.map(({ limits }) => of(limits) ?? none)
  return {
    mostOf: Int32Array.from(
      people.flatMap(({ limits }) => [NO_LIMIT, ...limits.mostOfShift.map((one) => one ?? NO_LIMIT)]),
    ),
    mostMinutes: Float64Array.from(table(({ mostMinutes }) => mostMinutes, NO_LIMIT)),
    leastMinutes: Float64Array.from(table(({ leastMinutes }) => leastMinutes, 0)),
    longestRun: Int32Array.from(table(({ longestRun }) => longestRun, NO_LIMIT)),
    shortestRun: Int32Array.from(table(({ shortestRun }) => shortestRun, 0)),
    fewestOff: Int32Array.from(table(({ fewestDaysOff }) => fewestDaysOff, 0)),
    mostWeekends: Int32Array.from(table(({ mostWeekends }) => mostWeekends, NO_LIMIT)),
  }
}

function unsocialOf({ days, shifts, fairness }: RotaProblem): Uint8Array {
  const table = new Uint8Array(days * (shifts.length + 1))
  for (let day = 0; day < days; day += 1)
    for (const shift of shifts.keys())
      table[day * (shifts.length + 1) + shift + 1] = fairness?.unsocial[day]?.[shift] ? 1 : 0
  return table
}

function coverOf({ days, people, shifts, cover }: RotaProblem): Float64Array {
  const [values, counts] = [shifts.length + 1, people.length + 1]
  const table = new Float64Array(days * values * counts)
  for (const { day, shift, need, under, over } of cover)
    for (let on = 0; on < counts; on += 1) {
      const place = (day * values + shift + 1) * counts + on
      table[place] = (table[place] ?? 0) + under * Math.max(0, need - on) + over * Math.max(0, on - need)
    }
  return table
}

function skillsOf({ days, people, shifts, skills }: RotaProblem): SkillTables {
  const values = shifts.length + 1
  const at: number[] = []
  const from = new Int32Array(days * values + 1)
  for (let day = 0; day < days; day += 1)
    for (let value = 0; value < values; value += 1) {
      for (const [index, need] of skills.entries())
        if (value > 0 && need.day === day && need.shifts.includes(value - 1)) at.push(index)
      from[day * values + value + 1] = at.length
    }
  return {
    at: Int32Array.from(at),
    from,
    need: Int32Array.from(skills.map(({ need }) => need)),
    weight: Float64Array.from(skills.map(({ weight }) => weight)),
    has: Uint8Array.from(skills.flatMap(({ skill }) => people.map((one) => (one.skills.includes(skill) ? 1 : 0)))),
  }
}
