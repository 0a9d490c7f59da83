import {
  isWeekend,
  weekOf,
  type Duty,
  type PlannedPerson,
  type Rota,
  type RotaProblem,
} from '#shared/planner/problem.ts'

/** A rota as an integer program in the LP format of CPLEX: for proving what the search cannot, how good a rota can be at best. */
interface Program {
  readonly objective: string[]
  readonly rows: string[]
  readonly binaries: string[]
}

const x = (person: number, day: number, shift: number): string => `x_${person}_${day}_${shift}`
const weekend = (person: number, week: number): string => `k_${person}_${week}`

/**
 * The program of a problem without skills, shares, owed duties and history: all that the published instances have.
 *
 * @throws RangeError for a problem with more than that
 */
export function programOf(problem: RotaProblem): string {
  if (problem.rest.by !== 'table' || problem.skills.length > 0 || problem.fairness !== null)
    throw new RangeError('only problems in the published format are written as a program')
  const program: Program = { objective: [], rows: [], binaries: [] }
  let constant = 0
  for (const [index, person] of problem.people.entries()) constant += personRows(problem, index, person, program)
  for (const { day, shift, need, under, over } of problem.cover) {
    const on = problem.people.map((_, person) => x(person, day, shift)).join(' + ')
    program.objective.push(`+ ${under} u_${day}_${shift}`, `+ ${over} o_${day}_${shift}`)
    program.rows.push(`${on} + u_${day}_${shift} - o_${day}_${shift} = ${need}`)
  }
  return [
    'Minimize',
    ` obj: ${program.objective.join(' ')} + ${constant} one`,
    'Subject To',
    ...program.rows.map((row, at) => ` r${at}: ${row}`),
    'Bounds',
    ' one = 1',
    'Binary',
    ` ${program.binaries.join('\n ')}`,
    'End',
  ].join('\n')
}

/** One person's rows. @returns what their wishes cost whatever they work */
function personRows(problem: RotaProblem, index: number, person: PlannedPerson, program: Program): number {
  const { days, shifts } = problem
  const all = Array.from({ length: days }, (_, day) => day)
  const on = (day: number, sign = '+') => shifts.map((_, shift) => `${sign} ${x(index, day, shift)}`).join(' ')
  const { limits } = person
  const { rows } = program
  for (const day of all) {
    program.binaries.push(...shifts.map((_, shift) => x(index, day, shift)))
    rows.push(`${on(day)} <= 1`)
  }
  for (const { day, shift } of person.blocked) rows.push(`${shift === null ? on(day) : x(index, day, shift)} = 0`)
  restRows(problem, index, rows)
  for (const [shift, most] of limits.mostOfShift.entries())
    if (most !== null) rows.push(`${all.map((day) => x(index, day, shift)).join(' + ')} <= ${most}`)
  const hours = all
    .flatMap((day) => shifts.map(({ minutes }, shift) => `${minutes} ${x(index, day, shift)}`))
    .join(' + ')
  if (limits.mostMinutes !== null) rows.push(`${hours} <= ${limits.mostMinutes}`)
  if (limits.leastMinutes !== null) rows.push(`${hours} >= ${limits.leastMinutes}`)
  runRows(days, limits, on, rows)
  weekendRows(problem, index, limits.mostWeekends, program)
  return wishCosts(person, index, program)
}

function restRows({ days, shifts, rest }: RotaProblem, index: number, rows: string[]): void {
  if (rest.by !== 'table') return
  for (let day = 0; day + 1 < days; day += 1)
    for (const first of shifts.keys())
      for (const then of rest.notAfter[first] ?? [])
        rows.push(`${x(index, day, first)} + ${x(index, day + 1, then)} <= 1`)
}

type On = (day: number, sign?: string) => string

function runRows(days: number, limits: PlannedPerson['limits'], on: On, rows: string[]): void {
  const stretch = (from: number, length: number, sign = '+') =>
    Array.from({ length }, (_, at) => on(from + at, sign)).join(' ')
  const longest = limits.longestRun ?? days
  for (let day = 0; day + longest < days; day += 1) rows.push(`${stretch(day, longest + 1)} <= ${longest}`)
  // No run of k days, for each k that is too few, between a day of the other kind on either side.
  for (let k = 1; k < (limits.shortestRun ?? 0); k += 1)
    for (let day = 0; day + k + 1 < days; day += 1)
      rows.push(`${on(day)} ${stretch(day + 1, k, '-')} ${on(day + k + 1)} >= ${1 - k}`)
  for (let k = 1; k < (limits.fewestDaysOff ?? 0); k += 1)
    for (let day = 0; day + k + 1 < days; day += 1)
      rows.push(`${on(day)} ${stretch(day + 1, k, '-')} ${on(day + k + 1)} <= 1`)
}

function weekendRows({ days, shifts }: RotaProblem, index: number, most: number | null, program: Program): void {
  if (most === null) return
  const weeks = Array.from({ length: weekOf(days - 1) + 1 }, (_, week) => week)
  for (let day = 0; day < days; day += 1)
    if (isWeekend(day))
      program.rows.push(
        `${shifts.map((_, shift) => x(index, day, shift)).join(' + ')} - ${weekend(index, weekOf(day))} <= 0`,
      )
  program.binaries.push(...weeks.map((week) => weekend(index, week)))
  program.rows.push(`${weeks.map((week) => weekend(index, week)).join(' + ')} <= ${most}`)
}

function wishCosts({ wishes }: PlannedPerson, index: number, { objective }: Program): number {
  let constant = 0
  for (const { day, shift, wants, weight } of wishes) {
    objective.push(`${wants ? '-' : '+'} ${weight} ${x(index, day, shift ?? 0)}`)
    if (wants) constant += weight
  }
  return constant
}

/** The rota of a solution, by the values of its columns. */
export const rotaOf = (problem: RotaProblem, valueOf: (column: string) => number): Rota =>
  problem.people.flatMap((_, person) =>
    Array.from({ length: problem.days }, (_none, day) => day).flatMap((day) =>
      problem.shifts.flatMap((_shift, shift): Duty[] =>
        valueOf(x(person, day, shift)) > 0.5 ? [{ person, day, shift }] : [],
      ),
    ),
  )
