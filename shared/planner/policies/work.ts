import { Chances } from '../fill/random.ts'

/** What is assumed of AMHP work where a service has no log of it. None of it is anybody's own figure. */
export const assumed = {
  /** Referrals on a weekday, and how they fall on the hours from 08:00 to 20:00. */
  perDay: 6.5,
  byHour: [3, 7, 12, 13, 11, 9, 9, 9, 8, 7, 5, 4],
  urgent: 0.55,
  areas: 3,
  /** Minutes there in one's own area, and in another. */
  travel: { own: 20, other: 35 },
  /** Chance in an hour that both doctors can come, from 09:00 on: scarce while clinics are on, better from 17:00. */
  doctors: [0.12, 0.12, 0.12, 0.12, 0.2, 0.2, 0.2, 0.45, 1.2, 1.2, 1.2, 0.6, 0.6, 0.6],
  /** Medians in minutes, with the spread of the logarithm. */
  preparation: { median: 50, spread: 0.5 },
  assessment: { median: 70, spread: 0.4 },
  writeUp: { median: 45, spread: 0.4 },
  conveyance: { median: 110, spread: 0.6 },
  detained: 0.58,
  bed: { soon: 25, later: 120, soonIn: 0.65 },
  conveyed: 0.6,
} as const
/** What is drawn from: a service's own log as far as it goes, or what is assumed. */
export interface PolicyWork {
  readonly perDay: number
  /** How referrals fall on the hours from 08:00 to 20:00. */
  readonly byHour: readonly number[]
  readonly urgent: number
  /** Chance in an hour that both doctors can come, from 09:00 on. */
  readonly doctors: readonly number[]
  /** Whether preparation is reckoned by itself, or is within the doctors' chance. */
  readonly preparesApart: boolean
  /** Minutes from the doctors' arrival to being free, as logged; empty where they are assumed. */
  readonly rests: readonly number[]
  /** Least minutes that somebody's shift must have left for work that can wait to be begun. */
  readonly roomNeeded: number
}

export const assumedWork: PolicyWork = {
  perDay: assumed.perDay,
  byHour: assumed.byHour,
  urgent: assumed.urgent,
  doctors: assumed.doctors,
  preparesApart: true,
  rests: [],
  roomNeeded: 0,
}

const FIRST_DOCTORS = 9 * 60
const LAST_DOCTORS = 23 * 60

/** One referral of a day, with all its luck: whoever takes it, and when, meets the same. */
export interface Referral {
  readonly at: number
  readonly urgent: boolean
  readonly area: number
  /** How much of the doctors' chance must have gone by until both are there. */
  readonly patience: number
  readonly preparation: number
  /** From the doctors' arrival to the end. */
  readonly rest: number
}

/** A normal deviate, by Box and Muller. */
const normal = (chances: Chances): number =>
  Math.sqrt(-2 * Math.log(1 - chances.next())) * Math.cos(2 * Math.PI * chances.next())

const lasting = ({ median, spread }: { readonly median: number; readonly spread: number }, chances: Chances): number =>
  median * Math.exp(spread * normal(chances))

/** Everything after the doctors are there: assessment, and for whoever is detained a bed and the way to it, and the report. */
function restOf(chances: Chances): number {
  const { assessment, writeUp, conveyance, detained, bed, conveyed } = assumed
  const itself = lasting(assessment, chances) + lasting(writeUp, chances)
  const [isDetained, soon, goes] = [chances.next() < detained, chances.next() < bed.soonIn, chances.next() < conveyed]
  const way = lasting(conveyance, chances)
  return itself + (isDetained ? (soon ? bed.soon : bed.later) + (goes ? way : 0) : 0)
}

/** One of the log's own, or where there is none what is assumed. */
function restLike(chances: Chances, { rests }: PolicyWork): number {
  if (rests.length === 0) return restOf(chances)
  return rests[chances.below(rests.length)] ?? 0
}

export function drawReferral(chances: Chances, work: PolicyWork): Omit<Referral, 'at'> {
  return {
    urgent: chances.next() < work.urgent,
    area: chances.below(assumed.areas),
    patience: -Math.log(1 - chances.next()),
    preparation: lasting(assumed.preparation, chances) * (work.preparesApart ? 1 : 0),
    rest: restLike(chances, work),
  }
}

/**
 * The referrals of one day, in the order in which they come.
 *
 * @example drawDay(1, 5)[0]?.at // minutes since midnight
 */
export function drawDay(seed: number, day: number, work: PolicyWork = assumedWork): readonly Referral[] {
  const chances = new Chances(Math.imul(seed, 7919) + Math.imul(day, 104_729))
  const { byHour, perDay } = work
  const all = byHour.reduce((sum, one) => sum + one, 0)
  const referrals: Referral[] = []
  for (const [hour, weight] of byHour.entries()) {
    // The gaps between arrivals are exponential.
    for (let at = gap(chances); at < (perDay * weight) / all; at += gap(chances))
      referrals.push({ at: 60 * (8 + hour) + chances.below(60), ...drawReferral(chances, work) })
  }
  return referrals.toSorted((one, other) => one.at - other.at)
}
const gap = (chances: Chances): number => -Math.log(1 - chances.next())

/** When both doctors are there, for somebody who is ready for them from a time on; the last hour of the day at the latest. */
export function doctorsAt(ready: number, patience: number, { doctors }: Pick<PolicyWork, 'doctors'>): number {
  let [at, left] = [Math.max(ready, FIRST_DOCTORS), patience]
  while (at < LAST_DOCTORS) {
    const rate = (doctors[Math.floor((at - FIRST_DOCTORS) / 60)] ?? 0) / 60
    const until = Math.min(LAST_DOCTORS, at + 60 - (at % 60))
    if (rate * (until - at) >= left) return at + left / rate
    left -= rate * (until - at)
    at = until
  }
  return Math.max(ready, LAST_DOCTORS)
}

/** When somebody who takes a referral is free again. */
export const freeAt = (
  begins: number,
  travel: number,
  { preparation, patience, rest }: Referral,
  work: PolicyWork = assumedWork,
): number => doctorsAt(begins + Math.max(preparation, travel), patience, work) + rest
