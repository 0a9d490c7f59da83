import { addMinutes, instant, latest, msOf, type Instant } from '../time/instant.ts'
import { usualSettings } from '../rota/operatingModels.ts'
import {
  addDays,
  clockTime,
  clockTimeOf,
  londonDayOf,
  londonInstant,
  weekdayOf,
  type ClockTime,
} from '../time/london.ts'
import { heldUp, usualFinish, usualFinishFrom, type Job, type LikelyFinish } from './likelyFinish.ts'
import { stillGoing, type LongTail } from './longTail.ts'
import { timeOf, type Progress } from './steps.ts'
import { openWaits, type Wait } from './waits.ts'

/** What is known of a job under way, as far as its length goes. */
export interface Underway {
  readonly job: Job
  readonly progress: Progress
  readonly waits: readonly Wait[]
  /** After the outcome: whether a bed and the way there are to be found. `null` while it is not known. */
  readonly toHospital: boolean | null
  readonly bedAgreed: boolean
  readonly ambulanceAgreed: boolean
}

/** What is left of a job, counted from the last thing that was heard of it. It stays as it is until something else is heard. */
export interface Course extends LongTail {
  readonly from: Instant
}

/**
 * What a service's own finished jobs say beside the lengths to start with: logarithms by which those are multiplied, one for each
 * thing known, and how far eight in ten lie above the middle. Empty while nothing has been learned.
 */
export interface Learned {
  /** When the service's office hours end, as they are set: doctors are easier found from then on. */
  readonly officeUntil: ClockTime
  /** Finished jobs that it rests on. */
  readonly jobs: number
  readonly effects: Readonly<Record<string, number>>
  readonly spreads: Readonly<Record<string, Spread>>
}
interface Spread {
  /** Logarithm of eight in ten over the middle, as measured; it counts with `weight`, and the usual one with the rest. */
  readonly log: number
  readonly weight: number
}

/** Of a service that has not finished a job yet. @example nothingLearnedAt(clockTime('16:30')).jobs // 0 */
export const nothingLearnedAt = (officeUntil: ClockTime): Learned => ({
  officeUntil,
  jobs: 0,
  effects: {},
  spreads: {},
})
export const nothingLearned = nothingLearnedAt(usualSettings.officeUntil)

/** What of it a choice depends on: what is said of jobs that nobody has yet. @example forChoosing(learned).jobs */
export const forChoosing = ({ officeUntil, jobs, effects, spreads }: Learned): Learned => ({
  officeUntil,
  jobs,
  effects: Object.fromEntries(Object.entries(effects).filter(([key]) => /^(phase )?before( |$)/.test(key))),
  spreads: spreads['before'] ? { before: spreads['before'] } : {},
})

/** Three hours to a band; between the middles of two, what they say is mixed. */
export const BAND_MINUTES = 180

/** The stage that a job is at and what is open on it, in a few letters. @example phaseOf(underway, at) // 'after+bed' */
export function phaseOf({ progress, waits, toHospital, bedAgreed, ambulanceAgreed }: Underway): string {
  const decided = timeOf(progress, 'outcome-recorded') !== null
  const stage = decided
    ? toHospital === false
      ? 'home'
      : 'after'
    : timeOf(progress, 'arrived')
      ? 'there'
      : wayOf(progress)
  const open = openWaits(waits).map(({ kind }) => `+${kind}`)
  const found = stage === 'after' ? `${bedAgreed ? '=bed' : ''}${ambulanceAgreed ? '=ambulance' : ''}` : ''
  return `${stage}${open.toSorted().join('')}${found}`
}

const wayOf = (progress: Progress): string => (timeOf(progress, 'travelling') ? 'going' : 'before')

/** The stage of a phase. @example stageOf('after+bed') // 'after' */
export const stageOf = (phase: string): string => phase.split(/[+=]/)[0] ?? phase

/** The things known of a moment in a job but for its hour, each a key of what is learned. */
export const knownOf = (phase: string, { kind, doctorsAgreed }: Job, from: Instant): readonly string[] => [
  stageOf(phase),
  `phase ${phase}`,
  `${phase} ${kind}`,
  `${stageOf(phase)} day ${weekdayOf(londonDayOf(from))}`,
  ...(doctorsAgreed ? [`${phase} doctors`] : []),
]

/** The key of an hour of the day. @example hourKey('before', 5) // 'before 15–18' */
export const hourKey = (phase: string, band: number): string => `${stageOf(phase)} hour ${band}`

const minuteOfDay = (at: Instant): number => {
  const [hour = 0, minute = 0] = clockTimeOf(at).split(':').map(Number)
  return hour * 60 + minute
}

/** Which band of three hours a moment is in. @example bandOf(at('16:50')) // 5 */
export const bandOf = (at: Instant): number => Math.floor(minuteOfDay(at) / BAND_MINUTES)

function hourEffect({ effects }: Learned, phase: string, at: Instant): number {
  const bands = 1440 / BAND_MINUTES
  const place = minuteOfDay(at) / BAND_MINUTES - 0.5
  const low = Math.floor(place)
  const of = (band: number) => effects[hourKey(phase, (band + bands) % bands)] ?? 0
  return of(low) + (of(low + 1) - of(low)) * (place - low)
}

/** Lengths to start with, put right by what was learned. */
function corrected(usual: LongTail, phase: string, job: Job, from: Instant, learned: Learned): LongTail {
  const known = knownOf(phase, job, from).reduce((sum, key) => sum + (learned.effects[key] ?? 0), 0)
  const median = Math.max(1, usual.median * Math.exp(known + hourEffect(learned, phase, from)))
  const usualSpread = Math.log(Math.max(usual.eightInTen, usual.median) / usual.median)
  const { log, weight } = learned.spreads[phase] ?? learned.spreads[stageOf(phase)] ?? { log: 0, weight: 0 }
  return { median, eightInTen: median * Math.exp(Math.max(0.01, log * weight + usualSpread * (1 - weight))) }
}

const minutesTo = (from: Instant, { likelyAt, eightInTenBy }: LikelyFinish): LongTail => {
  const median = Math.max(1, (msOf(likelyAt) - msOf(from)) / 60_000)
  return { median, eightInTen: Math.max(median, (msOf(eightInTenBy) - msOf(from)) / 60_000) }
}

/** When something was last heard of a job that can change how long it takes. */
export function lastHeard({ progress, waits }: Underway): Instant {
  const steps = progress.taken.map(({ occurredAt }) => occurredAt)
  const moved = waits.flatMap(({ startedAt, endedAt }) => (endedAt === null ? [startedAt] : [startedAt, endedAt]))
  return [...steps, ...moved].reduce(latest, progress.offeredAt)
}

/** The lengths to start with at a moment of a job, and what is learned about such moments. */
export function usualAt(underway: Underway, from: Instant, officeUntil: ClockTime): LongTail | null {
  const usual = usualFinish(underway, from, officeUntil)
  return usual && minutesTo(from, usual)
}

/**
 * What is left of a job under way, by all that is known of it: route, hour, weekday, doctors, bed, ambulance, the step that it is
 * at and the waits that are open. `null` when it was declined or taken back.
 *
 * @example courseOf(underway, learned) // { from: 17:14, median: 118, eightInTen: 171 }
 */
export function courseOf(underway: Underway, learned: Learned): Course | null {
  const from = lastHeard(underway)
  const usual = usualAt(underway, from, learned.officeUntil)
  return usual && { from, ...corrected(usual, phaseOf(underway), underway.job, from, learned) }
}

/**
 * When a job is likely to finish, seen now: of those still going after so long, half finish by `likelyAt` and eight in ten by
 * `eightInTenBy`. As time goes by with nothing new it only ever moves later.
 *
 * @example finishOf({ from: at('17:14'), median: 118, eightInTen: 171 }, at('18:30'))
 */
export function finishOf({ from, ...length }: Course, now: Instant): LikelyFinish {
  const gone = Math.max(0, (msOf(now) - msOf(from)) / 60_000)
  const at = (share: number): Instant =>
    latest(addMinutes(from, Math.round(stillGoing(length, gone, share))), addMinutes(now, 1))
  const likelyAt = at(0.5)
  return { likelyAt, eightInTenBy: latest(likelyAt, at(0.8)) }
}

/**
 * When a job would finish if an AMHP took it at a moment, by the service's own record. A later start never gives an earlier
 * finish: whoever starts before a better hour could as well wait for it.
 *
 * @example likelyFinishFrom({ kind: 'place-of-safety', doctorsAgreed: true, travelMinutes: 22 }, at('16:50'), nothingLearned)
 *   // { likelyAt: 19:40, eightInTenBy: 20:55 }
 */
export function likelyFinishFrom(job: Job, startAt: Instant, learned: Learned): LikelyFinish {
  const starts = learned.jobs === 0 ? [startAt] : [startAt, ...turnsBefore(startAt, learned.officeUntil)]
  const lengths = starts.map(wholeMinute).map((from) => {
    const usual = minutesTo(from, usualFinishFrom({ ...job, travelMinutes: null }, from, learned.officeUntil))
    return { from, ...corrected(usual, 'before', job, from, learned) }
  })
  const last = (share: keyof LongTail): Instant =>
    lengths.map((length) => addMinutes(length.from, Math.round(length[share]) + heldUp(job))).reduce(latest)
  return { likelyAt: last('median'), eightInTenBy: last('eightInTen') }
}

const wholeMinute = (at: Instant): Instant => instant(Math.floor(msOf(at) / 60_000) * 60_000)

/** A turn further back than this cannot hold up a start: what was begun then is over. */
const TURNS_BACK = 12 * 60

/** The moments before a start at which a length turns: the middles of the bands, the doctors' hour, the last minute of a day. */
function turnsBefore(at: Instant, officeUntil: ClockTime): readonly Instant[] {
  const today = londonDayOf(at)
  const ofDay = (day: typeof today): readonly Instant[] => [
    ...turns.map((time) => londonInstant(day, time)),
    ...beforeClosing.map((minutes) => addMinutes(londonInstant(day, officeUntil), -minutes)),
  ]
  const since = addMinutes(at, -TURNS_BACK)
  return [...ofDay(addDays(today, -1)), ...ofDay(today)].filter((turn) => since <= turn && turn < at)
}
const turns = '00:00 01:30 04:30 07:30 10:30 13:30 16:30 19:30 22:30 23:59'.split(' ').map(clockTime)
/** The last hour before the offices close, in minutes before it. */
const beforeClosing = [0, 10, 20, 30, 40, 50, 60]

/**
 * How long a job takes from the moment that an AMHP takes it, in minutes.
 *
 * @example likelyLength({ kind: 'place-of-safety', doctorsAgreed: true, travelMinutes: null }, now, nothingLearned)
 *   // { median: 170, eightInTen: 245 }
 */
export function likelyLength(job: Job, now: Instant, learned: Learned): LongTail {
  const { median, eightInTen } = minutesTo(wholeMinute(now), likelyFinishFrom(job, now, learned))
  return { median: Math.round(median), eightInTen: Math.round(eightInTen) }
}
