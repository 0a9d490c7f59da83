import { monitorEventLoopDelay } from 'node:perf_hooks'
import { makeDemo } from '#db/seed/demo.ts'
import { generatedProblem } from '#shared/planner/generated.ts'
import { comparePolicies } from '#shared/planner/policies/comparePolicies.ts'
import { PRICES, simulatePolicy, sixPolicies, type PolicyWeek } from '#shared/planner/policies/policies.ts'
import { reproduce, type Reproduced } from '#shared/planner/simulate/compare.ts'
import { whatHappened, type History, type Measure } from '#shared/planner/simulate/history.ts'
import { modelOf } from '#shared/planner/simulate/model.ts'
import { instant } from '#shared/time/instant.ts'
import { runInThread } from '#server/kernel/thread.ts'
import { demoHistory } from '#tests/builders/pastWork.ts'
import { cpuClock, named, say, wrongs } from './plannerSay.ts'

const SEED = 1
const ROUNDS = 100
const DAYS = 1000
const MOST_SECONDS = 1
/** What a service staggers its starts for. */
const main: readonly (readonly [measure: Measure, words: string, per: number])[] = [
  ['toilMinutes', 'TOIL, h a week', 60],
  ['late', 'late finishes a week', 1],
  ['veryLate', '> 2 h late a week', 1],
  ['callIns', 'call-ins a week', 1],
]

export function onSimulation(): void {
  const demo = makeDemo({ now: instant('2026-11-12T16:47:00Z'), seed: 20_261_112, weeks: 26, passwordHash: 'x' })
  const { before, since } = demoHistory(demo)
  say(`Simulator, seed ${SEED}, ${ROUNDS} rounds: the demo service's own log, with the span of nineteen in twenty`)
  table('ten weeks before staggering', reproduce(before, { rounds: ROUNDS, seed: SEED }))
  const ways = { lead: 65, roomShare: 0.45, weekendsAsWeekdays: true }
  table(
    'the weeks after, from those ten alone',
    reproduce(since, { rounds: ROUNDS, seed: SEED }, { model: modelOf(before), ways }),
  )
  if (whatHappened(since).toilMinutes >= whatHappened(before).toilMinutes)
    wrongs.push('the demo has no gain to foretell')
  onPolicies()
  onOwnPolicies(before)
}

/** The same six ways on the demo service's own ten weeks, with what the log says first. */
function onOwnPolicies(before: History): void {
  const at = (start: number, people: number) => ({ start, end: start + 480, people, outOfHours: false })
  const today = { weekdays: [at(510, 6)], weekends: [] }
  const tried = { weekdays: [at(510, 2), at(600, 1), at(720, 1), at(840, 2)], weekends: [] }
  const seconds = cpuClock()
  const { past, six, frontier, rounds } = comparePolicies(before, { today, tried, seed: SEED }, () => undefined)
  say(
    `Six policies on the demo's own ten weeks, seed ${SEED}, ${rounds} quarters each, ${seconds().toFixed(1)} cpu-s: TOIL h, late, > 2 h late, hand-overs, next day, each a week`,
  )
  say(
    `  ${'the log, weekdays'.padEnd(38)} ${[past.happened.toilHours, past.happened.late, past.happened.veryLate].map((one) => one.toFixed(1).padStart(7)).join('')}`,
  )
  const priced = frontier.map(({ price, week }) => ({ name: `a hand-over worth ${price} minutes`, week }))
  for (const { name, week } of [...past.ways, ...six, ...priced]) {
    const { toilHours, late, veryLate, handOvers, nextDay } = week
    const means = [toilHours, late, veryLate, handOvers, nextDay]
      .map(({ mean }) => mean.toFixed(1).padStart(7))
      .join('')
    say(`  ${name.padEnd(38)} ${means}  TOIL ${toilHours.low.toFixed(1)} to ${toilHours.high.toFixed(1)}`)
  }
  const like = past.ways.some(
    ({ week: { toilHours } }) => toilHours.low <= past.happened.toilHours && past.happened.toilHours <= toilHours.high,
  )
  if (!like) wrongs.push('no way of giving out the work makes of the demo what its log says')
}

function table(what: string, { happened, simulated, outside }: Reproduced): void {
  say(`  ${what}`)
  for (const [measure, words, per] of main) {
    const { mean, low, high } = simulated[measure]
    const inside = !outside.includes(measure)
    const [real, likely, from, to] = [happened[measure], mean, low, high].map((value) => (value / per).toFixed(1))
    say(
      `    ${words.padEnd(24)} happened ${real?.padStart(6)}  simulated ${likely?.padStart(6)} (${from} to ${to})  ${inside ? 'inside' : 'OUTSIDE'}`,
    )
    if (!inside) wrongs.push(`${what}: ${words} is outside its span`)
  }
}

function onPolicies(): void {
  say(
    `Six policies on assumed work, ${DAYS} days, seed ${SEED}: TOIL h, late, > 2 h late, hand-overs, next day, burden, each a week`,
  )
  const weeks = new Map<string, PolicyWeek>()
  for (const policy of sixPolicies) {
    const seconds = cpuClock()
    const week = simulatePolicy(policy, { days: DAYS, seed: SEED })
    const took = seconds()
    weeks.set(policy.name, week)
    say(`  ${policy.name.padEnd(28)} ${figures(week)}  ${took.toFixed(2)} cpu-s`)
    if (took > MOST_SECONDS) wrongs.push(`${policy.name}: ${took.toFixed(2)} cpu-s for ${DAYS} days`)
  }
  order(weeks)
  say('  the price of a hand-over, in minutes of TOIL (staggered, hub, scored)')
  const base = sixPolicies.at(-1)
  if (base)
    for (const handOver of [300, PRICES.handOver, 420, 480, 600]) {
      const prices = { handOver, nextDay: Math.round(handOver * (PRICES.nextDay / PRICES.handOver)) }
      say(
        `  ${String(handOver).padStart(28)} ${figures(simulatePolicy({ ...base, prices }, { days: DAYS, seed: SEED }))}`,
      )
    }
}

const figures = ({ toilHours, late, veryLate, handOvers, nextDay, burden }: PolicyWeek): string =>
  [toilHours, late, veryLate, handOvers, nextDay, burden].map((value) => value.toFixed(1).padStart(7)).join('')

/** What must come before what: staggered before uniform, a hub before areas, and scoring the least TOIL of each three. */
function order(weeks: ReadonlyMap<string, PolicyWeek>): void {
  const of = (name: string, measure: keyof PolicyWeek): number => weeks.get(name)?.[measure] ?? Number.NaN
  const pairs: readonly (readonly [less: string, more: string, measure: keyof PolicyWeek])[] = [
    ...['by area', 'hub, first free', 'hub, scored'].flatMap((how) =>
      (['burden', 'toilHours'] as const).map((measure) => [`staggered, ${how}`, `all 08:30, ${how}`, measure] as const),
    ),
    ...['all 08:30', 'staggered'].flatMap((starts) => [
      [`${starts}, hub, first free`, `${starts}, by area`, 'burden'] as const,
      [`${starts}, hub, scored`, `${starts}, by area`, 'burden'] as const,
      [`${starts}, by area`, `${starts}, hub, first free`, 'toilHours'] as const,
      [`${starts}, hub, scored`, `${starts}, by area`, 'toilHours'] as const,
    ]),
  ]
  const wrong = pairs.filter(([less, more, measure]) => !(of(less, measure) < of(more, measure)))
  say(`${named('')} order of the policies: ${pairs.length - wrong.length} of ${pairs.length} pairs as expected`)
  for (const [less, more, measure] of wrong) wrongs.push(`${measure} of "${less}" is not below that of "${more}"`)
}

/** How long the thread that answers requests is kept from them while another fills a rota. */
export async function onDelay(): Promise<void> {
  const problem = generatedProblem({ seed: 1, people: 40, weeks: 4, owing: 28 })
  const asked = { problem, seeds: [1], moves: 3_000_000, had: problem.people.map(() => 0) }
  const delay = monitorEventLoopDelay({ resolution: 10 })
  const thread = new URL('../harness/planThread.mjs', import.meta.url)
  const run = runInThread(thread, { kind: 'fill', asked }, () => delay.enable())
  await run.result
  delay.disable()
  say(
    `Event-loop delay of the server's thread while a rota is filled: p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms (of the clock; under 100 on a machine that is not shared)`,
  )
}
