import { assign } from './assign.ts'
import { Expectations } from './expect.ts'
import { assumed, assumedWork, drawDay, freeAt, type PolicyWork, type Referral } from './work.ts'

/** Who is asked first, and whether late finishes are reckoned with before a job is given. */
export interface Policy {
  readonly name: string
  /** When each of them begins, in minutes since midnight; their areas by turns. */
  readonly starts: readonly number[]
  /** When each ends; eight hours after the start where nothing is said. */
  readonly ends?: readonly number[]
  /** `area`: only those of the referral's own area. `hub`: everybody. */
  readonly by: 'area' | 'hub'
  /** Minutes of TOIL that a hand-over to the evening team, and a move to the next day, is held to be worth; `null`: whoever is free first. */
  readonly prices: { readonly handOver: number; readonly nextDay: number } | null
}

export interface PolicyWeek {
  readonly toilHours: number
  readonly late: number
  readonly veryLate: number
  readonly handOvers: number
  readonly nextDay: number
  /** TOIL, with 4 hours for each hand-over and 2½ for each move to the next day. */
  readonly burden: number
}

const LENGTH = 8 * 60
const UNIFORM = [510, 510, 510, 510, 510, 510]
const STAGGERED = [510, 510, 600, 720, 840, 840]
export const PRICES = { handOver: 330, nextDay: 300 }

/** The six ways that are compared: everybody at 08:30 or staggered; by area, as a hub, and as a hub that reckons with late finishes. */
export const sixPolicies: readonly Policy[] = [
  ...threeWays('all 08:30', { starts: UNIFORM }),
  ...threeWays('staggered', { starts: STAGGERED }),
]

/** One set of shifts, and the three ways of giving out its work. */
export function threeWays(words: string, shifts: Pick<Policy, 'starts' | 'ends'>): readonly Policy[] {
  return [
    { ...shifts, name: `${words}, by area`, by: 'area', prices: null },
    { ...shifts, name: `${words}, hub, first free`, by: 'hub', prices: null },
    { ...shifts, name: `${words}, hub, scored`, by: 'hub', prices: PRICES },
  ]
}

/** One policy over one kind of work. */
interface Run {
  readonly policy: Policy
  readonly work: PolicyWork
  readonly expect: Expectations
}

interface Worker {
  readonly area: number
  readonly start: number
  readonly end: number
  free: number
  held: number
}

/** How often somebody is looked for. */
const STEP = 30
const LATE = 15
const VERY_LATE = 120
/** What scoring adds to expected overtime: a chance of finishing late, a minute of travel, a job already held, a minute waited. */
const WEIGHTS = { late: 30, travel: 0.5, held: 20, urgentWait: 0.1, wait: 0.03 } as const
const NEVER = 1e6

/**
 * Simulates working days under one policy, on referrals that are the same for every policy with the same seed.
 *
 * @param days Mondays to Fridays
 * @returns an average week
 * @example simulatePolicy(policy, { days: 1000, seed: 1 }).toilHours
 */
export function simulatePolicy(
  policy: Policy,
  {
    days,
    seed,
    work = assumedWork,
    expect = new Expectations(work),
  }: {
    readonly days: number
    readonly seed: number
    readonly work?: PolicyWork
    readonly expect?: Expectations
  },
): PolicyWeek {
  const run: Run = { policy, work, expect }
  const sum = { toil: 0, late: 0, veryLate: 0, handOvers: 0, nextDay: 0 }
  let left: readonly Referral[] = []
  for (let day = 0; day < days; day += 1) {
    const workers = policy.starts.map((start, at): Worker => ({
      area: at % assumed.areas,
      start,
      end: policy.ends?.[at] ?? start + LENGTH,
      free: start,
      held: 0,
    }))
    const over = runDay(run, workers, [...left.map((one) => ({ ...one, at: 0 })), ...drawDay(seed, day, work)])
    for (const { free, end, held } of workers) {
      if (held === 0 || free <= end) continue
      sum.toil += free - end
      if (free - end > LATE) sum.late += 1
      if (free - end > VERY_LATE) sum.veryLate += 1
    }
    sum.handOvers += over.handedOver
    sum.nextDay += over.left.length
    left = over.left
  }
  const weeks = days / 5
  const [toilHours, handOvers, nextDay] = [sum.toil / 60 / weeks, sum.handOvers / weeks, sum.nextDay / weeks]
  const burden = toilHours + 4 * handOvers + 2.5 * nextDay
  return { toilHours, late: sum.late / weeks, veryLate: sum.veryLate / weeks, handOvers, nextDay, burden }
}

/** One day, looked at every half hour. @returns what nobody took: urgent work goes to the evening team, the rest to the next day */
function runDay(run: Run, workers: readonly Worker[], referrals: readonly Referral[]) {
  let [waiting, next, handedOver]: [Referral[], number, number] = [[], 0, 0]
  const left: Referral[] = []
  const close = Math.max(...workers.map(({ end }) => end))
  for (let now = 480; now < close; now += STEP) {
    for (; next < referrals.length && (referrals[next]?.at ?? 0) <= now; next += 1)
      waiting.push(referrals[next] as Referral)
    if (waiting.length === 0) continue
    waiting.sort((one, other) => Number(other.urgent) - Number(one.urgent) || one.at - other.at)
    const { prices } = run.policy
    const open = prices ? scored(run, prices, workers, waiting, now) : firstFree(run, workers, waiting, now)
    handedOver += open.handedOver
    left.push(...open.nextDay)
    waiting = open.waiting
  }
  for (const one of [...waiting, ...referrals.slice(next)]) {
    if (one.urgent) handedOver += 1
    else left.push(one)
  }
  return { handedOver, left }
}

interface Open {
  readonly waiting: Referral[]
  readonly nextDay: readonly Referral[]
  readonly handedOver: number
}

const travelOf = (worker: Worker, { area }: Referral): number =>
  worker.area === area ? assumed.travel.own : assumed.travel.other

function give({ work }: Run, worker: Worker, referral: Referral, now: number): void {
  worker.free = freeAt(now, travelOf(worker, referral), referral, work)
  worker.held += 1
}

function firstFree(run: Run, workers: readonly Worker[], waiting: readonly Referral[], now: number): Open {
  const { by } = run.policy
  const still = waiting.filter((referral) => {
    const free = workers
      .filter(
        ({ start, end, free: at, area }) =>
          start <= now &&
          now < end &&
          at <= now &&
          (referral.urgent || end - now >= run.work.roomNeeded) &&
          (by === 'hub' || area === referral.area),
      )
      .toSorted((one, other) => one.free - other.free)[0]
    if (free) give(run, free, referral, now)
    return !free
  })
  return { waiting: still, nextDay: [], handedOver: 0 }
}

/** All that is open against all who are free or will begin, with handing over and the next day as choices of their own. */
function scored(
  run: Run,
  { handOver, nextDay }: NonNullable<Policy['prices']>,
  workers: readonly Worker[],
  waiting: readonly Referral[],
  now: number,
): Open {
  const costs = waiting.map((referral) => [
    ...workers.map((worker) => costOf(run, worker, referral, now)),
    ...waiting.map(() => handOver),
    ...waiting.map(() => (referral.urgent ? NEVER : nextDay)),
  ])
  const chosen = assign(costs)
  const still: Referral[] = []
  const tomorrow: Referral[] = []
  let handedOver = 0
  for (const [at, referral] of waiting.entries()) {
    const column = chosen[at] ?? 0
    const worker = workers[column]
    if (!worker) {
      if (column < workers.length + waiting.length) handedOver += 1
      else tomorrow.push(referral)
    } else if (worker.start <= now && worker.free <= now) give(run, worker, referral, now)
    // Held for somebody who begins later, or is free later: looked at again then.
    else still.push(referral)
  }
  return { waiting: still, nextDay: tomorrow, handedOver }
}

function costOf({ expect }: Run, worker: Worker, referral: Referral, now: number): number {
  // Whoever is at work is not reckoned with before they are free: nobody knows when that is.
  if (worker.end <= now || (worker.start <= now && worker.free > now)) return NEVER
  const [begins, travel] = [Math.max(now, worker.start), travelOf(worker, referral)]
  const { overtime, late } = expect.of(begins, travel, worker.end)
  const wait = (referral.urgent ? WEIGHTS.urgentWait : WEIGHTS.wait) * (begins - now)
  return overtime + WEIGHTS.late * late + WEIGHTS.travel * travel + WEIGHTS.held * worker.held + wait
}
