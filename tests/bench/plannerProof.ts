import { checkRota, uncoveredIn } from '#shared/planner/checkRota.ts'
import type { Duty, Rota, RotaProblem } from '#shared/planner/problem.ts'
import { rotaOfValues } from '#shared/planner/program/program.ts'
import { programOf } from '#shared/planner/program/programOf.ts'
import { hardRules, type HardRule } from '#shared/planner/rules.ts'
import { prove } from '#server/solver/prove.ts'
import { loadSolver } from '#server/solver/solver.ts'
import { cpuClock, named, readInstance, say, wrongs } from './plannerSay.ts'

const optima = [607, 828, 1001, 1716] as const
/** Processor seconds for a proof; of the clock it may be much more on a machine that does other things too. */
const CPU_SECONDS = 300
const CLOCK_SECONDS = 1800

/** The checker on the best rotas of instances 1 to 4, found by HiGHS, and on each of them spoilt; then what is proved of a short month. */
export async function proveChecker(folder: string, quick: number): Promise<void> {
  for (const [at, best] of optima.entries()) {
    if (quick > 1 && at > 1) continue
    const name = `Instance${at + 1}`
    const problem = readInstance(folder, name)
    const solver = await loadSolver()
    const seconds = cpuClock()
    const { ended, values, cost } = solver.solve(programOf(problem, 'cost'), {
      seconds: CLOCK_SECONDS,
      isStopped: () => seconds() > CPU_SECONDS,
    })
    const rota = rotaOfValues(problem, values ?? [])
    const { violations, cost: checked } = checkRota(problem, rota)
    const proved = ended === 'best' ? 'proved best' : 'found, not proved'
    say(
      `${named(name)} HiGHS: ${cost.toFixed(1)}, ${proved}, ${seconds().toFixed(1)} cpu-s; the checker: ${checked}, ${violations.length} rules broken`,
    )
    if (checked !== best || Math.abs(cost - checked) > 0.01 || violations.length > 0)
      wrongs.push(`${name}: the checker makes of the optimum ${checked}, not ${best}`)
    if (at === 0) spoil(problem, rota)
  }
  await proveShort(folder)
}

/** The nine rules of the published format, the fifth as its two halves. */
const seeded: readonly HardRule[] = [
  'two-at-once',
  'closed',
  'rest',
  'too-many-of-shift',
  'too-many-hours',
  'too-few-hours',
  'run-too-long',
  'run-too-short',
  'days-off-too-short',
  'too-many-weekends',
]

/** Each rule is broken once, by changes to one person of a best rota: what the checker names must have it. */
function spoil(problem: RotaProblem, best: Rota): void {
  const missed = seeded.filter((rule) => !spoiltFor(problem, best, rule))
  say(
    `${named('')} seeded violations named by the checker: ${seeded.length - missed.length} of ${seeded.length} (${seeded.map((rule) => hardRules[rule]).join('; ')})`,
  )
  for (const rule of missed) wrongs.push(`the checker did not name: ${hardRules[rule]}`)
}

function spoiltFor(problem: RotaProblem, best: Rota, rule: HardRule): boolean {
  for (const person of problem.people.keys()) {
    const others = best.filter((duty) => duty.person !== person)
    const own = best.filter((duty) => duty.person === person)
    for (const changed of spoilings(problem, person, own)) {
      const spoilt = { ...problem, ...loosened(problem, person, rule) }
      if (
        checkRota(spoilt, [...others, ...changed]).violations.some((one) => one.rule === rule && one.person === person)
      )
        return true
    }
  }
  return false
}

/** Instance 1 has one shift: what it cannot break is put into its rules for one person. */
function loosened(problem: RotaProblem, person: number, rule: HardRule): Partial<RotaProblem> {
  if (rule === 'rest') return { rest: { by: 'table', notAfter: problem.shifts.map(() => [0]) } }
  if (rule !== 'too-many-of-shift') return {}
  const people = problem.people.map((one, at) =>
    at === person ? { ...one, limits: { ...one.limits, mostOfShift: one.limits.mostOfShift.map(() => 1) } } : one,
  )
  return { people }
}

/** One duty more, one less, one twice, and a row that is worked throughout or not at all. */
function* spoilings({ days }: RotaProblem, person: number, own: readonly Duty[]): Generator<readonly Duty[]> {
  for (let day = 0; day < days; day += 1) {
    yield [...own, { person, day, shift: 0 }]
    yield own.filter((duty) => duty.day !== day)
  }
  yield Array.from({ length: days }, (_, day) => ({ person, day, shift: 0 }))
  yield []
}

async function proveShort(folder: string): Promise<void> {
  const problem = readInstance(folder, 'amhp40short')
  const solver = await loadSolver()
  const seconds = cpuClock()
  const { leastOpen, conflict, without } = prove(solver, problem, () => false)
  say(`${named('amhp40short')} HiGHS: at least ${leastOpen} open whatever the rota, ${seconds().toFixed(1)} cpu-s`)
  const because = conflict?.because.map(({ words, names }) => `${words} (${names.length})`).join('; ')
  say(`${named('')} in conflict: ${conflict?.needs.length} shifts with ${because}`)
  for (const { words, leastOpen: least } of without) say(`${named('')} were it not for ${words}: at least ${least}`)
  if (leastOpen === null || leastOpen < 20 || leastOpen > 25) wrongs.push(`amhp40short: ${leastOpen} proved open`)
  if (uncoveredIn(checkRota(problem, [])) === 0) wrongs.push('amhp40short needs nobody')
}
