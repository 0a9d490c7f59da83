import type { LimitId } from '#shared/kernel/ids.ts'
import { bindingPowers } from '#shared/referrals/beside.ts'
import { powerNames } from '#shared/referrals/clockRules.ts'
import { clockOf, compareByLimit, type Clock, type Power } from '#shared/referrals/clocks.ts'
import { earliest, type Instant } from '#shared/time/instant.ts'
import { limitFamilies } from './limitKinds.ts'
import { byPressing, limitClockOf, limitRuleFor, type LimitClock, type LimitFacts } from './limits.ts'

/** A running limit as the board counts it: what it counts from, and nothing that anybody typed. */
export type BoardLimit = LimitFacts & { readonly id: LimitId }

/** What the law counts on one referral: its running powers, and its other limits. */
export interface Counted {
  readonly powers: readonly Power[]
  readonly limits: readonly LimitFacts[]
}

/** A clock of the law at one moment, whether of a power or of another limit. */
export type LegalClock = (Clock & { readonly of: 'power' }) | (LimitClock & { readonly of: 'limit' })

/** Whether the hub answers for a limit of a kind, and the law gives it a number. @example isOwnLimit('s6-1-a', now) // true */
export function isOwnLimit(kind: LimitFacts['kind'], now: Instant): boolean {
  const { owner, mode } = limitRuleFor({ kind, startedAt: null }, now)
  return owner === 'hub' && mode !== null
}

/** Those of the limits that the hub answers for by law, as far as they run: the most pressing first. */
const ownLimits = (limits: readonly LimitFacts[], now: Instant): readonly LimitClock[] =>
  limits
    .map((limit) => limitClockOf(limit, now))
    .filter(({ rule, isLocal, state }) => rule.owner === 'hub' && !isLocal && state !== 'ended')
    .toSorted(byPressing)

/**
 * The most pressing of the limits that the hub answers for. What a partner answers for, and targets of the service, stand on the record.
 *
 * @example limitFor(row, now)?.limitAt // by when the person must be admitted
 */
export const limitFor = ({ limits }: Pick<Counted, 'limits'>, now: Instant): LimitClock | null =>
  ownLimits(limits, now)[0] ?? null

/**
 * The nearest of those limits that is still to come, `null` when there is none: nothing is held or waited for beyond it.
 *
 * @example nearestLimit(record.limits.filter(({ supersededAt }) => supersededAt === null), now)
 */
export const nearestLimit = (limits: readonly LimitFacts[], now: Instant): Instant | null =>
  ownLimits(limits, now)
    .flatMap(({ limitAt }) => (limitAt !== null && limitAt > now ? [limitAt] : []))
    .toSorted()[0] ?? null

/** The most pressing of the powers that run and bind, or `null` when none does. @example powerFor(row, now)?.state // 'soon' */
export const powerFor = ({ powers }: Pick<Counted, 'powers'>, now: Instant): Clock | null =>
  bindingPowers(powers)
    .map((power) => clockOf(power, now))
    .filter(({ state }) => state !== 'ended')
    .toSorted(compareByLimit)[0] ?? null

/**
 * The one clock that a referral shows where there is room for one: of its powers and its other limits the one that has passed or is near
 * its end; of several, and where all are calm, the one that ends first. A limit that lifted a row is what the row shows, whatever calm
 * power runs beside it.
 *
 * @example pressingOf(row, now) // { of: 'limit', kind: 's6-1-a', state: 'soon', … } beside a section 136 with 20 hours left
 */
export function pressingOf(row: Counted, now: Instant): LegalClock | null {
  const [power, limit] = [powerFor(row, now), limitFor(row, now)]
  if (limit === null) return power && { of: 'power', ...power }
  if (power === null || compareByLimit(limit, power) < 0) return { of: 'limit', ...limit }
  return { of: 'power', ...power }
}

/** The limit at which a hold ends, of a power or any other; `null` when none runs. @example limitOver(row, now) */
export function limitOver({ powers, limits }: Counted, now: Instant): Instant | null {
  const [ofPower, other] = [powerFor({ powers }, now)?.limitAt ?? null, nearestLimit(limits, now)]
  return ofPower === null || other === null ? (ofPower ?? other) : earliest(ofPower, other)
}

/** Over or near a legal limit, or a start that nobody has recorded: whoever has the referral, the desk is needed now. */
export const presses = (clock: LegalClock | null): boolean =>
  clock !== null && (clock.state === 'over' || clock.state === 'soon' || clock.state === 'not-recorded')

/** What it is called in dense rows. @example shortOf(clock) // 's136', 's11(5)' */
export const shortOf = (clock: LegalClock): string =>
  clock.of === 'power' ? powerNames[clock.kind].short : limitFamilies[clock.kind].short

/** The same in full. @example fullOf(clock) // 'Section 136' */
export const fullOf = (clock: LegalClock): string =>
  clock.of === 'power' ? powerNames[clock.kind].full : limitFamilies[clock.kind].full
