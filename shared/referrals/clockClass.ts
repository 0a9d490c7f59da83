import type { Instant } from '#shared/time/instant.ts'
import { limitFor } from './law/boardLimit.ts'
import type { LimitFacts } from './law/limits.ts'
import { runningLimit, type RecordedPower } from './powers.ts'

/** What the law counts on a record, with what has ended or was corrected. */
export interface OnRecord {
  readonly powers: readonly RecordedPower[]
  readonly limits: readonly (LimitFacts & { readonly endedAt: Instant | null; readonly supersededAt: Instant | null })[]
}

/**
 * Whether a referral is given the class of a running legal clock while the record has none: a power that nobody has recorded, or a slip. It
 * is said and kept, and never forbidden: whoever triages may know of a power before its clock is written down.
 *
 * @example namesClockThatIsNone('U0', { powers: [], limits: [] }, now) // true
 */
export function namesClockThatIsNone(urgency: string | null, { powers, limits }: OnRecord, now: Instant): boolean {
  if (urgency !== 'U0' || runningLimit(powers, now) !== null) return false
  return limitFor({ limits: limits.filter((one) => one.endedAt === null && one.supersededAt === null) }, now) === null
}

/** What the record says of it. */
export const namedWithoutClock = 'No legal clock was on the record when this class was given'

/**
 * What is said beside the field.
 *
 * @param words what the service calls the class
 */
export const noClockWords = (words: string): string =>
  `You say “${words}”, and no legal clock is on this record. If a power is running, record it, so that its limit shows. If none is, ` +
  'choose another class. It can be saved as it is, and the record then says so.'
