import { addMinutes, minutesBetween, msOf, type Instant } from '../time/instant.ts'
import type { RequestCode, SourceCode } from '../referrals/referral.ts'
import {
  bandOf,
  hourKey,
  knownOf,
  lastHeard,
  phaseOf,
  stageOf,
  usualAt,
  type Learned,
  type Underway,
} from './course.ts'
import type { ClockTime } from '../time/london.ts'
import { jobKindOf } from './likelyFinish.ts'
import type { TakenStep } from './steps.ts'
import type { Wait, WaitKind } from './waits.ts'

/** A job that is over: its times, and when doctors, bed and ambulance were agreed. Nothing of the person, and not whose it was. */
export interface FinishedJob {
  readonly request: RequestCode
  readonly source: SourceCode
  readonly allocatedAt: Instant
  readonly acceptedAt: Instant | null
  readonly setOffAt: Instant | null
  readonly arrivedAt: Instant | null
  readonly outcomeAt: Instant
  readonly finishedAt: Instant
  readonly toHospital: boolean
  readonly doctorsAgreedAt: Instant | null
  readonly bedAgreedAt: Instant | null
  readonly ambulanceAgreedAt: Instant | null
  readonly waits: readonly { readonly kind: WaitKind; readonly startedAt: Instant; readonly endedAt: Instant }[]
  /** What was said of the finish when somebody was chosen; `null` where nothing was kept. */
  readonly said: { readonly likelyAt: Instant; readonly eightInTenBy: Instant } | null
}

/** A finished job as it looked at a moment while it went on. @example asItWas(job, job.arrivedAt).progress */
export function asItWas(job: FinishedJob, seenAt: Instant): Underway {
  // At the offer itself nothing else has been heard, even where all was typed as one moment.
  const by = (at: Instant | null): boolean => at !== null && at <= seenAt && seenAt > job.allocatedAt
  const step = (name: TakenStep['step'], at: Instant | null): readonly TakenStep[] =>
    at !== null && by(at) ? [{ step: name, occurredAt: at, byName: '' }] : []
  const waits = job.waits
    .filter(({ startedAt }) => startedAt <= seenAt)
    .map((wait, index): Wait => {
      const endedAt = wait.endedAt <= seenAt ? wait.endedAt : null
      return { ...wait, id: String(index) as Wait['id'], endedAt }
    })
  return {
    job: {
      kind: jobKindOf(job.request, job.source),
      doctorsAgreed: by(job.doctorsAgreedAt),
      travelMinutes: null,
    },
    progress: {
      offeredAt: job.allocatedAt,
      taken: [
        ...step('accepted', job.acceptedAt),
        ...step('travelling', job.setOffAt),
        ...step('arrived', job.arrivedAt),
        ...step('outcome-recorded', job.outcomeAt),
      ],
    },
    waits,
    toHospital: by(job.outcomeAt) ? job.toHospital : null,
    bedAgreed: by(job.bedAgreedAt),
    ambulanceAgreed: by(job.ambulanceAgreedAt),
  }
}

/** The moments of a job at which something was heard, the offer first. @example momentsOf(job).length */
export function momentsOf(job: FinishedJob): readonly Instant[] {
  const steps = [job.allocatedAt, job.acceptedAt, job.setOffAt, job.arrivedAt, job.outcomeAt]
  const moved = job.waits.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt])
  const all = [...steps, ...moved].filter((at) => at !== null && at >= job.allocatedAt && at < job.finishedAt)
  return [...new Set(all.filter((at) => at !== null))].toSorted()
}

/** One moment of one job: what was known of it, and how much longer it took than usual, as a logarithm. */
interface Sample {
  readonly phase: string
  readonly keys: readonly string[]
  readonly log: number
  /** How much it counts, 1 when it is of today. */
  readonly counts: number
}

function samplesOf(job: FinishedJob, until: Instant, officeUntil: ClockTime): readonly Sample[] {
  const counts = 0.5 ** (minutesBetween(job.finishedAt, until) / HALF_AS_MUCH)
  return momentsOf(job).flatMap((at) => {
    const seen = asItWas(job, at)
    const from = lastHeard(seen)
    const usual = usualAt(seen, from, officeUntil)
    if (usual === null) return []
    const left = Math.max(1, (msOf(job.finishedAt) - msOf(from)) / 60_000)
    const phase = phaseOf(seen)
    const keys = [...knownOf(phase, seen.job, from), hourKey(phase, bandOf(from))]
    return [{ phase, keys, log: Math.log(left / usual.median), counts }]
  })
}

/**
 * So many finished jobs count as much as the lengths to start with, or as the whole service beside one route, hour or weekday:
 * what rests on few jobs stays near to what rests on many.
 */
const COUNTS_AS = 20
const ROUNDS = 4
/** A rota changes, beds run short: what is so many minutes older counts half as much. */
const HALF_AS_MUCH = 14 * 1440
/** What is older than this many days no longer counts. */
export const LEARNS_FROM_DAYS = 84

/**
 * What a service's own finished jobs say. Each thing known (stage, waits, route, hour, weekday, doctors) has its share, drawn
 * towards none by how few jobs it rests on. Pools everybody: nobody is measured by their own speed.
 *
 * @param until the moment from which back older jobs count less
 * @param officeUntil when the service's office hours end, as they are set now
 * @example learn(finished, startOfDay(today), clockTime('17:00')).jobs // 812
 */
export function learn(jobs: readonly FinishedJob[], until: Instant, officeUntil: ClockTime): Learned {
  const samples = jobs.flatMap((job) => samplesOf(job, until, officeUntil))
  const effects = effectsOf(samples)
  const left = samples.map(({ phase, keys, log, counts }) => ({ phase, log: log - sumOf(keys, effects), counts }))
  const byPhase = groupedBy(left, ({ phase }) => phase)
  const spreads: Record<string, Learned['spreads'][string]> = {}
  for (const [phase, of] of byPhase) {
    const logs = of.toSorted((a, b) => a.log - b.log)
    const counted = countOf(of)
    const weight = counted / (counted + COUNTS_AS)
    const middle = countedQuantile(logs, 0.5)
    const key = `phase ${phase}`
    effects.set(key, round((effects.get(key) ?? 0) + middle * weight))
    spreads[phase] = { log: round(countedQuantile(logs, 0.8) - middle), weight: round(weight) }
  }
  return { officeUntil, jobs: jobs.length, effects: Object.fromEntries([...effects].toSorted(byKey)), spreads }
}

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

const byKey = ([a]: readonly [string, number], [b]: readonly [string, number]): number => (a < b ? -1 : 1)
const round = (value: number): number => Math.round(value * 10_000) / 10_000
const sumOf = (keys: readonly string[], effects: ReadonlyMap<string, number>): number =>
  keys.reduce((sum, key) => sum + (effects.get(key) ?? 0), 0)

/** Each effect in turn is the mean of what the others leave, drawn towards none; a few rounds settle them. */
function effectsOf(samples: readonly Sample[]): Map<string, number> {
  const byKeyed = groupedBy(
    samples.flatMap((sample) => sample.keys.map((key) => ({ key, sample }))),
    ({ key }) => key,
  )
  const effects = new Map<string, number>()
  const left = new Map(samples.map((sample) => [sample, sample.log]))
  for (let turn = 0; turn < ROUNDS; turn += 1)
    for (const [key, of] of byKeyed) {
      const own = effects.get(key) ?? 0
      const sum = of.reduce((total, { sample }) => total + ((left.get(sample) ?? 0) + own) * sample.counts, 0)
      const next = sum / (countOf(of.map(({ sample }) => sample)) + COUNTS_AS)
      for (const { sample } of of) left.set(sample, (left.get(sample) ?? 0) + own - next)
      effects.set(key, next)
    }
  for (const [key, effect] of effects) effects.set(key, round(effect))
  return effects
}

const countOf = (of: readonly { readonly counts: number }[]): number => of.reduce((sum, { counts }) => sum + counts, 0)

/** The same where each counts as much as it does. */
function countedQuantile(ordered: readonly { readonly log: number; readonly counts: number }[], share: number): number {
  const wanted = share * countOf(ordered)
  let sum = 0
  for (const { log, counts } of ordered) {
    sum += counts
    if (sum >= wanted) return log
  }
  return ordered.at(-1)?.log ?? 0
}

/** Of values in order, the one that a share lies below. */
export function quantile(ordered: readonly number[], share: number): number {
  const place = share * (ordered.length - 1)
  const low = Math.floor(place)
  const [a = 0, b = a] = [ordered[low], ordered[low + 1]]
  return a + (b - a) * (place - low)
}

/** Half an hour after each thing that was heard is looked at as well: a forecast has to hold between them. */
export const LATER_LOOK = 30

/** The moments at which a forecast of a job is scored. */
export const looksAt = (job: FinishedJob): readonly Instant[] => {
  const heard = momentsOf(job)
  const later = heard.map((at) => addMinutes(at, LATER_LOOK)).filter((at) => at < job.finishedAt)
  return [...new Set([...heard, ...later])].toSorted()
}

/** The stage that a job was at, for telling scores apart. */
export const stageThen = (job: FinishedJob, at: Instant): string => stageOf(phaseOf(asItWas(job, at)))
