import type { Instant } from '../time/instant.ts'
import { rankCandidates, type Candidate, type JobToAllocate, type Ranked } from './candidates.ts'
import type { Weights } from './weights.ts'

/** What the order is worked out by. A change of the rule or of a standard weight is another version, so that a kept choice says its own. */
export const RANKING_RULE = 'ranking@5'

/** All that an order depends on. It is kept with the allocation. */
export interface RankingInputs {
  readonly people: readonly Candidate[]
  readonly job: JobToAllocate
  /** The minute by which it was worked out. */
  readonly now: Instant
  /** The service’s own weights of that day. Choices from before there were any have none: they went by the standard ones. */
  readonly weights?: Weights
}

/**
 * The order that these inputs give: on the server when somebody chooses, and again years later from what was kept.
 *
 * @example rankAgain(allocation.choice.inputs).map(({ personId }) => personId)
 */
export const rankAgain = ({ people, job, now, weights }: RankingInputs): readonly Ranked[] =>
  rankCandidates(people, job, now, weights)
