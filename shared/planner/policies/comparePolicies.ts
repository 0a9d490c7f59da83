import { likely, type Likely, type ShiftPattern } from '../simulate/compare.ts'
import { dayOf, isWeekendDay, whatHappened, type History } from '../simulate/history.ts'
import { Expectations } from './expect.ts'
import { ownWork, type OwnWork } from './ownWork.ts'
import { PRICES, simulatePolicy, threeWays, type Policy, type PolicyWeek } from './policies.ts'

export const policyMeasures = {
  toilHours: 'Worked past the end of shifts',
  late: 'Shifts over 15 minutes late',
  veryLate: 'Shifts over 2 hours late',
  handOvers: 'Handed to the evening team',
  nextDay: 'Moved to the next day',
} as const
export type PolicyMeasure = keyof typeof policyMeasures
export type LikelyPolicyWeek = Readonly<Record<PolicyMeasure, Likely>>
const measureNames = Object.keys(policyMeasures) as readonly PolicyMeasure[]

export interface PolicyRow {
  readonly name: string
  readonly week: LikelyPolicyWeek
}

export interface PoliciesResult extends Pick<OwnWork, 'own' | 'assumed'> {
  /** The weekdays of the log, beside today's shifts worked in each of the three ways. */
  readonly past: {
    readonly happened: Readonly<Record<'toilHours' | 'late' | 'veryLate', number>>
    readonly ways: readonly PolicyRow[]
  }
  readonly six: readonly PolicyRow[]
  /** What a hand-over is held to be worth in minutes of TOIL, and what comes of it with the shifts tried, by the cheapest first. */
  readonly frontier: readonly { readonly price: number; readonly week: LikelyPolicyWeek }[]
  readonly rounds: number
  /** More people than this are not simulated one by one. */
  readonly left: boolean
}

/** Weekdays of a quarter. */
const DAYS = 65
const ROUNDS = 50
/** Each price is a run of its own: fewer rounds say enough of a frontier. */
const ROUNDS_OF_PRICE = 25
const FRONTIER = [120, 180, 240, 300, 360, 480, 600]
const UNIFORM = { start: 8 * 60 + 30, end: 16 * 60 + 30 }
const DAY = 1440
const MOST_PEOPLE = 20

/**
 * Everybody at 08:30 or the shifts tried, by area or as a hub, and whether late finishes are reckoned with; and what a dearer hand-over
 * buys. The same referrals and the same luck for each.
 *
 * @param tell how much is done, 0 to 1
 * @example comparePolicies(history, { today, tried, seed: 1 }, tell).six[5]?.week.toilHours.mean
 */
export function comparePolicies(
  history: History,
  { today, tried, seed }: { readonly today: ShiftPattern; readonly tried: ShiftPattern; readonly seed: number },
  tell: (share: number) => void,
): PoliciesResult {
  const { work, own, assumed } = ownWork(history)
  const expect = new Expectations(work)
  const run = (policy: Policy, rounds: number): LikelyPolicyWeek =>
    likelyOf(
      Array.from({ length: rounds }, (_, round) =>
        simulatePolicy(policy, { days: DAYS, seed: seed + round, work, expect }),
      ),
    )
  const shifts = shiftsOf(tried)
  const people = shifts.starts.length
  const left = people === 0 || people > MOST_PEOPLE
  const uniform = { starts: shifts.starts.map(() => UNIFORM.start), ends: shifts.starts.map(() => UNIFORM.end) }
  const policies = left ? [] : [...threeWays('All start 08:30', uniform), ...threeWays('The shifts you tried', shifts)]
  const six = policies.map((policy, at) => {
    tell((0.6 * at) / policies.length)
    return { name: policy.name, week: run(policy, ROUNDS) }
  })
  const base = policies.at(-1)
  const frontier = (base ? FRONTIER : []).map((price, at) => {
    tell(0.6 + (0.4 * at) / FRONTIER.length)
    const prices = { handOver: price, nextDay: Math.round(price * (PRICES.nextDay / PRICES.handOver)) }
    return { price, week: run({ name: '', by: 'hub', ...shifts, prices }, ROUNDS_OF_PRICE) }
  })
  const ways = threeWays('Today’s shifts', shiftsOf(today)).filter(({ starts }) => starts.length > 0)
  const past = {
    happened: weekdaysOf(history),
    ways: ways.map((policy) => ({ name: policy.name, week: run(policy, ROUNDS_OF_PRICE) })),
  }
  return { own, assumed, past, six, frontier, rounds: ROUNDS, left }
}

/** Everybody of a weekday whose work is the day's, one by one. */
function shiftsOf({ weekdays }: ShiftPattern): Required<Pick<Policy, 'starts' | 'ends'>> {
  const day = weekdays.filter(({ outOfHours }) => !outOfHours)
  const each = (of: (one: (typeof day)[number]) => number) =>
    day.flatMap((one) => Array.from({ length: one.people }, () => of(one)))
  return { starts: each(({ start }) => start), ends: each(({ start, end }) => (end > start ? end : end + DAY)) }
}

const likelyOf = (weeks: readonly PolicyWeek[]): LikelyPolicyWeek =>
  Object.fromEntries(measureNames.map((measure) => [measure, likely(weeks.map((week) => week[measure]))])) as Record<
    PolicyMeasure,
    Likely
  >

/** What the log says of the same: shifts of the day's own staff that began on weekdays. */
function weekdaysOf({ days, jobs, shifts }: History): PoliciesResult['past']['happened'] {
  const isOwn = (at: number | null): boolean => {
    const shift = at === null ? undefined : shifts[at]
    return shift !== undefined && !shift.outOfHours && !isWeekendDay(dayOf(shift.start))
  }
  const { toilMinutes, late, veryLate } = whatHappened({ days, shifts, jobs: jobs.filter(({ shift }) => isOwn(shift)) })
  return { toilHours: toilMinutes / 60, late, veryLate }
}
