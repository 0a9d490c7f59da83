import type { PersonId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import { rankAgain, type KeptInputs } from './ranking.ts'
import type { Weights } from './weights.ts'

/** A choice of the past with all that its order was worked out from. */
export interface PastChoice {
  readonly at: Instant
  readonly number: number
  readonly chosen: PersonId
  readonly inputs: KeptInputs
}

/** A choice whose first suggestion would have been another. `null` where nobody would have been suggested. */
export interface ChangedFirst extends Pick<PastChoice, 'at' | 'number' | 'chosen'> {
  readonly before: PersonId | null
  readonly after: PersonId | null
}

const firstOf = (inputs: KeptInputs): PersonId | null => {
  const [first] = rankAgain(inputs)
  return first?.standing === 'suggested' ? first.personId : null
}

/**
 * Past choices put in order again with other weights, and nothing else changed: those whose first suggestion would have been somebody
 * else. It says nothing of how the work went: outcomes are never scored.
 *
 * @example previewWeights(past, { ...standardWeights, travelHour: 120 }) // [{ number: 2431, before: ewa, after: tom, … }]
 */
export const previewWeights = (past: readonly PastChoice[], weights: Weights): readonly ChangedFirst[] =>
  past.flatMap(({ at, number, chosen, inputs }) => {
    const [before, after] = [firstOf(inputs), firstOf({ ...inputs, weights })]
    return before === after ? [] : [{ at, number, chosen, before, after }]
  })
