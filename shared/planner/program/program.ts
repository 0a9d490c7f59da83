import type { BlockReason, Duty, Rota, RotaProblem } from '../problem.ts'
import type { HardRule } from '../rules.ts'

/** What a row, or a column that is closed, stands for, so that a conflict among them can be told in words. */
export interface Meaning {
  readonly rule: HardRule | 'cover' | 'counted'
  /** `null` for what is the rota's as a whole. */
  readonly person: number | null
  /** The day, or the first one of the run or week. */
  readonly day: number
  readonly shift: number | null
  /** For what is closed: why. */
  readonly why: BlockReason | null
}

export interface Row {
  readonly lower: number
  readonly upper: number
  readonly columns: readonly number[]
  readonly values: readonly number[]
  readonly means: Meaning
}

export interface Column {
  readonly cost: number
  readonly lower: number
  readonly upper: number
  /** 0 or 1 and nothing between. */
  readonly binary: boolean
  /** For a column that is fixed: what fixes it. */
  readonly means: Meaning | null
  /** True for the number of people missing on a shift. */
  readonly missing: boolean
}

/** A rota as a mixed integer program: minimise `constant` + Σ cost·column, each row between its bounds. Its first columns are the duties. */
export interface Program {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly constant: number
}

type Places = Pick<RotaProblem, 'days' | 'shifts'>

/** The column of somebody's duty. @example dutyColumn(problem, { person: 0, day: 1, shift: 0 }) // 2, of two shifts a day */
export const dutyColumn = ({ days, shifts }: Places, { person, day, shift }: Duty): number =>
  (person * days + day) * shifts.length + shift

/** The rota of a solution. */
export function rotaOfValues(problem: RotaProblem, values: ArrayLike<number>): Rota {
  const { days, shifts, people } = problem
  const duties: Duty[] = []
  for (const person of people.keys())
    for (let day = 0; day < days; day += 1)
      for (const shift of shifts.keys())
        if ((values[dutyColumn(problem, { person, day, shift })] ?? 0) > 0.5) duties.push({ person, day, shift })
  return duties
}

/** A row under way: columns with their factors, and what is known already taken to the other side. */
export interface Terms {
  readonly columns: number[]
  readonly values: number[]
  known: number
}
export const noTerms = (): Terms => ({ columns: [], values: [], known: 0 })

/** Collects the columns and rows of a program. */
export class Draft {
  readonly columns: Column[] = []
  readonly rows: Row[] = []
  constant = 0

  /** @returns its place */
  column(column: Partial<Column>): number {
    const whole = { cost: 0, lower: 0, upper: Number.POSITIVE_INFINITY, binary: false, means: null, missing: false }
    this.columns.push({ ...whole, ...column })
    return this.columns.length - 1
  }

  change(at: number, change: Partial<Column>): void {
    const column = this.columns[at]
    if (column) this.columns[at] = { ...column, ...change }
  }

  charge(at: number, cost: number): void {
    this.change(at, { cost: (this.columns[at]?.cost ?? 0) + cost })
  }

  between(lower: number, { columns, values, known }: Terms, upper: number, means: Meaning): void {
    this.rows.push({ lower: lower - known, upper: upper - known, columns, values, means })
  }

  atMost(terms: Terms, upper: number, means: Meaning): void {
    this.between(Number.NEGATIVE_INFINITY, terms, upper, means)
  }

  atLeast(terms: Terms, lower: number, means: Meaning): void {
    this.between(lower, terms, Number.POSITIVE_INFINITY, means)
  }
}
