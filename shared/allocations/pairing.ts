import type { PersonId, ReferralId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import type { Ranked } from './candidates.ts'

/** A referral that waits for an AMHP, with everybody’s place for it. */
export interface WaitingFor {
  readonly referralId: ReferralId
  readonly number: number
  readonly limitAt: Instant | null
  readonly ranked: readonly Ranked[]
}

/** Who would go where, all together. */
export interface Pair {
  readonly referralId: ReferralId
  readonly number: number
  readonly limitAt: Instant | null
  readonly personId: PersonId
  readonly thereAt: Instant | null
  readonly likelyAt: Instant
  readonly eightInTenBy: Instant
  /** Who is first for this one alone, where that is somebody else. */
  readonly firstAlone: PersonId | null
}

/** More than these at once is a day on which people talk to each other. */
export const MOST_PAIRED = 6

interface Plan {
  readonly places: readonly (Ranked | null)[]
  readonly burden: number
}

/** The referral that comes first is served before the next; after that, what costs least together. Equals keep the one found first. */
function better(one: Plan, other: Plan): boolean {
  const at = one.places.findIndex((place, index) => (place === null) !== (other.places[index] === null))
  return at === -1 ? one.burden < other.burden - 1e-9 : one.places[at] !== null
}

/**
 * Looks at every way of giving each referral one of those who are free. With so few at once each needs only as many of its best as there
 * are referrals: a further one would never be needed.
 */
function bestPlan(options: readonly (readonly Ranked[])[]): Plan {
  let best: Plan = { places: options.map(() => null), burden: 0 }
  const place = (places: readonly (Ranked | null)[], burden: number): void => {
    const next = options[places.length]
    if (next === undefined) {
      const plan = { places, burden }
      if (better(plan, best)) best = plan
      return
    }
    const taken = new Set(places.map((one) => one?.personId))
    for (const one of next) if (!taken.has(one.personId)) place([...places, one], burden + one.burden)
    place([...places, null], burden)
  }
  place([], 0)
  return best
}

/**
 * Who would go to which of the referrals that wait, looked at together: taken one by one, two of them may hold on to the same person.
 * Only those who are free, on shift and allowed; the same weighing as for one. A suggestion: it allocates nothing.
 *
 * @param waiting in the order of the board
 * @example pairUp(waiting).map(({ number, personId }) => `R-${number} ${personId}`)
 */
export function pairUp(waiting: readonly WaitingFor[]): readonly Pair[] {
  const few = waiting.slice(0, MOST_PAIRED)
  const free = few.map(({ ranked }) => ranked.filter(({ standing }) => standing === 'suggested').slice(0, few.length))
  const { places } = bestPlan(free)
  return few.flatMap(({ referralId, number, limitAt }, index) => {
    const place = places[index]
    if (!place) return []
    const { personId, thereAt, likelyAt, eightInTenBy } = place
    const alone = free[index]?.[0]?.personId ?? null
    const firstAlone = alone === personId ? null : alone
    return [{ referralId, number, limitAt, personId, thereAt, likelyAt, eightInTenBy, firstAlone }]
  })
}
