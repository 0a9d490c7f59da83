import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'
import { isSameFamily } from './beside.ts'
import { decideExtension, type Extension, type ExtensionRequest } from './clocks.ts'
import { decideEnd, type RecordedPower } from './powers.ts'
import type { PowerRefusal } from './words.ts'

export interface EndTold {
  readonly endedAt: Instant
  readonly why: string
}

/** What of a power is put right: what is left out stays as it is, and `null` says that there was none. */
export interface PutRightTold<Asked extends ExtensionRequest = ExtensionRequest> {
  readonly extension?: Asked | null | undefined
  readonly ended?: EndTold | null | undefined
}

/** The row that takes the place of the one that was wrong. */
export interface PutRight {
  readonly extension: Extension | null
  readonly endedAt: Instant | null
  readonly endedWhy: string
}

/**
 * Decides what stands of a power once its extension or its end is put right. The law's rules for an extension hold for the corrected one
 * (MHA 1983 s.136B), and the one that it replaces is no hindrance: it is kept, and counts no more.
 *
 * @param powers all powers of the referral: no second one of a kind runs
 * @example decidePutRight(powers, power, { extension: null }, now) // as if none had been given
 */
export function decidePutRight(
  powers: readonly RecordedPower[],
  power: RecordedPower,
  told: PutRightTold,
  now: Instant,
): Outcome<PutRight, PowerRefusal> {
  if (power.supersededAt !== null) return refuse({ code: 'power-not-found' })
  const end = endAnew(powers, power, told.ended, now)
  if (!end.ok) return end
  const extension = extensionAnew({ ...power, endedAt: end.value.endedAt }, told.extension, now)
  if (!extension.ok) return extension
  if (told.extension === undefined && sameEnd(power, end.value)) return refuse({ code: 'nothing-to-change' })
  return done({ extension: extension.value, ...end.value })
}

type End = Pick<PutRight, 'endedAt' | 'endedWhy'>

const sameEnd = ({ endedAt, endedWhy = '' }: RecordedPower, end: End): boolean =>
  endedAt === end.endedAt && endedWhy === end.endedWhy

function endAnew(
  powers: readonly RecordedPower[],
  power: RecordedPower,
  told: PutRightTold['ended'],
  now: Instant,
): Outcome<End, PowerRefusal> {
  if (told === undefined) return done({ endedAt: power.endedAt, endedWhy: power.endedWhy ?? '' })
  if (told === null) {
    const other = power.endedAt === null ? null : runningBeside(powers, power)
    return other === null
      ? done({ endedAt: null, endedWhy: '' })
      : refuse({ code: 'another-runs', kind: other.kind, startedAt: other.startedAt })
  }
  const decided = decideEnd({ ...power, endedAt: null }, told.endedAt, now)
  return decided.ok ? done({ endedAt: told.endedAt, endedWhy: told.why.trim() }) : decided
}

/** Another that runs as the same detention, so that this one cannot run as well; `null` where there is none. */
export const runningBeside = (powers: readonly RecordedPower[], power: RecordedPower): RecordedPower | null =>
  powers.find(
    (one) =>
      one.id !== power.id && one.endedAt === null && one.supersededAt === null && isSameFamily(one.kind, power.kind),
  ) ?? null

function extensionAnew(
  power: RecordedPower,
  told: PutRightTold['extension'],
  now: Instant,
): Outcome<Extension | null, PowerRefusal> {
  if (told === undefined) return done(power.extension)
  if (told === null) return power.extension === null ? refuse({ code: 'nothing-to-change' }) : done(null)
  return decideExtension({ ...power, extension: null }, told, now)
}
