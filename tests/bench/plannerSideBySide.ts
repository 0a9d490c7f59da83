import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkRota } from '#shared/planner/checkRota.ts'
import { RotaSearch } from '#shared/planner/fill/search.ts'
import { generatedProblem } from '#shared/planner/generated.ts'
import type { Rota, RotaProblem } from '#shared/planner/problem.ts'
import { rotaOfValues, type Program } from '#shared/planner/program/program.ts'
import { programOf } from '#shared/planner/program/programOf.ts'
import { loadedValues } from '#shared/planner/program/values.ts'
import { loadSolver } from '#server/solver/solver.ts'
import { cpuClock, readInstance, say, wrongs } from './plannerSay.ts'

/** Processor seconds at which each is looked at. */
const MARKS = [5, 20, 60]
/** Moves of one search of about five seconds: several short ones, one after the other, are better than a long one. */
const SHORT_MOVES = 6_000_000
/** What warms the solver up: a search of this many moves, whose seconds are not counted. */
const WARM_MOVES = 3_000_000
const CLOCK_SECONDS = 3600

/** The best cost at each mark. */
type Costs = readonly (number | null)[]

class Marks {
  readonly seconds = cpuClock()
  private readonly marks: readonly number[]
  private readonly best: (number | null)[]

  constructor(marks: readonly number[]) {
    this.marks = marks
    this.best = marks.map(() => null)
  }

  get over(): boolean {
    return this.seconds() > (this.marks.at(-1) ?? 0)
  }

  /** A better cost counts for every mark that is still to come. */
  found(cost: number): void {
    const now = this.seconds()
    for (const [at, mark] of this.marks.entries())
      if (now <= mark) this.best[at] = Math.min(cost, this.best[at] ?? cost)
  }

  get costs(): Costs {
    return this.best
  }
}

/** The engine, HiGHS cold, HiGHS from where the engine ends, and CBC where it is installed, on the same problems. */
export async function sideBySide(folder: string | undefined, quick: number): Promise<void> {
  const marks = quick === 1 ? MARKS : MARKS.map((mark) => mark / quick)
  const problems = folder
    ? ['Instance3', 'amhp40'].map((name) => readInstance(folder, name))
    : [generatedProblem({ seed: 1, people: 40, weeks: 4, owing: 28 })]
  for (const problem of problems) {
    say(`Side by side on ${problem.name}: cost at ${marks.join(', ')} cpu-s`)
    say(line('engine', bySearch(problem, marks)))
    say(line('HiGHS cold', await bySolver(problem, marks, null)))
    const warm = new RotaSearch(problem, { seed: 1, moves: WARM_MOVES })
    warm.run(WARM_MOVES)
    say(line(`HiGHS warm, from ${warm.bestCost.toFixed(1)}`, await bySolver(problem, marks, warm.rota())))
    say(await byCbc(problem, marks))
  }
}

const line = (name: string, costs: Costs): string =>
  `  ${name.padEnd(28)} ${costs.map((cost) => (cost === null ? '–' : cost.toFixed(1)).padStart(10)).join('')}`

function bySearch(problem: RotaProblem, times: readonly number[]): Costs {
  const marks = new Marks(times)
  for (let seed = 1; !marks.over; seed += 1) {
    const search = new RotaSearch(problem, { seed, moves: SHORT_MOVES })
    while (!search.finished && !marks.over) {
      search.run(20_000)
      if (search.bestHard === 0) marks.found(search.bestCost)
    }
  }
  return marks.costs
}

async function bySolver(problem: RotaProblem, times: readonly number[], from: Rota | null): Promise<Costs> {
  const solver = await loadSolver(1500)
  const program = programOf(problem, 'cost')
  const marks = new Marks(times)
  const better = (values: ArrayLike<number>): void => {
    const { cost, violations } = checkRota(problem, rotaOfValues(problem, values))
    if (violations.length > 0) wrongs.push(`${problem.name}: a rota of the solver breaks rules`)
    marks.found(cost)
  }
  if (from) marks.found(checkRota(problem, from).cost)
  const start = from ? { from: loadedValues(program, problem, from) } : {}
  solver.inMemory(() =>
    solver.solve(program, { seconds: CLOCK_SECONDS, isStopped: () => marks.over, better, ...start }),
  )
  return marks.costs
}

/** `Cbc0012I Integer solution of 607 found … (1.32 seconds)`, and other lines with a solution and its time. */
const FOUND =
  /(?:Integer solution of|Solution found of|objective)\s+(-?[\d.]+(?:e[+-]?\d+)?).*\((\d+(?:\.\d+)?) seconds\)/i

async function byCbc(problem: RotaProblem, times: readonly number[]): Promise<string> {
  if (!isInstalled()) return '  CBC, native                  not installed (Debian: coinor-cbc)'
  const solver = await loadSolver()
  const program = programOf(problem, 'cost')
  const folder = mkdtempSync(join(tmpdir(), 'planner-bench-'))
  try {
    const file = join(folder, 'rota.lp')
    writeFileSync(file, solver.textOf(withoutConstant(program)))
    const last = times.at(-1) ?? 0
    const { stdout } = spawnSync('cbc', [file, 'timeMode', 'cpu', 'seconds', String(last), 'solve'], {
      encoding: 'utf8',
    })
    const found = stdout.split('\n').flatMap((one) => {
      const [, cost, at] = FOUND.exec(one) ?? []
      return cost === undefined ? [] : [{ cost: Number(cost) + program.constant, at: Number(at) }]
    })
    return line(
      'CBC, native',
      times.map((mark) => {
        const costs = found.filter(({ at }) => at <= mark).map(({ cost }) => cost)
        return costs.length === 0 ? null : Math.min(...costs)
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Not every reader of the format knows a constant in the objective. */
const withoutConstant = (program: Program): Program => ({ ...program, constant: 0 })

function isInstalled(): boolean {
  try {
    execFileSync('cbc', ['-quit'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
