import type { Instant } from '../time/instant.ts'
import { minutes } from '../time/minutes.ts'
import { rankCandidates, type Candidate, type JobToAllocate, type Ranked } from './candidates.ts'
import { nothingLearned } from './course.ts'
import { standardWeights, type Weights } from './weights.ts'

/** What the order is worked out by. A change of the rule or of a standard weight is another version, so that a kept choice says its own. */
export const RANKING_RULE = 'ranking@8'

/** All that an order depends on. */
export interface RankingInputs {
  readonly people: readonly Candidate[]
  readonly job: JobToAllocate
  /** The minute by which it was worked out. */
  readonly now: Instant
  /** The service’s own weights of that day. Choices from before there were any have none: they went by the standard ones. */
  readonly weights?: Weights
}

/** The same as they are kept with the allocation: of everybody only what is not as usual, beside what is. Older ones say it of each. */
export interface KeptInputs extends Omit<RankingInputs, 'people'> {
  readonly usual?: Usual
  readonly people: readonly (Partial<Candidate> & Pick<Candidate, 'personId'>)[]
}
type Usual = Omit<Candidate, 'personId'>

const usual: Usual = {
  mayAct: { ok: true, value: null },
  conflictOfInterest: false,
  declaredConflict: false,
  away: null,
  shift: null,
  busyUntil: null,
  nextShiftStart: null,
  travelMinutes: null,
  toilBalance: minutes(0),
  newlyApproved: false,
  gender: 'not-said',
  languages: [],
  skills: [],
  conditions: [],
  assessedBefore: false,
  gaveBack: null,
}
const saidOfUsual = new Map(
  Object.entries(usual).map(([name, value]) => [name, { value, said: JSON.stringify(value) }]),
)

/**
 * What is kept of the inputs: a third of their size, which is most of what an allocation writes.
 *
 * @example rankAgain(inputsToKeep(inputs)) // the same order as rankAgain(inputs)
 */
export const inputsToKeep = ({ people, ...rest }: RankingInputs): KeptInputs => ({
  ...rest,
  usual,
  people: people.map(({ personId, ...facts }) => ({ personId, ...unusual(facts) })),
})

const unusual = (facts: Usual): Partial<Usual> =>
  Object.fromEntries(Object.entries(facts).filter(([name, value]) => !isUsual(name, value)))

function isUsual(name: string, value: unknown): boolean {
  const known = saidOfUsual.get(name)
  return (
    value === known?.value || (typeof value === 'object' && value !== null && JSON.stringify(value) === known?.said)
  )
}

/**
 * The order that these inputs give: on the server when somebody chooses, and again years later from what was kept.
 *
 * @example rankAgain(allocation.choice.inputs).map(({ personId }) => personId)
 */
export const rankAgain = ({ people, usual: kept, job, now, weights }: KeptInputs): readonly Ranked[] =>
  rankCandidates(
    people.map((one) => ({ ...usual, ...kept, ...one })),
    // Choices from before the service's own office hours counted went by the usual ones.
    { ...job, learned: { ...nothingLearned, ...job.learned } },
    now,
    // Of what a weight is for that is younger than the choice, its job asks nothing.
    weights && { ...standardWeights, ...weights },
  )
