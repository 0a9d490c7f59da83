import type { Running } from './fillWork.ts'
import { comparePolicies, type PoliciesResult } from './policies/comparePolicies.ts'
import {
  compare,
  likelyWeek,
  reproduce,
  shiftsOfPattern,
  WEEKS,
  type Compared,
  type LikelyWeek,
  type PlannedStart,
  type Reproduced,
  type ShiftPattern,
} from './simulate/compare.ts'
import { drawWeeks } from './simulate/draws.ts'
import { type History, type Week } from './simulate/history.ts'
import { modelOf, RECKONED, type Model } from './simulate/model.ts'
import { simulate, waysAsTheyAre, type Ways } from './simulate/simulate.ts'
import { bestStarts, HALF_HOURS, offeredLoad, type Demand } from './simulate/starts.ts'

/** What a trial of shifts is asked with, kept with its result. */
export interface ShiftsAsked {
  readonly history: History
  readonly today: ShiftPattern
  readonly tried: ShiftPattern
  readonly lead: number | null
  readonly rounds: number
  readonly seed: number
}

export interface ShiftsResult {
  /** The pattern that was tried; older results lack it. */
  readonly tried?: ShiftPattern
  readonly reproduced: Reproduced
  readonly compared: Compared
  /** People busy and needed by half hour, on weekdays. */
  readonly demand: Demand
  /** How many are there by half hour of a weekday, today and tried. */
  readonly presence: { readonly today: readonly number[]; readonly tried: readonly number[] }
  /** Starts for as many people as are tried, that the work itself asks for: the best few, each simulated over the same work. */
  readonly proposed: readonly { readonly starts: readonly PlannedStart[]; readonly week: LikelyWeek }[]
  /** Ways of giving out work over these shifts; older results lack them, and one that was stopped. */
  readonly policies?: PoliciesResult
  readonly jobs: number
  readonly weeks: number
  readonly rounds: number
  readonly assumptions: readonly string[]
}

/** How long before the doctors somebody is reckoned to be needed, where nothing else is asked. */
const USUAL_LEAD = 60
const DISTINCT = 4
const PROPOSED = 5
const SHIFT = 480
const STARTS = Array.from({ length: 17 }, (_, at) => 8 * 60 + at * 30)
/** Half as many rounds for each proposal as for the comparison: there are several of them. */
const OF_ROUNDS = 0.5

/**
 * Simulates a pattern of shifts beside today's, and proposes others. Stopped, it answers with what it has.
 *
 * @example shiftsWork(asked, running).compared.difference.toilMinutes
 */
export function shiftsWork(asked: ShiftsAsked, { tell, isStopped, keep }: Running<ShiftsResult>): ShiftsResult {
  const { history, rounds, seed, lead } = asked
  const model = modelOf(history)
  const ways: Ways = { ...waysAsTheyAre, lead }
  const reproduced = reproduce(history, { rounds, seed }, { model })
  tell(0.3)
  const trial = (pattern: ShiftPattern, own: Ways) => ({ shifts: shiftsOfPattern(pattern, WEEKS), ways: own })
  const compared = compare(model, [trial(asked.today, waysAsTheyAre), trial(asked.tried, ways)], { rounds, seed })
  tell(0.6)
  const demand = offeredLoad(history, { weekend: false, lead: lead ?? USUAL_LEAD })
  const result: ShiftsResult = {
    tried: asked.tried,
    reproduced,
    compared,
    demand,
    presence: { today: presenceOf(asked.today), tried: presenceOf(asked.tried) },
    proposed: isStopped() ? [] : proposals(asked, model, demand, (share) => tell(0.6 + 0.1 * share)),
    jobs: history.jobs.length,
    weeks: history.days / 7,
    rounds,
    assumptions: assumptionsOf(model, lead),
  }
  if (isStopped()) return result
  keep(result)
  return { ...result, policies: comparePolicies(history, asked, (share) => tell(0.7 + 0.3 * share)) }
}

/** How many are there by half hour of a weekday. @example presenceOf(pattern)[33] // at 16:30 */
export function presenceOf({ weekdays }: ShiftPattern): readonly number[] {
  const on = Array.from({ length: HALF_HOURS }, () => 0)
  for (const { start, end, people } of weekdays) {
    const length = end > start ? end - start : end + 1440 - start
    for (let half = Math.ceil(start / 30); half * 30 + 30 <= start + length; half += 1)
      on[half % HALF_HOURS] = (on[half % HALF_HOURS] ?? 0) + people
  }
  return on
}

function proposals(
  { tried, seed, rounds, lead }: ShiftsAsked,
  model: Model,
  { needed }: Demand,
  tell: (share: number) => void,
): ShiftsResult['proposed'] {
  const day = tried.weekdays.filter(({ outOfHours }) => !outOfHours)
  const people = day.reduce((sum, one) => sum + one.people, 0)
  const first = Math.min(...day.filter((one) => one.people > 0).map(({ start }) => start))
  if (people === 0 || people > 14) return []
  const opens = Math.max(8 * 60, Math.ceil(first / 30) * 30)
  const covers = bestStarts(
    {
      needed,
      people,
      distinct: DISTINCT,
      length: SHIFT,
      among: STARTS.filter((start) => start >= opens),
      presence: { from: opens, until: 21 * 60 },
    },
    PROPOSED,
  )
  const few = Math.max(10, Math.round(rounds * OF_ROUNDS))
  const weeks = covers.map(({ starts }, at) => {
    const pattern = { ...tried, weekdays: [...starts, ...tried.weekdays.filter(({ outOfHours }) => outOfHours)] }
    const shifts = shiftsOfPattern(pattern, WEEKS)
    const ran = Array.from({ length: few }, (_, round): Week =>
      simulate(model, drawWeeks(model, WEEKS, seed + round), { shifts, weeks: WEEKS }, { ...waysAsTheyAre, lead }),
    )
    tell((at + 1) / covers.length)
    return { starts, week: likelyWeek(ran) }
  })
  return weeks.toSorted((a, b) => a.week.toilMinutes.mean - b.week.toilMinutes.mean)
}

const assumptionsOf = ({ roomNeeded, callsIn }: Model, lead: number | null): readonly string[] => [
  'Referrals come as in the weeks of the log: whole days are drawn from it, Mondays from Mondays.',
  'Doctors can come at the hours at which they came then, and assessments last as long.',
  `Work that can wait goes out the same day when somebody has at least ${roomNeeded} minutes of shift left: read from the log.`,
  `Whoever has ${RECKONED} minutes left after the doctors come has room for a job: assumed.`,
  lead === null
    ? 'Work is given out as long before the doctors come as it is now.'
    : `Work is given out ${lead} minutes before the doctors come: as you asked.`,
  callsIn
    ? 'Urgent work that nobody on shift can take within three hours calls somebody in: assumed from the log.'
    : 'Nobody is called in, because nobody was in these weeks: urgent work waits for somebody on shift.',
  'Who does which job, travel between places, and leave at short notice are not simulated.',
]
