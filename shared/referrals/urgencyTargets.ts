import { addMinutes, startOfMinute, type Instant } from '#shared/time/instant.ts'
import {
  addDays,
  clockTime,
  formatDate,
  londonDayOf,
  londonInstant,
  startOfDay,
  type LondonDay,
} from '#shared/time/london.ts'
import { formatMinutes, minutes, type Minutes } from '#shared/time/minutes.ts'
import type { PowerKind } from './clockRules.ts'
import { runningLimit, type RecordedPower } from './powers.ts'
import { urgencies, urgencyCodes, type Urgency } from './referral.ts'

/** Classes whose time a service sets. `U0` goes by the clock of the law, and has a local target to start beside it. */
export const timedClasses = ['U1', 'U2', 'U3', 'U4'] as const satisfies readonly Urgency[]
export type TimedClass = (typeof timedClasses)[number]

/**
 * By when what is of a class is to be assessed: so many elapsed minutes from the decision, by midnight of the same day in London, or a
 * time that is typed each time (planned work).
 */
export type UrgencyTarget =
  | { readonly by: 'elapsed'; readonly minutes: Minutes }
  | { readonly by: 'midnight' }
  | { readonly by: 'typed' }

/** How a service names its classes of urgency, and what it aims at in each. */
export interface UrgencyBands {
  readonly words: Readonly<Record<Urgency, string>>
  /**
   * Local target to start while a person is kept under section 135 or 136: minutes from the start of the power; `null` for none. It is
   * never later than the limit of the law.
   */
  readonly startWithin: Minutes | null
  readonly targets: Readonly<Record<TimedClass, UrgencyTarget>>
}

/** With the day from which the service set them; `null` for the defaults, which no service has set. */
export interface BandsInForce extends UrgencyBands {
  readonly effectiveFrom: LondonDay | null
}

/** A setting as it is kept, with when it was made, and when it was withdrawn or replaced by another of its day. */
export interface UrgencySetting extends UrgencyBands {
  readonly effectiveFrom: LondonDay
  /** Which setting of its day it is: 1 for the first. */
  readonly version: number
  readonly at: Instant
  readonly withdrawnAt: Instant | null
}

/** The least and the most minutes of a target: 30 days. A local target to start lies within the 24 hours of section 136. */
export const TARGET_LEAST = 1
export const TARGET_MOST = 43_200
export const START_MOST = 1440
/** A name of a class stands on a chip and in a row of the record. */
export const BAND_WORDS_MOST = 40

/**
 * What holds while a service has set nothing. No statute and no national standard gives a response time for an assessment in the
 * community, so each figure is a suggestion and is shown as one. The three hours are often quoted for section 136, where no clinical
 * ground delays it (Code of Practice and Royal College of Psychiatrists, not verified).
 */
export const standardBands: BandsInForce = {
  effectiveFrom: null,
  words: urgencies,
  startWithin: minutes(180),
  targets: {
    U1: { by: 'elapsed', minutes: minutes(240) },
    U2: { by: 'midnight' },
    U3: { by: 'elapsed', minutes: minutes(4320) },
    U4: { by: 'typed' },
  },
}

/**
 * The bands in force at a moment: of the settings that stood then, the one of the latest day; the defaults while there is none.
 *
 * @example bandsAt([], now).effectiveFrom // null: the defaults
 */
export function bandsAt(settings: readonly UrgencySetting[], at: Instant): BandsInForce {
  const day = londonDayOf(at)
  const known = settings.filter(
    (one) => one.effectiveFrom <= day && one.at <= at && (one.withdrawnAt === null || one.withdrawnAt > at),
  )
  const latest = known.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0]
  if (latest === undefined) return standardBands
  const { effectiveFrom, words, startWithin, targets } = latest
  return { effectiveFrom, words, startWithin, targets }
}

/** What a due time is worked out from. */
export interface UrgencyMoment {
  /** When it was decided, or rated again. */
  readonly decidedAt: Instant
  /** When the person began to be kept under section 135 or 136; `null` when nobody is, or the start is not recorded. */
  readonly powerStartedAt: Instant | null
  /** The earliest limit of the powers that run; `null` when none runs or no start is recorded. */
  readonly legalLimit: Instant | null
}

export interface DueByUrgency {
  readonly dueAt: Instant
  /** Why, in one line: the length, the class, from which day, and that it is local and not law, or that it is the law. */
  readonly because: string
}

/**
 * By when a referral of a class is to be assessed, and why; `null` when its class has no target and no limit of the law runs, so that
 * somebody gives the time.
 *
 * Minutes are elapsed: four hours are four hours on a night of a clock change. "By midnight" is 23:59 of the same day in London, and of
 * what is decided in its last minute the midnight itself. Nothing local is ever later than a running limit of the law.
 *
 * Source: MHA 1983 s.136(2A), s.135(3ZA) for the limits; there is no statutory or national response time, so targets are the service's.
 *
 * @example
 * dueByUrgency('U2', standardBands, { decidedAt, powerStartedAt: null, legalLimit: null })
 * // decided at 16:43: { dueAt: 23:59 of that day, because: 'By midnight: local target for “Today”, not law (a default, …)' }
 */
export function dueByUrgency(urgency: Urgency, bands: BandsInForce, moment: UrgencyMoment): DueByUrgency | null {
  const limit = moment.legalLimit !== null && moment.legalLimit > moment.decidedAt ? moment.legalLimit : null
  const local = urgency === 'U0' ? startTarget(bands, moment) : classTarget(urgency, bands, moment.decidedAt)
  const ahead = local !== null && local.dueAt > moment.decidedAt ? local : null
  if (limit === null) return ahead
  if (ahead !== null && ahead.dueAt <= limit) return ahead
  if (ahead !== null)
    return { dueAt: limit, because: `The legal limit: it comes before the local target for “${bands.words[urgency]}”` }
  if (local === null) return { dueAt: limit, because: 'The legal limit' }
  return { dueAt: limit, because: `The legal limit. ${startWords(bands)}, a local target, has passed` }
}

function classTarget(urgency: TimedClass, bands: BandsInForce, decidedAt: Instant): DueByUrgency | null {
  const target = bands.targets[urgency]
  if (target.by === 'typed') return null
  const aim = `local target for “${bands.words[urgency]}”, not law (${standing(bands)})`
  if (target.by === 'midnight') return { dueAt: endOfDay(decidedAt), because: `By midnight: ${aim}` }
  const dueAt = startOfMinute(addMinutes(decidedAt, target.minutes))
  return { dueAt, because: `${lengthWords(target.minutes)} from the decision: ${aim}` }
}

function startTarget(bands: BandsInForce, { powerStartedAt }: UrgencyMoment): DueByUrgency | null {
  if (bands.startWithin === null || powerStartedAt === null) return null
  const dueAt = startOfMinute(addMinutes(powerStartedAt, bands.startWithin))
  return { dueAt, because: `${startWords(bands)}: local target to start, not law (${standing(bands)})` }
}

const startWords = ({ startWithin }: UrgencyBands): string =>
  `${lengthWords(startWithin ?? 0)} from the start of the power`

const standing = ({ effectiveFrom }: BandsInForce): string =>
  effectiveFrom === null ? 'a default, not set by this service' : `from ${formatDate(effectiveFrom)}`

const LAST_MINUTE = clockTime('23:59')

function endOfDay(at: Instant): Instant {
  const day = londonDayOf(at)
  const last = londonInstant(day, LAST_MINUTE)
  return last > at ? last : startOfDay(addDays(day, 1))
}

/** Hours in words when they are whole. @example lengthWords(4320) // '72 hours' */
function lengthWords(length: number): string {
  if (length < 60) return length === 1 ? '1 minute' : `${length} minutes`
  if (length % 60 !== 0) return formatMinutes(length)
  return length === 60 ? '1 hour' : `${length / 60} hours`
}

/** A target as a line of the settings. @example targetWords({ by: 'midnight' }) // 'By midnight of the same day' */
export function targetWords(target: UrgencyTarget): string {
  if (target.by === 'midnight') return 'By midnight of the same day'
  if (target.by === 'typed') return 'A time that is typed each time'
  return `${lengthWords(target.minutes)} from the decision`
}

/** The same of the target to start. @example startTargetWords(null) // 'The legal limit alone' */
export const startTargetWords = (startWithin: Minutes | null): string =>
  startWithin === null
    ? 'The legal limit alone'
    : `The legal limit; to start, ${lengthWords(startWithin)} from the start of the power`

const keptBy: readonly PowerKind[] = ['s136', 's136-kept', 's135', 's135-kept']

/** What the powers of a referral say at the moment of a decision. */
export function urgencyMoment(powers: readonly RecordedPower[], now: Instant): UrgencyMoment {
  const starts = powers.flatMap(({ kind, startedAt, endedAt, supersededAt }) =>
    keptBy.includes(kind) && startedAt !== null && endedAt === null && supersededAt === null ? [startedAt] : [],
  )
  return {
    decidedAt: now,
    powerStartedAt: starts.toSorted()[0] ?? null,
    legalLimit: runningLimit(powers, now)?.limitAt ?? null,
  }
}

/** The due time of a class that was chosen on a screen; `null` while none is. A node of the last release sends no bands. */
export function dueOf(
  {
    powers,
    urgencyBands = standardBands,
  }: { readonly powers: readonly RecordedPower[]; readonly urgencyBands?: BandsInForce },
  urgency: string | null,
  now: Instant,
): DueByUrgency | null {
  const code = urgencyCodes.find((one) => one === urgency)
  return code === undefined ? null : dueByUrgency(code, urgencyBands, urgencyMoment(powers, now))
}
