import type { Urgency } from '../../referrals/referral.ts'
import {
  dayOf,
  hourOf,
  isUrgent,
  isWeekendDay,
  weekdayOfDay,
  type History,
  type PastJob,
  type PastShift,
} from './history.ts'
import { leaningShare, Strata } from './strata.ts'

/** What a simulation draws from, learnt from a service's own log. */
export interface Model {
  /** Jobs by the day on which their referrals came in, and those days by weekday: whole days are drawn, as they were. */
  readonly daysOf: readonly (readonly (readonly PastJob[])[])[]
  /** From being ready to the assessment, by hour: the doctors' day. */
  readonly doctors: Strata<Start>
  /** From the assessment to the finish and to being free, by hour of beginning and kind. */
  readonly tails: Strata<Tail>
  /** When work that waited overnight was given out, in minutes after midnight. */
  readonly mornings: readonly number[]
  /** How often, 0 to 1, what was kept over the night before a weekend day goes out on it. */
  readonly weekendMornings: (urgency: Urgency) => number
  /** Least minutes that somebody's shift must have left for work that could wait to be given out the same day. */
  readonly roomNeeded: number
  readonly goesNow: (at: { readonly weekend: boolean; readonly room: boolean; readonly urgency: Urgency }) => number
  /** How much more often than by chance work goes to somebody whose shift has room for it. */
  readonly roomShare: number
  readonly jobs: number
  /** Whether anybody was ever called in; where nobody was, work waits until somebody is free. */
  readonly callsIn: boolean
}

export interface Start {
  readonly ready: number
  readonly given: number
  readonly began: number
}

export interface Tail {
  readonly finish: number
  readonly free: number
}

/** What is reckoned from the doctors' arrival to the end, in minutes: whoever has so much left has room. An assumption, shown as one. */
export const RECKONED = 120
const ROOMS = [30, 45, 60, 75, 90, 105, 120, 150]

/**
 * Learns a service's ways of working from its log.
 *
 * @example modelOf(history).roomNeeded // 75
 */
export function modelOf(history: History): Model {
  const { jobs } = history
  const doctors = new Strata<Start>()
  const tails = new Strata<Tail>()
  for (const job of jobs) {
    const ready = readyOf(job)
    doctors.add(startKeys(ready), { ready, given: job.given, began: job.began })
    tails.add(tailKeys(job.began, job), { finish: job.finished - job.began, free: job.free - job.began })
  }
  const roomNeeded = likeliestRoom(history)
  return {
    daysOf: daysByWeekday(history),
    doctors,
    tails,
    mornings: jobs.filter(wasHeld).map(({ given }) => given % 1440),
    weekendMornings: weekendMorningsOf(jobs),
    roomNeeded,
    goesNow: goesNowOf(history, roomNeeded),
    roomShare: roomShareOf(history),
    jobs: jobs.length,
    callsIn: jobs.some(({ shiftEnd }) => shiftEnd === null),
  }
}

/** Before this hour it is still the night before: work given out in it was not kept for the morning. */
const MORNING = 7 * 60
const HELD = 240

/** The day whose morning comes next after a moment. */
export const nextMorningsDay = (at: number): number => dayOf(at - MORNING) + 1

const wasHeld = ({ decided, given }: PastJob): boolean =>
  given - decided > HELD && given >= nextMorningsDay(decided) * 1440 + MORNING

/** From when the doctors were sought: the decision, or for work that waited overnight when it was given out. */
export const readyOf = (job: PastJob): number => (wasHeld(job) ? job.given : job.decided)

export const startKeys = (ready: number): readonly string[] => {
  const part = isWeekendDay(dayOf(ready)) ? 'weekend' : 'weekday'
  return [`${part} ${hourOf(ready)}`, `${part} ${Math.floor(hourOf(ready) / 3)} of 8`, part]
}

export const tailKeys = (began: number, { kind }: Pick<PastJob, 'kind'>): readonly string[] => [
  `${kind} ${Math.floor(hourOf(began) / 6)} of 4`,
  kind,
  'all',
]

function daysByWeekday({ days, jobs }: History): Model['daysOf'] {
  const perDay = Array.from({ length: days }, (): PastJob[] => [])
  for (const job of jobs) perDay[dayOf(job.received)]?.push(job)
  return Array.from({ length: 7 }, (_, weekday) => perDay.filter((_none, day) => weekdayOfDay(day) === weekday))
}

/** Whether anybody of the day's own staff is on with at least so many minutes left. */
export const hasRoom = (on: readonly PastShift[], at: number, needed: number): boolean =>
  on.some(({ start, end, outOfHours }) => !outOfHours && start <= at && end - at >= needed)

interface Share {
  yes: number
  of: number
}

const odds = (share: Share): number => {
  const p = (share.yes + 0.5) / (share.of + 1)
  return share.yes * Math.log(p) + (share.of - share.yes) * Math.log(1 - p)
}

/** The minutes of shift left that best tell, on weekdays, what went out the same day from what was kept. */
function likeliestRoom({ jobs, shifts }: History): number {
  const could = jobs.filter(({ urgency, decided }) => !isUrgent(urgency) && !isWeekendDay(dayOf(decided)))
  const byDay = shiftsByDay(shifts)
  let [best, found] = [Number.NEGATIVE_INFINITY, 75]
  for (const needed of ROOMS) {
    const [room, none]: [Share, Share] = [
      { yes: 0, of: 0 },
      { yes: 0, of: 0 },
    ]
    for (const job of could) {
      const share = hasRoom(byDay(job.decided), job.decided, needed) ? room : none
      share.of += 1
      if (!wasHeld(job)) share.yes += 1
    }
    const likely = odds(room) + odds(none)
    if (likely > best + 1e-9) [best, found] = [likely, needed]
  }
  return found
}

/** The shifts that may be on at a moment: those of its day and of the day before. */
export function shiftsByDay(shifts: readonly PastShift[]): (at: number) => readonly PastShift[] {
  const days = new Map<number, PastShift[]>()
  for (const shift of shifts)
    for (const day of [dayOf(shift.start), dayOf(shift.start) + 1]) {
      const own = days.get(day)
      if (own) own.push(shift)
      else days.set(day, [shift])
    }
  return (at) => days.get(dayOf(at)) ?? []
}

function goesNowOf({ jobs, shifts }: History, needed: number): Model['goesNow'] {
  const byDay = shiftsByDay(shifts)
  const shares = new Map<string, Share>()
  for (const job of jobs) {
    const room = hasRoom(byDay(job.decided), job.decided, needed)
    const weekend = isWeekendDay(dayOf(job.decided))
    for (const key of [`${weekend} ${room} ${job.urgency}`, `${room} ${job.urgency}`]) {
      const share = shares.get(key) ?? { yes: 0, of: 0 }
      shares.set(key, { yes: share.yes + (wasHeld(job) ? 0 : 1), of: share.of + 1 })
    }
  }
  return ({ weekend, room, urgency }) => {
    const usual = isUrgent(urgency) || room ? 0.9 : 0.1
    const wide = leaningShare(shares.get(`${room} ${urgency}`) ?? { yes: 0, of: 0 }, usual)
    return leaningShare(shares.get(`${weekend} ${room} ${urgency}`) ?? { yes: 0, of: 0 }, wide)
  }
}

function weekendMorningsOf(jobs: readonly PastJob[]): Model['weekendMornings'] {
  const before = jobs.filter((job) => wasHeld(job) && isWeekendDay(nextMorningsDay(job.decided)))
  const shareOf = (urgent: boolean) => {
    const own = before.filter(({ urgency }) => isUrgent(urgency) === urgent)
    return leaningShare(
      { yes: own.filter(({ given }) => isWeekendDay(dayOf(given))).length, of: own.length },
      urgent ? 0.9 : 0.2,
    )
  }
  const [urgent, other] = [shareOf(true), shareOf(false)]
  return (urgency) => (isUrgent(urgency) ? urgent : other)
}

/** Held against chance: 0 when work goes to anybody who is on, 1 when always to somebody whose shift has room. */
function roomShareOf({ jobs, shifts }: History): number {
  const byDay = shiftsByDay(shifts)
  let [seen, expected, chosen] = [0, 0, 0]
  for (const { given, began, shiftEnd } of jobs) {
    if (shiftEnd === null) continue
    const on = byDay(given).filter(({ start, end }) => start <= given && given < end)
    const room = on.filter(({ end }) => end >= began + RECKONED).length
    if (room === 0 || room === on.length) continue
    seen += 1
    expected += room / on.length
    chosen += shiftEnd >= began + RECKONED ? 1 : 0
  }
  if (seen < 20) return 0
  return Math.min(1, Math.max(0, (chosen - expected) / (seen - expected)))
}
