import type { PowerId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import type { Minutes } from '#shared/time/minutes.ts'
import { ranOutByItself } from './afterNurse.ts'
import { besideWithin, bindingPowers, isSameFamily, limitOf } from './beside.ts'
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
  /** How it ended; left out where nobody needs it. */
  readonly endedWhy?: string
  readonly supersededAt: Instant | null
  /** When somebody wrote it down; left out where nobody needs it. */
  readonly recordedAt?: Instant
  /** The row whose place it took. Left out by a node of the last release. */
  readonly correctsId?: PowerId | null
}

export interface StartTold {
  readonly kind: PowerKind
  readonly startedAt: Instant | null
  readonly startSource: string
  readonly correctionReason: string
  /** The power whose start is corrected, also one that has ended; without it, the one of its kind that runs. */
  readonly corrects?: PowerId | undefined
  /** Which of the two it is, where it is told in the time of one that was ended. */
  readonly again?: Again | null | undefined
}

/** What may be meant by a start in the time of a detention that was ended: it goes on from its first start, or another one began. */
export const agains = {
  moved: 'The same detention: they were moved',
  released: 'They were released, and detained again',
} as const
export type Again = keyof typeof agains
export const againCodes = Object.keys(agains) as [Again, ...Again[]]

/** What is to be written: a first start, or a row that takes an earlier one's place. */
export interface StartDecided {
  /** The rule of law in force at the start, kept with the power. */
  readonly ruleId: string
  readonly corrects: RecordedPower | null
  /** The row whose extension goes on with the corrected start; one that the law no longer allows stays on the old row only. */
  readonly extensionFrom: RecordedPower | null
  /** Whether there was an extension that does not count from this start. */
  readonly extensionDropped: boolean
}

/**
 * Whether the start of a power is recorded on a closed referral too. An emergency detention begins as the assessment ends: the hospital
 * tells the admission when the referral has been closed, and its 72 hours run on (MHA 1983 s.4(4)). So it does of a recall, when the
 * AMHP has agreed to its revocation: 72 hours from the detention in hospital (s.17F).
 *
 * @example runsOnWhenClosed('s4') // true
 */
export const runsOnWhenClosed = (kind: PowerKind): boolean => kind === 's4' || kind === 'cto-recall'

/**
 * Whether a start may be recorded on a closed referral: of what is told late, and of every power that is on it, whose clock runs on or ran.
 *
 * @example startsWhenClosed(powers, { kind: 's136' }) // true while a section 136 runs on it
 */
export const startsWhenClosed = (
  powers: readonly RecordedPower[],
  { kind, corrects }: Pick<StartTold, 'kind' | 'corrects'>,
): boolean => runsOnWhenClosed(kind) || corrects !== undefined || runningOf(powers, kind) !== null

/** The power of a kind that runs now: not ended, not corrected since. There is at most one. */
export const runningOf = (powers: readonly RecordedPower[], kind: PowerKind): RecordedPower | null =>
  powers.find((power) => power.kind === kind && power.endedAt === null && power.supersededAt === null) ?? null

/**
 * Decides how the start of a power is written down. What is recorded is never edited: a correction needs a reason, takes the
 * earlier row's place and leaves it to be seen. A start that was "not recorded" may be filled in from its source alone. One that
 * falls into the time of a power that was ended needs an answer: the same detention after a move, which does not start the time again
 * (`planStart` lets it go on), or another one. One that does not follow in law what holds the person already needs a reason.
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
  const known = told.corrects === undefined ? runningOf(powers, told.kind) : standing(powers, told.corrects, told.kind)
  if (known === null && told.corrects !== undefined) return refuse({ code: 'power-not-found' })
  const refusal =
    (known ? correctionFault(known, told) : besideFault(powers, told, now)) ??
    sameDetentionFault(powers, told, known, now)
  if (refusal !== null) return refuse(refusal)
  const before = known && lastExtended(powers, known)
  const extensionFrom = before && extensionStands(before, told, now) ? before : null
  return done({
    ruleId: ruleInForce(told.kind, told.startedAt ?? now).id,
    corrects: known,
    extensionFrom,
    extensionDropped: before !== null && extensionFrom === null && told.startedAt !== null,
  })
}

const standing = (powers: readonly RecordedPower[], id: PowerId, kind: PowerKind): RecordedPower | null =>
  powers.find((power) => power.id === id && power.kind === kind && power.supersededAt === null) ?? null

/** Why a start may not take the place of the one that is recorded, or null. */
function correctionFault(known: RecordedPower, told: StartTold): PowerRefusal | null {
  if (known.startedAt === told.startedAt && known.startSource.trim() === told.startSource.trim())
    return { code: 'nothing-to-correct', field: 'startedAt' }
  if (!saysWhy(known, told))
    return { code: 'correction-reason-missing', field: 'correctionReason', recorded: known.startedAt }
  // An end that came of the start itself goes with it.
  return known.endedAt !== null && told.startedAt !== null && told.startedAt > known.endedAt && !ranOutByItself(known)
    ? { code: 'power-start-after-end', field: 'startedAt', endedAt: known.endedAt }
    : null
}

const saysWhy = (known: RecordedPower, told: StartTold): boolean =>
  told.correctionReason.trim() !== '' || (known.startedAt === null && told.startSource.trim() !== '')

function sameDetentionFault(
  powers: readonly RecordedPower[],
  told: StartTold,
  known: RecordedPower | null,
  now: Instant,
): PowerRefusal | null {
  // Whoever corrects a start says why; of a first one no words are enough, for a move does not begin the time again.
  if (known === null ? told.again === 'released' : told.correctionReason.trim() !== '') return null
  const same = sameWithin(powers, told, known, now)
  if (same === null) return null
  const { kind, startedAt, endedAt } = same
  return {
    code: 'same-detention',
    field: known === null ? 'again' : 'correctionReason',
    kind,
    startedAt,
    endedAt,
    limitAt: limitOf(same, endedAt ?? now),
  }
}

/** Why a first start beside what holds the person already may not stand without a reason, or null. */
function besideFault(powers: readonly RecordedPower[], told: StartTold, now: Instant): PowerRefusal | null {
  if (told.correctionReason.trim() !== '') return null
  const beside = besideWithin(powers, told, now)
  if (beside === null) return null
  const { kind, startedAt, endedAt } = beside
  const limitAt = limitOf(beside, endedAt ?? now)
  return { code: 'power-beside', field: 'correctionReason', told: told.kind, kind, startedAt, endedAt, limitAt }
}

/**
 * A power of the same family that was ended, or runs as the other of its two kinds, and in whose own time another is said to start: the
 * detention is the same, and its time is not begun again by a move or by recording it anew (MHA 1983 s.136(2A): from the arrival at the first place of safety). One whose start
 * is not known is taken to start now.
 *
 * @param but the one that is corrected
 * @example sameWithin(powers, { kind: 's136', startedAt }, null, now)?.startedAt // when that detention began
 */
export function sameWithin(
  powers: readonly RecordedPower[],
  told: Pick<StartTold, 'kind' | 'startedAt'>,
  but: Pick<RecordedPower, 'id'> | null,
  now: Instant,
): RecordedPower | null {
  const from = told.startedAt ?? now
  const until = limitOf({ kind: told.kind, startedAt: from }, from)
  const meets = (power: RecordedPower): boolean => {
    if (power.id === but?.id || power.supersededAt !== null) return false
    // One of its own kind that runs is corrected.
    if (power.endedAt === null && power.kind === told.kind) return false
    const known = power.endedAt ?? now
    return (power.startedAt ?? known) < until && from < limitOf(power, known)
  }
  return powers.findLast((power) => isSameFamily(power.kind, told.kind) && meets(power)) ?? null
}

/**
 * The row that carries the extension: itself, or one before it whose start was corrected since, so that the extension did not count in
 * between. A row that has the start of the one before it, and not its extension, was put right: none was given.
 */
export function lastExtended(powers: readonly RecordedPower[], row: RecordedPower): RecordedPower | null {
  if (row.extension !== null) return row
  const before = powers.find(({ id }) => id === row.correctsId)
  if (before === undefined || (before.extension !== null && before.startedAt === row.startedAt)) return null
  return lastExtended(powers, before)
}

/** An extension counts only when it was authorised after the start and before the 24 hours ended (MHA 1983 s.136B). */
const extensionStands = ({ extension }: RecordedPower, told: StartTold, now: Instant): boolean =>
  extension !== null && decideExtension({ kind: told.kind, startedAt: told.startedAt }, extension, now).ok

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
 * What the law's clocks say of a referral as a whole: the earliest limit of the powers that run and bind, `limitAt` null when one runs but
 * no start is recorded, and null when none runs.
 */
export function runningLimit(
  powers: readonly RecordedPower[],
  now: Instant,
): { readonly limitAt: Instant | null } | null {
  const running = bindingPowers(powers.filter((power) => power.endedAt === null && power.supersededAt === null))
  const limits = running.map((power) => clockOf(power, now).limitAt).filter((limit) => limit !== null)
  return running.length === 0 ? null : { limitAt: limits.toSorted()[0] ?? null }
}

/**
 * By when a power that runs without a recorded start is over at the latest: it ran when somebody first wrote it down. The earliest of
 * several, `null` where every start is known.
 *
 * @example latestLimit([{ kind: 's136', startedAt: null, recordedAt, … }]) // 24 hours after it was recorded
 */
export function latestLimit(powers: readonly RecordedPower[]): Instant | null {
  const running = powers.filter(({ endedAt, supersededAt }) => endedAt === null && supersededAt === null)
  const limits = running.flatMap((power) => {
    const since = power.startedAt === null ? firstRecorded(powers, power) : undefined
    return since === undefined ? [] : [limitOf(power, since)]
  })
  return limits.toSorted()[0] ?? null
}

/** When the first row of a power was written, however often it was corrected since. */
function firstRecorded(powers: readonly RecordedPower[], row: RecordedPower): Instant | undefined {
  const before = powers.find(({ id }) => id === row.correctsId)
  return before === undefined ? row.recordedAt : firstRecorded(powers, before)
}
