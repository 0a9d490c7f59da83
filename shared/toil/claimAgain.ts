import type { ClaimId, PersonId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { earliest, type Instant } from '../time/instant.ts'
import type { ClaimState, Decider } from './decisions.ts'
import type { ToilRefusal } from './words.ts'

/** What claiming again and correcting depend on. */
interface ClaimHeld {
  readonly id: ClaimId
  readonly personId: PersonId
  readonly state: ClaimState
  readonly version: number
}

/**
 * Whether a refused claim may be claimed again: one’s own, as it was seen, with something new said. The refusal and its reason stay, and
 * the claim waits for its next decision.
 *
 * @param said what they say now
 * @param before what they have said about it so far
 * @example decideClaimAgain(refused, { personId, seenVersion: 3 }, 'The ward kept no log', ['Bed']) // done(null)
 */
export function decideClaimAgain(
  claim: ClaimHeld,
  sender: Decider,
  said: string,
  before: readonly string[],
): Outcome<null, ToilRefusal> {
  const claimId = claim.id
  if (claim.personId !== sender.personId) return refuse({ code: 'claim-not-found' })
  if (claim.state !== 'refused') return refuse({ code: 'not-refused', claimId })
  if (claim.version !== sender.seenVersion)
    return refuse({ code: 'changed-since-seen', claimId, version: claim.version })
  const plain = (words: string): string => words.trim().replaceAll(/\s+/gu, ' ').toLowerCase()
  if (before.some((one) => plain(one) === plain(said))) return refuse({ code: 'nothing-new-said', field: 'why' })
  return done(null)
}

/**
 * Whether somebody may still say if they had a break: of their own claim, as they saw it, until it is decided.
 *
 * @example decideBreak(made, { personId, seenVersion: 1 }) // done(null)
 */
export function decideBreak(claim: ClaimHeld, sender: Decider): Outcome<null, ToilRefusal> {
  const claimId = claim.id
  if (claim.personId !== sender.personId) return refuse({ code: 'claim-not-found' })
  if (claim.state === 'approved' || claim.state === 'refused') return refuse({ code: 'break-decided', claimId })
  if (claim.version !== sender.seenVersion)
    return refuse({ code: 'changed-since-seen', claimId, version: claim.version })
  return done(null)
}

/** The job of a claim as far as its finish goes. */
export interface FinishHeld {
  /** False for a job that was taken back: its end is when somebody else said so. */
  readonly finished: boolean
  /** When the outcome was decided, or the last step before the finish happened. */
  readonly outcomeAt: Instant | null
  readonly homeSafeAt: Instant | null
  readonly finishedAt: Instant
}

/**
 * Whether a finish may be corrected, and to when: by its AMHP until the claim is decided, by somebody else who decides TOIL afterwards.
 * It lies after the outcome, not after they were home, and not ahead.
 *
 * @example decideCorrection(claim, job, { personId, seenVersion: 2 }, 'own', instant('2026-11-12T21:40:00Z'), now) // done(21:40)
 */
export function decideCorrection(
  claim: ClaimHeld,
  job: FinishHeld,
  by: Decider,
  whose: 'own' | 'of others',
  finishedAt: Instant,
  now: Instant,
): Outcome<Instant, ToilRefusal> {
  const claimId = claim.id
  const own = claim.personId === by.personId
  if (whose === 'own' && !own) return refuse({ code: 'claim-not-found' })
  if (whose === 'of others' && own) return refuse({ code: 'own-claim', claimId })
  const decided = claim.state === 'approved' || claim.state === 'refused'
  if (whose === 'own' && decided) return refuse({ code: 'finish-with-manager', claimId })
  if (whose === 'of others' && !decided) return refuse({ code: 'finish-with-amhp', claimId })
  if (!job.finished) return refuse({ code: 'finish-was-relief', claimId })
  if (claim.version !== by.seenVersion) return refuse({ code: 'changed-since-seen', claimId, version: claim.version })
  return possibleFinish(job, finishedAt, now)
}

/** A finished job that has no claim, or has one by now. */
export interface JobHeld extends FinishHeld {
  readonly personId: PersonId
  readonly version: number
  readonly claimed: boolean
}

/**
 * Whether the finish of a job without a claim may be corrected, and to when: by its AMHP, as they saw it. Once a claim came of it, the
 * finish is corrected there, so that what was decided on it is taken back with it.
 *
 * @example decideCorrectionOfJob(job, { personId, seenVersion: 6 }, instant('2026-11-12T17:40:00Z'), now) // done(17:40)
 */
export function decideCorrectionOfJob(
  job: JobHeld,
  by: Decider,
  finishedAt: Instant,
  now: Instant,
): Outcome<Instant, ToilRefusal> {
  if (job.personId !== by.personId) return refuse({ code: 'job-not-found' })
  if (job.claimed) return refuse({ code: 'job-has-claim' })
  if (!job.finished) return refuse({ code: 'job-was-relief' })
  if (job.version !== by.seenVersion) return refuse({ code: 'job-changed', version: job.version })
  return possibleFinish(job, finishedAt, now)
}

function possibleFinish(job: FinishHeld, finishedAt: Instant, now: Instant): Outcome<Instant, ToilRefusal> {
  const field = 'finishedAt' as const
  if (finishedAt > now) return refuse({ code: 'finish-ahead', field })
  if (job.outcomeAt !== null && finishedAt < job.outcomeAt)
    return refuse({ code: 'finish-before-outcome', field, outcomeAt: job.outcomeAt })
  const latestEnd = job.homeSafeAt === null ? now : earliest(job.homeSafeAt, now)
  if (finishedAt > latestEnd) return refuse({ code: 'finish-after-home', field, homeSafeAt: latestEnd })
  if (finishedAt === job.finishedAt) return refuse({ code: 'finish-as-it-was', field })
  return done(finishedAt)
}
