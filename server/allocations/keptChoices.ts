import type { ReferralId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Actor } from '#server/kernel/actor.ts'
import type { ChoiceFacts } from './candidateStore.ts'
import type { Places } from './choosing.ts'

/** Everybody's place for a referral, and the records it was worked out from. */
export interface ShownPlaces {
  readonly facts: ChoiceFacts
  readonly places: Places
}

/** What everybody's place was, by the records as they stood after a given event of the service. */
export interface KeptChoice extends ShownPlaces {
  readonly seq: number
  /** The minute by which the places were worked out: shifts, limits and approvals all begin and end on whole minutes. */
  readonly asOf: Instant
}

const MOST_KEPT = 300

/** Whose choice it is: what was worked out from what one may see is not another’s to decide by. */
type Asker = Pick<Actor, 'serviceId' | 'personId'>

/**
 * The order that a desk was shown, until something happens in the service or the minute is over: whoever then allocates by it does
 * not wait for it to be worked out once more. A choice is only found again by the same event number, so it is never older than the
 * records of whoever asks.
 */
export class KeptChoices {
  readonly #kept = new Map<string, KeptChoice>()

  find({ serviceId, personId }: Asker, referral: ReferralId, seq: number, asOf: Instant): KeptChoice | null {
    const kept = this.#kept.get(`${serviceId} ${personId} ${referral}`)
    return kept && kept.seq === seq && kept.asOf === asOf ? kept : null
  }

  keep({ serviceId, personId }: Asker, referral: ReferralId, choice: KeptChoice): void {
    const key = `${serviceId} ${personId} ${referral}`
    this.#kept.delete(key)
    this.#kept.set(key, choice)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
  }
}
