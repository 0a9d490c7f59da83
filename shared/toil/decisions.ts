import type { ClaimId, PersonId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { Role } from '../kernel/permission.ts'
import type { Instant } from '../time/instant.ts'
import type { Minutes } from '../time/minutes.ts'
import type { CapStanding, ToilPolicy } from './policy.ts'
import type { ApproverRole } from './policy.ts'
import type { UndoneBy } from './words.ts'

/**
 * Made from the record when a job finishes late, sent by the AMHP, perhaps asked about, then decided by a manager. `agreed` waits for the
 * second of two approvals.
 */
export const claimStates = ['made', 'submitted', 'queried', 'agreed', 'approved', 'refused'] as const
export type ClaimState = (typeof claimStates)[number]

/** What a decision depends on. `decidedByName` and `decidedAt` are of a decision already made. */
export interface ClaimToDecide {
  readonly id: ClaimId
  readonly personId: PersonId
  readonly state: ClaimState
  readonly version: number
  readonly minutes: Minutes
  readonly decidedByName: string | null
  readonly decidedAt: Instant | null
  readonly firstApprovedBy?: PersonId | null
}

/** Who decides, as what, and which version of the claim they had before them. */
export interface Decider {
  readonly personId: PersonId
  readonly seenVersion: number
  readonly roles?: readonly Role[]
}

/** Why a claim cannot be decided. */
export type DecisionRefusal =
  | { readonly code: 'own-claim'; readonly claimId: ClaimId }
  | { readonly code: 'not-submitted'; readonly claimId: ClaimId }
  | { readonly code: 'waits-for-answer'; readonly claimId: ClaimId }
  | { readonly code: 'changed-since-seen'; readonly claimId: ClaimId; readonly version: number }
  | { readonly code: 'needs-second-person'; readonly claimId: ClaimId }
  | { readonly code: 'needs-amhp-lead'; readonly claimId: ClaimId }
  | { readonly code: 'needs-written-reason'; readonly claimId: ClaimId; readonly by: number }
  | {
      readonly code: 'already-decided'
      readonly claimId: ClaimId
      readonly state: 'approved' | 'refused'
      readonly byName: string
      readonly at: Instant
    }

/** A claim decided. `accrues` is what goes into the ledger as ACCRUE: `null` when refused, or when there is nothing to add yet. */
export interface ClaimDecision {
  readonly claimId: ClaimId
  readonly state: 'agreed' | 'approved' | 'refused'
  readonly decidedAt: Instant
  readonly decidedBy: PersonId
  readonly accrues: Minutes | null
}

/** What the policy asks of an approval besides the claim itself. */
export interface ApprovalTerms {
  readonly chain: readonly ApproverRole[]
  /** The worse of where the balance and the period would stand with this claim. */
  readonly standing: CapStanding
  /** Why it is approved although it goes past a limit; empty when nothing was said. */
  readonly despite: string
}

export const usualTerms: ApprovalTerms = { chain: ['manager'], standing: { code: 'within', left: null }, despite: '' }

/**
 * Who approves a claim, in order: what the policy says, and the AMHP lead besides when a limit that is to be escalated is passed.
 *
 * @example chainOf(policy, { code: 'over', by: 30, onExceed: 'escalate' }) // ['manager', 'amhp-lead']
 */
export function chainOf({ approverChain }: ToilPolicy, standing: CapStanding): readonly ApproverRole[] {
  const escalates = standing.code === 'over' && standing.onExceed === 'escalate'
  return escalates && !approverChain.includes('amhp-lead') ? [...approverChain, 'amhp-lead'] : approverChain
}

/**
 * Whether a claim may be approved. Nobody approves their own, an undecided claim has to have been sent, and what is approved
 * is what was seen. A decision stands: a second one is told who made the first. Where two people approve, the first leaves it `agreed`.
 *
 * @example decideApproval(claim, { personId: manager, seenVersion: 2 }, now) // done({ state: 'approved', accrues: 50, … })
 */
export function decideApproval(
  claim: ClaimToDecide,
  approver: Decider,
  now: Instant,
  terms: ApprovalTerms = usualTerms,
): Outcome<ClaimDecision, DecisionRefusal> {
  const open = undecided(claim, approver, now)
  if (!open.ok) return open
  const { id: claimId } = claim
  const { standing, despite, chain } = terms
  if (standing.code === 'over' && standing.onExceed === 'block' && despite.trim() === '') {
    return refuse({ code: 'needs-written-reason', claimId, by: standing.by })
  }
  const step = claim.state === 'agreed' ? 1 : 0
  if (step === 1 && claim.firstApprovedBy === approver.personId) return refuse({ code: 'needs-second-person', claimId })
  if (chain[step] === 'amhp-lead' && approver.roles?.includes('amhp-lead') !== true) {
    return refuse({ code: 'needs-amhp-lead', claimId })
  }
  const last = step >= chain.length - 1
  const accrues = last && claim.minutes > 0 ? claim.minutes : null
  return done({ claimId, state: last ? 'approved' : 'agreed', decidedAt: now, decidedBy: approver.personId, accrues })
}

/**
 * Whether a claim may be refused: the same rules. The reason for it is asked for at the door.
 *
 * @example decideRefusal(claim, { personId: manager, seenVersion: 2 }, now) // done({ state: 'refused', accrues: null, … })
 */
export function decideRefusal(
  claim: ClaimToDecide,
  decider: Decider,
  now: Instant,
): Outcome<ClaimDecision, DecisionRefusal> {
  const open = undecided(claim, decider, now)
  if (!open.ok) return open
  return done({ claimId: claim.id, state: 'refused', decidedAt: now, decidedBy: decider.personId, accrues: null })
}

function undecided(claim: ClaimToDecide, decider: Decider, now: Instant): Outcome<null, DecisionRefusal> {
  const claimId = claim.id
  if (claim.personId === decider.personId) return refuse({ code: 'own-claim', claimId })
  if (claim.state === 'approved' || claim.state === 'refused') {
    const [byName, at] = [claim.decidedByName ?? 'Somebody', claim.decidedAt ?? now]
    return refuse({ code: 'already-decided', claimId, state: claim.state, byName, at })
  }
  if (claim.state === 'made') return refuse({ code: 'not-submitted', claimId })
  if (claim.state === 'queried') return refuse({ code: 'waits-for-answer', claimId })
  if (claim.version !== decider.seenVersion) {
    return refuse({ code: 'changed-since-seen', claimId, version: claim.version })
  }
  return done(null)
}

/**
 * Whether a decision may be taken back: one that was made, as it was seen, by anybody who decides but the claimant. What it added is
 * reversed exactly, and the claim waits again. Once payroll has closed over it the ledger refuses. Whoever comes second is told who undid
 * it and when.
 *
 * @param undone how its last decision was taken back, if it was
 * @example decideUndo(approved, { personId: manager, seenVersion: 3 }) // done({ was: 'approved' })
 */
export function decideUndo(
  claim: ClaimToDecide,
  decider: Decider,
  undone: UndoneBy | null = null,
): Outcome<
  { readonly was: 'approved' | 'refused' },
  | Extract<DecisionRefusal, { code: 'own-claim' | 'changed-since-seen' }>
  | ({ readonly code: 'undone-already'; readonly claimId: ClaimId } & UndoneBy)
  | { readonly code: 'not-decided'; readonly claimId: ClaimId }
> {
  const { id: claimId, state } = claim
  if (claim.personId === decider.personId) return refuse({ code: 'own-claim', claimId })
  if (state !== 'approved' && state !== 'refused') {
    return refuse(undone ? { code: 'undone-already', claimId, ...undone } : { code: 'not-decided', claimId })
  }
  if (claim.version !== decider.seenVersion)
    return refuse({ code: 'changed-since-seen', claimId, version: claim.version })
  return done({ was: state })
}

/** Whether a manager may ask the AMHP about a claim: the same rules as for deciding it. */
export const decideQuery = (claim: ClaimToDecide, decider: Decider, now: Instant): Outcome<null, DecisionRefusal> =>
  undecided(claim, decider, now)

/**
 * Whether an AMHP may answer: their own claim, that was asked about, as they saw it.
 *
 * @example decideAnswer(queried, { personId: claim.personId, seenVersion: 3 }) // done(null)
 */
export function decideAnswer(
  claim: ClaimToDecide,
  sender: Decider,
): Outcome<
  null,
  | { readonly code: 'claim-not-found' }
  | { readonly code: 'not-queried'; readonly claimId: ClaimId }
  | { readonly code: 'changed-since-seen'; readonly claimId: ClaimId; readonly version: number }
> {
  if (claim.personId !== sender.personId) return refuse({ code: 'claim-not-found' })
  if (claim.state !== 'queried') return refuse({ code: 'not-queried', claimId: claim.id })
  if (claim.version !== sender.seenVersion)
    return refuse({ code: 'changed-since-seen', claimId: claim.id, version: claim.version })
  return done(null)
}
