import type { PowerId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import type { Minutes } from '#shared/time/minutes.ts'
import { ruleInForce, type PowerKind } from './clockRules.ts'
import { clockOf, decideExtension, type Extension } from './clocks.ts'
import { startFault } from './receive.ts'
import type { PowerRefusal } from './words.ts'

/** A power as it stands on a referral. */
export interface RecordedPower {
  readonly id: PowerId
  readonly kind: PowerKind
  readonly startedAt: Instant | null
  readonly startSource: string
  readonly extension: Extension | null
  readonly endedAt: Instant | null
  readonly supersededAt: Instant | null
}

export interface StartTold {
  readonly kind: PowerKind
  readonly startedAt: Instant | null
  readonly startSource: string
  readonly correctionReason: string
}

/** What is to be written: a first start, or a row that takes an earlier one's place. */
export interface StartDecided {
  /** The rule of law in force at the start, kept with the power. */
  readonly ruleId: string
  readonly corrects: RecordedPower | null
  /** Whether an extension goes on with the corrected start; one that the law no longer allows stays on the old row only. */
  readonly extensionStands: boolean
}

/**
 * Whether the start of a power is recorded on a closed referral too. An emergency detention begins as the assessment ends: the hospital
 * tells the admission when the referral has been closed, and its 72 hours run on (MHA 1983 s.4(4)).
 *
 * @example runsOnWhenClosed('s4') // true
 */
export const runsOnWhenClosed = (kind: PowerKind): boolean => kind === 's4'

/** The power of a kind that runs now: not ended, not corrected since. There is at most one. */
export const runningOf = (powers: readonly RecordedPower[], kind: PowerKind): RecordedPower | null =>
  powers.find((power) => power.kind === kind && power.endedAt === null && power.supersededAt === null) ?? null

/**
 * Decides how the start of a power is written down. What is recorded is never edited: a correction needs a reason, takes the
 * earlier row's place and leaves it to be seen. A start that was "not recorded" may be filled in from its source alone.
 *
 * @example decideStart([], { kind: 's136', startedAt, startSource: 'PC Daniels', correctionReason: '' }, now) // a first start
 */
export function decideStart(
  powers: readonly RecordedPower[],
  told: StartTold,
  now: Instant,
): Outcome<StartDecided, PowerRefusal> {
  const fault = startFault(told.startedAt, now)
  if (fault === 'in-future') return refuse({ code: 'power-start-in-future', field: 'startedAt', now })
  if (fault === 'too-old') return refuse({ code: 'power-start-too-old', field: 'startedAt' })
  const ruleId = ruleInForce(told.kind, told.startedAt ?? now).id
  const known = runningOf(powers, told.kind)
  if (known === null) return done({ ruleId, corrects: null, extensionStands: false })
  if (known.startedAt === told.startedAt && known.startSource.trim() === told.startSource.trim()) {
    return refuse({ code: 'nothing-to-correct', field: 'startedAt' })
  }
  if (saysWhy(known, told)) return done({ ruleId, corrects: known, extensionStands: extensionStands(known, told, now) })
  return refuse({ code: 'correction-reason-missing', field: 'correctionReason', recorded: known.startedAt })
}

const saysWhy = (known: RecordedPower, told: StartTold): boolean =>
  told.correctionReason.trim() !== '' || (known.startedAt === null && told.startSource.trim() !== '')

/** An extension counts only when it was authorised after the start and before the 24 hours ended (MHA 1983 s.136B). */
function extensionStands(known: RecordedPower, told: StartTold, now: Instant): boolean {
  if (known.extension === null) return false
  return decideExtension({ kind: told.kind, startedAt: told.startedAt }, known.extension, now).ok
}

/**
 * Decides whether a power may be said to have ended. It may be recorded after the referral was closed: a clock that has stopped
 * must not go on counting on the record.
 */
export function decideEnd(power: RecordedPower, endedAt: Instant, now: Instant): Outcome<null, PowerRefusal> {
  if (power.endedAt !== null) return refuse({ code: 'power-already-ended', at: power.endedAt })
  if (power.supersededAt !== null) return refuse({ code: 'power-not-found' })
  if (endedAt > now) return refuse({ code: 'ended-in-future', field: 'endedAt', now })
  if (power.startedAt !== null && endedAt < power.startedAt) {
    return refuse({ code: 'ended-before-it-started', field: 'endedAt', startedAt: power.startedAt })
  }
  return done(null)
}

/**
 * How far a correction moved a clock: positive when it starts, and so runs out, earlier. Null when one of the two is not known.
 *
 * @example movedEarlierBy(instant('2026-11-11T21:00:00Z'), instant('2026-11-11T18:32:00Z')) // 148
 */
export const movedEarlierBy = (before: Instant | null, after: Instant | null): Minutes | null =>
  before === null || after === null ? null : minutesBetween(after, before)

/**
 * What the law's clocks say of a referral as a whole: the earliest limit of the powers that run, `limitAt` null when one runs but
 * no start is recorded, and null when none runs.
 */
export function runningLimit(
  powers: readonly RecordedPower[],
  now: Instant,
): { readonly limitAt: Instant | null } | null {
  const running = powers.filter((power) => power.endedAt === null && power.supersededAt === null)
  const limits = running.map((power) => clockOf(power, now).limitAt).filter((limit) => limit !== null)
  return running.length === 0 ? null : { limitAt: limits.toSorted()[0] ?? null }
}
