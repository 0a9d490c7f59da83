import type { InputOf } from '#shared/kernel/command.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { triageReferral } from '#shared/referrals/contract.ts'
import type { TriageRefusal } from '#shared/referrals/triage.ts'
import { decideDecider, needsAmhp } from '#shared/referrals/triaging/decider.ts'
import type { Context } from '#server/kernel/handle.ts'
import type { Kept } from './store.ts'
import { deciderOf } from './triaging/decider.ts'
import { isAccepted } from './triaging/redirects.ts'

/**
 * What a decision needs besides the form: an approved AMHP behind a "no", the other council's acceptance before a referral is theirs,
 * and the merge itself instead of a note that something is a duplicate.
 */
export async function mayBeDecided(
  context: Context,
  { outcome, duty, decidedBy }: InputOf<typeof triageReferral>,
  referral: Kept,
): Promise<Outcome<null, TriageRefusal>> {
  if (outcome === 'DUPLICATE_LINKED') return refuse({ code: 'merge-instead', field: 'outcome' })
  if (outcome === 'REDIRECT_OTHER_LSSA' && !(await isAccepted(context, referral.id)))
    return refuse({ code: 'redirect-not-accepted', field: 'outcome' })
  const named = decidedBy !== null && decidedBy !== context.actor.personId
  if (!named && !needsAmhp(outcome, duty)) return done(null)
  const decider = await deciderOf(context, decidedBy ?? context.actor.personId)
  if (!decider) return refuse({ code: 'person-unknown', field: 'decidedBy' })
  return decideDecider(decider, { outcome, duty, named }, referral.councilId, context.now)
}
