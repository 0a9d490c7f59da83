// `npm run bench:planner`: how good the rotas are that the search fills, with a fixed number of moves and the seeds shown.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import loadHighs from 'highs'
import { parseAmhpInstance } from '#shared/planner/amhpInstance.ts'
import { checkRota, uncoveredIn } from '#shared/planner/checkRota.ts'
import { parseCurtoisQu } from '#shared/planner/curtoisQu.ts'
import { RotaSearch } from '#shared/planner/fill/search.ts'
import { generatedProblem } from '#shared/planner/generated.ts'
import type { RotaProblem } from '#shared/planner/problem.ts'
import { whyUnfilled } from '#shared/planner/whyUnfilled.ts'
import { programOf, rotaOf } from './plannerModel.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Best known costs of the published instances, and how far above one the search may end. */
const published = [
  { instance: 1, best: 607, within: 0, moves: 10_000_000 },
  { instance: 2, best: 828, within: 0.02, moves: 10_000_000 },
  { instance: 3, best: 1001, within: 0.02, moves: 10_000_000 },
  { instance: 4, best: 1716, within: 0.02, moves: 10_000_000 },
  { instance: 5, best: 1143, within: 0.1, moves: 60_000_000 },
  { instance: 6, best: 1950, within: 0.1, moves: 60_000_000 },
  { instance: 7, best: 1056, within: 0.1, moves: 60_000_000 },
  { instance: 8, best: 1300, within: 0.1, moves: 60_000_000 },
] as const
const PROVED = 4
const wrongs: string[] = []

interface Filled {
  readonly cost: number
  readonly uncovered: number
  readonly broken: number
  readonly seconds: number
  readonly mismatch: boolean
}

function fill(problem: RotaProblem, seed: number, moves: number): Filled {
  const before = process.cpuUsage()
  const search = new RotaSearch(problem, { seed, moves })
  search.run(moves)
  const { user, system } = process.cpuUsage(before)
  const checked = checkRota(problem, search.rota())
  return {
    cost: checked.cost,
    uncovered: uncoveredIn(checked),
    broken: checked.violations.length,
    seconds: (user + system) / 1e6,
    mismatch: Math.abs(checked.cost - search.bestCost) > 0.01,
  }
}

function row(
  name: string,
  seed: number,
  moves: number,
  { cost, uncovered, broken, seconds, mismatch }: Filled,
): string {
  if (mismatch) wrongs.push(`${name}, seed ${seed}: the search and the checker disagree`)
  if (broken > 0) wrongs.push(`${name}, seed ${seed}: ${broken} hard rules broken`)
  return `${name.padEnd(26)} seed ${seed}  ${(moves / 1e6).toFixed(0).padStart(3)} M moves  cost ${cost.toFixed(1).padStart(8)}  open ${String(uncovered).padStart(3)}  ${seconds.toFixed(1).padStart(6)} cpu-s`
}

/** A published instance: the checker on a proved optimum, then the search. */
async function onPublished(folder: string, quick: number): Promise<void> {
  const highs = await loadHighs()
  for (const { instance, best, within, moves: full } of published) {
    const name = `Instance${instance}`
    const problem = parseCurtoisQu(name, readFileSync(join(folder, `${name}.txt`), 'utf8'))
    if (instance <= PROVED && quick === 1) {
      const solved = highs.solve(programOf(problem), { output_flag: false, time_limit: 400 })
      const columns: Readonly<Record<string, object>> = solved.Columns
      const rota = rotaOf(problem, (column) => Number(Reflect.get(columns[column] ?? {}, 'Primal') ?? 0))
      const { cost, violations } = checkRota(problem, rota)
      say(
        `${name.padEnd(26)} HiGHS: ${solved.Status}, ${Math.round(solved.ObjectiveValue)}; the checker: ${cost}, ${violations.length} rules broken`,
      )
      if (cost !== best || violations.length > 0)
        wrongs.push(`${name}: the checker makes of the optimum ${cost}, not ${best}`)
    }
    const moves = Math.round(full / quick)
    const seeds = instance <= PROVED ? [1, 2] : [1]
    const costs = seeds.map((seed) => {
      const filled = fill(problem, seed, moves)
      say(row(name, seed, moves, filled))
      return filled.broken > 0 ? Number.POSITIVE_INFINITY : filled.cost
    })
    const over = Math.min(...costs) / best - 1
    say(
      `${''.padEnd(26)} best known ${best}: ${(100 * over).toFixed(1)} % above, ${(100 * within).toFixed(0)} % allowed`,
    )
    if (over > within + 1e-9 && quick === 1) wrongs.push(`${name}: ${(100 * over).toFixed(1)} % above the best known`)
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

function onMonth(name: string, problem: RotaProblem, moves: number): { costs: number[]; open: number[] } {
  const filled = [1, 2, 3, 4, 5].map((seed) => {
    const one = fill(problem, seed, moves)
    say(row(name, seed, moves, one))
    return one
  })
  return { costs: filled.map(({ cost }) => cost), open: filled.map(({ uncovered }) => uncovered) }
}

function onAmhps(folder: string, quick: number): void {
  const read = (name: string) => parseAmhpInstance(name, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
  const moves = Math.round(8_000_000 / quick)
  const full = onMonth('amhp40', read('amhp40'), moves)
  say(`${''.padEnd(26)} median ${median(full.costs).toFixed(1)}: 130 allowed, and nothing open`)
  if (quick === 1 && (median(full.costs) > 130 || Math.max(...full.open) > 0))
    wrongs.push('amhp40 is above 130, or leaves a duty open')
  const short = read('amhp40short')
  const found = onMonth('amhp40short', short, moves)
  say(
    `${''.padEnd(26)} best ${Math.min(...found.costs).toFixed(1)} with ${Math.min(...found.open)} open: 2570 and 25 allowed`,
  )
  if (quick === 1 && (Math.min(...found.costs) > 2570 || Math.min(...found.open) > 25))
    wrongs.push('amhp40short is above 2570 or 25 open')
  const search = new RotaSearch(short, { seed: 1, moves: 500_000 })
  search.run(500_000)
  const open = whyUnfilled(short, search.rota())
  const silent = open.filter(({ people, day, shift }) => {
    const on = search.rota().filter((duty) => duty.day === day && duty.shift === shift).length
    return people.length + on !== short.people.length
  })
  say(
    `${''.padEnd(26)} every open duty has a reason for each of ${short.people.length} people: ${silent.length === 0 ? 'yes' : 'NO'}`,
  )
  if (silent.length > 0) wrongs.push('an open duty lacks reasons')
}

async function bench(): Promise<void> {
  const args = process.argv.slice(2)
  const at = args.indexOf('--instances')
  const folder = at >= 0 ? args[at + 1] : undefined
  const quick = args.includes('--quick') ? 10 : 1
  say(`Node ${process.version}; ${quick === 1 ? 'full' : 'a tenth of the'} moves`)
  if (folder === undefined) {
    say(
      'No --instances DIR was given: these are generated problems. The published instances are not part of this project.',
    )
    for (const seed of [1, 2])
      onMonth(
        `generated ${seed}`,
        generatedProblem({ seed, people: 40, weeks: 4, owing: 28 }),
        Math.round(4_000_000 / quick),
      )
  } else if (!existsSync(join(folder, 'Instance1.txt'))) {
    wrongs.push(`${folder} has no Instance1.txt`)
  } else {
    if (!args.includes('--published-only') && existsSync(join(folder, 'amhp40.json'))) onAmhps(folder, quick)
    if (!args.includes('--months-only')) await onPublished(folder, quick)
  }
  for (const wrong of wrongs) say(`WRONG: ${wrong}`)
  process.exitCode = wrongs.length > 0 ? 1 : 0
}

await bench()
