import type { LimitId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { byPressing, limitClockOf, type LimitClock, type LimitFacts } from './limits.ts'

/** A running limit as the board counts it: what it counts from, and nothing that anybody typed. */
export type BoardLimit = LimitFacts & { readonly id: LimitId }

const presses = ({ state }: LimitClock): boolean => state === 'over' || state === 'soon' || state === 'not-recorded'

/**
 * The limit that a row of the board shows where no power runs: the most pressing of those that the hub answers for. What a partner
 * answers for, and targets of the service, stand on the record.
 *
 * @example limitFor(row, now)?.limitAt // by when the person must be admitted
 */
export const limitFor = ({ limits }: { readonly limits: readonly BoardLimit[] }, now: Instant): LimitClock | null =>
  limits
    .map((limit) => limitClockOf(limit, now))
    .filter(({ rule, isLocal }) => rule.owner === 'hub' && !isLocal)
    .toSorted(byPressing)[0] ?? null

/** Whether a limit needs the desk now, whoever has the referral. */
export const limitPresses = (row: { readonly limits: readonly BoardLimit[] }, now: Instant): boolean => {
  const clock = limitFor(row, now)
  return clock !== null && presses(clock)
}
