import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import loadHighs, { type Highs, type InitOptions, type Model, type ModelData } from 'highs'
import type { Meaning, Program } from '#shared/planner/program/program.ts'

/** How a solve is bounded. `seconds` are of the clock; `isStopped` is asked between steps of the solver. */
export interface Bounds {
  readonly seconds: number
  readonly isStopped: () => boolean
}

export interface SolveAsked extends Bounds {
  /** Without whole numbers: quick, and a bound on what is possible. */
  readonly relaxed?: boolean
  /** Where to begin from: values of all columns. */
  readonly from?: ArrayLike<number>
  /** Hears of every better solution. */
  readonly better?: (values: Float64Array, cost: number) => void
}

export interface Solved {
  /** `best` is proved; `impossible` is proved too; `cut` is a solve that time, memory or somebody ended. */
  readonly ended: 'best' | 'impossible' | 'cut'
  /** `null` when no solution was found. */
  readonly values: Float64Array | null
  readonly cost: number
  /** Nothing costs less than this: proved. −Infinity when nothing is. */
  readonly bound: number
}

/** What is used of WebAssembly: Node has it, its types do not. */
interface Memory {
  readonly buffer: ArrayBuffer
  grow: (pages: number) => number
}
interface Instance {
  readonly exports: Readonly<Record<string, unknown>>
}
declare const WebAssembly: {
  readonly Memory: abstract new () => Memory
  readonly instantiate: (bytes: Uint8Array, imports: object) => Promise<{ readonly instance: Instance }>
}
/** The loader's own hook: what is compiled is ours to hold, so its memory can be given an end. */
interface Hooked extends InitOptions {
  readonly instantiateWasm: (imports: object, done: (instance: Instance) => void) => object
}

/** The solver may grow to this: a month of a large service takes about 300 MB, and a server must not be pushed out of its memory. */
export const MOST_MEGABYTES = 700
const PAGE = 65_536

/**
 * HiGHS (University of Edinburgh, MIT), compiled to WebAssembly. It blocks while it solves and its memory never shrinks, so it is
 * loaded in a thread that ends with the work.
 *
 * @example const solver = await loadSolver(); solver.solve(programOf(problem, 'cost'), { seconds: 10, isStopped: () => false }).cost
 */
export async function loadSolver(megabytes = MOST_MEGABYTES): Promise<Solver> {
  const memory: Limit = { megabytes, reached: false }
  const bytes = readFileSync(createRequire(import.meta.url).resolve('highs/runtime'))
  const options: Hooked = {
    instantiateWasm(imports, done) {
      void WebAssembly.instantiate(bytes, imports).then(({ instance }) => {
        for (const one of Object.values(instance.exports)) if (one instanceof WebAssembly.Memory) limitTo(one, memory)
        done(instance)
      })
      return {}
    },
  }
  return new Solver(await loadHighs(options), memory)
}

interface Limit {
  readonly megabytes: number
  /** Once true, whatever fails fails for want of memory. */
  reached: boolean
}

function limitTo(memory: Memory, limit: Limit): void {
  const grow = memory.grow.bind(memory)
  memory.grow = (pages) => {
    limit.reached ||= memory.buffer.byteLength + pages * PAGE > limit.megabytes * 2 ** 20
    if (limit.reached) throw new RangeError(`the solver may not take more than ${limit.megabytes} MB`)
    return grow(pages)
  }
}

export class Solver {
  private readonly highs: Highs
  private readonly memory: Readonly<Limit>

  constructor(highs: Highs, memory: Readonly<Limit>) {
    this.highs = highs
    this.memory = memory
  }

  /** What the work answers, or `null` when the memory that was given is not enough for it. Any other fault is thrown on. */
  inMemory<Result>(work: () => Result): Result | null {
    try {
      return work()
    } catch (error) {
      if (this.memory.reached) return null
      throw error
    }
  }

  /** Solves a program once. */
  solve(program: Program, asked: SolveAsked): Solved {
    const open = this.open(program, asked.relaxed ?? false)
    try {
      return open.run(asked)
    } finally {
      open.close()
    }
  }

  /** A program that is solved again and again with other columns fixed. Whoever opens it closes it. */
  open(program: Program, relaxed = false): OpenProgram {
    const data = dataOf(program)
    const { integer, continuous } = this.highs.constants.variableType
    const integrality = program.columns.map(({ binary }) => (binary ? integer : continuous))
    const model = this.highs.createModel(relaxed ? data : { ...data, integrality })
    model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 1e-6 })
    return new OpenProgram(this.highs, model, program)
  }

  /**
   * The rows and closed columns of a program that cannot all be kept: an irreducible infeasible subsystem of its relaxation, so that
   * leaving any one out would do. Empty when the relaxation has a solution.
   */
  conflict(program: Program, { seconds }: Pick<Bounds, 'seconds'>): readonly Meaning[] {
    return this.highs.withModel(dataOf(program), (model) => {
      // From an elastic program, then made irreducible.
      model.options.set({ output_flag: false, iis_strategy: 6, time_limit: seconds })
      model.run()
      if (model.getModelStatus() !== this.highs.constants.modelStatus.infeasible) return []
      const { rowIndex, colIndex } = model.getIis()
      return [
        ...[...rowIndex].flatMap((row) => program.rows[row]?.means ?? []),
        ...[...colIndex].flatMap((column) => program.columns[column]?.means ?? []),
      ]
    })
  }

  /** The program as text that other solvers read. */
  textOf(program: Program): string {
    const open = this.open(program)
    try {
      return open.text()
    } finally {
      open.close()
    }
  }
}

/** A program that is open in the solver. */
export class OpenProgram {
  private readonly highs: Highs
  private readonly model: Model
  private readonly program: Program
  private best: Float64Array | null = null

  constructor(highs: Highs, model: Model, program: Program) {
    this.highs = highs
    this.model = model
    this.program = program
  }

  /** Fixes the columns at their values but those that are free; `null` frees all. */
  fix(free: ((column: number) => boolean) | null, values: ArrayLike<number>): void {
    const { columns } = this.program
    const chosen = columns.flatMap((column, at) => (column.binary ? [at] : []))
    const bound = (side: 'lower' | 'upper') =>
      chosen.map((at) => (free === null || free(at) ? (columns[at]?.[side] ?? 0) : Math.round(values[at] ?? 0)))
    this.model.changeColsBounds({ kind: 'set', indices: chosen }, bound('lower'), bound('upper'))
  }

  run({ seconds, isStopped, from, better }: SolveAsked): Solved {
    const { highs, model } = this
    const { callbackType } = highs.constants
    if (from) model.setSolution({ colValue: Float64Array.from(from) })
    model.zeroAllClocks()
    model.options.set({ time_limit: seconds })
    const look = (event: { interrupt: () => void }): undefined => {
      if (isStopped()) event.interrupt()
      return undefined
    }
    this.best = null
    model.run({
      [callbackType.mipInterrupt]: look,
      [callbackType.simplexInterrupt]: look,
      [callbackType.mipImprovingSolution]: ({ data }) => {
        const { mip_solution: found, objective_function_value: cost } = data
        if (found) better?.((this.best = Float64Array.from(found)), cost ?? Number.NaN)
        return undefined
      },
    })
    return this.solved()
  }

  private solved(): Solved {
    const { highs, model } = this
    const status = model.getModelStatus()
    const { optimal, infeasible } = highs.constants.modelStatus
    const bounds = Number(model.info.get('mip_dual_bound'))
    // 2: there is a solution, and it keeps every row.
    const found = Number(model.info.get('primal_solution_status')) === 2
    const cost = found ? model.getObjectiveValue() : Number.POSITIVE_INFINITY
    return {
      ended: status === optimal ? 'best' : status === infeasible ? 'impossible' : 'cut',
      values: found ? Float64Array.from(model.getSolution().colValue) : null,
      cost,
      bound: status === optimal ? cost : Number.isFinite(bounds) ? bounds : Number.NEGATIVE_INFINITY,
    }
  }

  text(): string {
    return this.model.exportModel('lp')
  }

  close(): void {
    this.model.dispose()
  }
}

function dataOf({ columns, rows, constant }: Program): ModelData {
  const starts = [0]
  const [indices, values]: [number[], number[]] = [[], []]
  for (const row of rows) {
    for (const [at, column] of row.columns.entries()) {
      indices.push(column)
      values.push(row.values[at] ?? 0)
    }
    starts.push(indices.length)
  }
  return {
    numCols: columns.length,
    numRows: rows.length,
    offset: constant,
    colCost: columns.map(({ cost }) => cost),
    colLower: columns.map(({ lower }) => lower),
    colUpper: columns.map(({ upper }) => upper),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: { format: 'csr', numRows: rows.length, numCols: columns.length, starts, indices, values },
  }
}
