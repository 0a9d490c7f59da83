import type { ClaimId, PersonId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { Instant } from '../time/instant.ts'
import type { ClaimState } from './decisions.ts'
import type { ToilRefusal } from './words.ts'

/** What sending a claim depends on. */
export interface ClaimToSend {
  readonly id: ClaimId
  readonly personId: PersonId
  readonly state: ClaimState
  readonly version: number
  readonly submittedAt: Instant | null
  readonly decidedByName: string | null
  readonly decidedAt: Instant | null
}

/** Who sends it, and which version they had before them. */
export interface Sender {
  readonly personId: PersonId
  readonly seenVersion: number
}

/**
 * Whether a claim may be sent: one's own, once, as it was seen. Somebody else's looks as if it were not there.
 *
 * @example decideSubmission(claim, { personId: claim.personId, seenVersion: 1 }) // done({ version: 2 })
 */
export function decideSubmission(claim: ClaimToSend, sender: Sender): Outcome<{ version: number }, ToilRefusal> {
  return claim.personId === sender.personId ? unsent(claim, sender) : refuse({ code: 'claim-not-found' })
}

/**
 * Whether a manager may send a claim in its AMHP’s name: somebody else’s, that was not sent, as it was seen.
 *
 * @example decideSendingFor(claim, { personId: manager, seenVersion: 1 }) // done({ version: 2 })
 */
export function decideSendingFor(claim: ClaimToSend, sender: Sender): Outcome<{ version: number }, ToilRefusal> {
  if (claim.personId === sender.personId) return refuse({ code: 'own-claim', claimId: claim.id })
  return unsent(claim, sender)
}

function unsent(claim: ClaimToSend, sender: Sender): Outcome<{ version: number }, ToilRefusal> {
  const { id: claimId, state } = claim
  if ((state === 'approved' || state === 'refused') && claim.decidedAt !== null) {
    return refuse({
      code: 'already-decided',
      claimId,
      state,
      byName: claim.decidedByName ?? 'Somebody',
      at: claim.decidedAt,
    })
  }
  if (claim.submittedAt !== null) return refuse({ code: 'already-submitted', at: claim.submittedAt })
  if (claim.version !== sender.seenVersion)
    return refuse({ code: 'changed-since-seen', claimId, version: claim.version })
  return done({ version: claim.version + 1 })
}
