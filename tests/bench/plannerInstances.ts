import { checkRota, uncoveredIn } from '#shared/planner/checkRota.ts'
import { RotaSearch } from '#shared/planner/fill/search.ts'
import type { RotaProblem } from '#shared/planner/problem.ts'
import { whyNotWords, whyUnfilled } from '#shared/planner/whyUnfilled.ts'
import { cpuClock, named, readInstance, say, wrongs } from './plannerSay.ts'

/** Best known costs of the published instances, and how far above one the search may end. */
const published = [
  { instance: 1, best: 607, within: 0, moves: 10_000_000, seeds: [1, 2] },
  { instance: 2, best: 828, within: 0.02, moves: 10_000_000, seeds: [1, 2] },
  { instance: 3, best: 1001, within: 0.02, moves: 10_000_000, seeds: [1, 2] },
  { instance: 4, best: 1716, within: 0.02, moves: 10_000_000, seeds: [1, 2] },
  { instance: 5, best: 1143, within: 0.1, moves: 60_000_000, seeds: [1] },
  { instance: 6, best: 1950, within: 0.1, moves: 60_000_000, seeds: [1] },
  { instance: 7, best: 1056, within: 0.1, moves: 60_000_000, seeds: [1] },
  { instance: 8, best: 1300, within: 0.1, moves: 60_000_000, seeds: [1] },
] as const

interface Filled {
  readonly cost: number
  readonly uncovered: number
  readonly broken: number
  readonly seconds: number
  readonly mismatch: boolean
  readonly search: RotaSearch
}

function fill(problem: RotaProblem, seed: number, moves: number): Filled {
  const seconds = cpuClock()
  const search = new RotaSearch(problem, { seed, moves })
  search.run(moves)
  const checked = checkRota(problem, search.rota())
  return {
    cost: checked.cost,
    uncovered: uncoveredIn(checked),
    broken: checked.violations.length,
    seconds: seconds(),
    mismatch: Math.abs(checked.cost - search.bestCost) > 0.01,
    search,
  }
}

function row(name: string, seed: number, moves: number, filled: Filled): string {
  const { cost, uncovered, broken, seconds, mismatch } = filled
  if (mismatch) wrongs.push(`${name}, seed ${seed}: the search and the checker disagree`)
  if (broken > 0) wrongs.push(`${name}, seed ${seed}: ${broken} hard rules broken`)
  return `${named(name)} seed ${seed}  ${(moves / 1e6).toFixed(0).padStart(3)} M moves  cost ${cost.toFixed(1).padStart(8)}  open ${String(uncovered).padStart(3)}  ${seconds.toFixed(1).padStart(6)} cpu-s`
}

/** The search on the published instances, the best of its seeds against the best known. */
export function onPublished(folder: string, quick: number): void {
  for (const { instance, best, within, moves: full, seeds } of published) {
    const name = `Instance${instance}`
    const problem = readInstance(folder, name)
    const moves = Math.round(full / quick)
    const costs = seeds.map((seed) => {
      const filled = fill(problem, seed, moves)
      say(row(name, seed, moves, filled))
      return filled.broken > 0 ? Number.POSITIVE_INFINITY : filled.cost
    })
    const over = Math.min(...costs) / best - 1
    say(`${named('')} best known ${best}: ${(100 * over).toFixed(1)} % above, ${(100 * within).toFixed(0)} % allowed`)
    if (over > within + 1e-9 && quick === 1) wrongs.push(`${name}: ${(100 * over).toFixed(1)} % above the best known`)
  }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

export function onMonth(name: string, problem: RotaProblem, moves: number): readonly Filled[] {
  return [1, 2, 3, 4, 5].map((seed) => {
    const one = fill(problem, seed, moves)
    say(row(name, seed, moves, one))
    return one
  })
}

export function onAmhps(folder: string, quick: number): void {
  const moves = Math.round(8_000_000 / quick)
  const full = onMonth('amhp40', readInstance(folder, 'amhp40'), moves)
  const middle = median(full.map(({ cost }) => cost))
  const mostOpen = Math.max(...full.map(({ uncovered }) => uncovered))
  say(`${named('')} median ${middle.toFixed(1)}: 130 allowed, and nothing open`)
  if (quick === 1 && (middle > 130 || mostOpen > 0)) wrongs.push('amhp40 is above 130, or leaves a duty open')
  const short = readInstance(folder, 'amhp40short')
  const found = onMonth('amhp40short', short, moves)
  const best = found.toSorted((one, other) => one.cost - other.cost)[0]
  if (!best) return
  say(`${named('')} best ${best.cost.toFixed(1)} with ${best.uncovered} open: 2570 and 25 allowed`)
  if (quick === 1 && (best.cost > 2570 || best.uncovered > 25)) wrongs.push('amhp40short is above 2570 or 25 open')
  reasons(short, best.search)
}

/** Every open duty with the reason for each candidate; the first one's are printed. */
function reasons(problem: RotaProblem, search: RotaSearch): void {
  const rota = search.rota()
  const open = whyUnfilled(problem, rota)
  const silent = open.filter(({ people, day, shift }) => {
    const on = rota.filter((duty) => duty.day === day && duty.shift === shift).length
    return people.length + on !== problem.people.length
  })
  say(
    `${named('')} each of ${open.length} open shifts has a reason for each of ${problem.people.length} people: ${silent.length === 0 ? 'yes' : 'NO'}`,
  )
  if (silent.length > 0) wrongs.push('an open duty lacks reasons')
  for (const { day, shift, people } of open) {
    const counts = new Map<string, number>()
    for (const { not } of people)
      counts.set(whyNotWords(problem, not), (counts.get(whyNotWords(problem, not)) ?? 0) + 1)
    const words = [...counts].toSorted((a, b) => b[1] - a[1]).map(([why, count]) => `${count} ${why}`)
    say(`${named('')}   day ${day}, ${problem.shifts[shift]?.name}: ${words.join('; ')}`)
  }
}
