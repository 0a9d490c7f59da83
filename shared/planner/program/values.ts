import type { Rota, RotaProblem } from '../problem.ts'
import { dutyColumn, type Program } from './program.ts'

/** The values of all columns for a rota: its duties, and the least that the counted columns can then be. */
export function loadedValues(program: Program, problem: RotaProblem, rota: Rota): Float64Array {
  const { columns, rows } = program
  const values = new Float64Array(columns.length)
  for (const duty of rota) values[dutyColumn(problem, duty)] = 1
  const first = dutyColumn(problem, { person: problem.people.length, day: 0, shift: 0 })
  for (const row of rows) {
    const sum = row.columns.reduce(
      (all, column, at) => all + (column < first ? (row.values[at] ?? 0) * (values[column] ?? 0) : 0),
      0,
    )
    for (const [at, column] of row.columns.entries()) {
      if (column < first) continue
      const sign = row.values[at] ?? 0
      const needed = sign > 0 ? row.lower - sum : sum - row.upper
      // Of two that stand against each other in a row, one too few and one too many, only one is more than nothing.
      if (needed > 0 && row.columns.length > 1) values[column] = Math.max(values[column] ?? 0, needed)
    }
  }
  return values
}

/** What a program makes of values: what they cost, and the rows that they break. */
export function judged({ columns, rows, constant }: Program, values: ArrayLike<number>) {
  const cost = columns.reduce((sum, column, at) => sum + column.cost * (values[at] ?? 0), constant)
  const broken = rows.filter(({ columns: own, values: by, lower, upper }) => {
    const sum = own.reduce((all, column, at) => all + (by[at] ?? 0) * (values[column] ?? 0), 0)
    return sum < lower - EXACT || sum > upper + EXACT
  })
  const closed = columns.filter(
    ({ lower, upper }, at) => (values[at] ?? 0) < lower || (values[at] ?? 0) > upper + EXACT,
  )
  return { cost, broken, closed }
}
const EXACT = 1e-6
