import type { ClaimId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { decideBreak } from '#shared/toil/claimAgain.ts'
import { sayBreak, submitFor } from '#shared/toil/contract.ts'
import { decideSendingFor } from '#shared/toil/submission.ts'
import { effect, handle, type Context, type Happened } from '#server/kernel/handle.ts'
import { recount } from './recount.ts'
import { lockClaims, saveActs, saveSentFor, type LockedClaim } from './store.ts'

/** Keeps whether there was a break, and counts the claim again when that is news. Answers with its version then. */
export async function keepBreak(context: Context, id: ClaimId, breakTaken: boolean): Promise<number> {
  const [claim] = await lockClaims(context, [id])
  if (!claim) throw new Error('a claim that was locked is there')
  if (claim.breakTaken === breakTaken) return claim.version
  await recount(context, { ...claim, breakTaken }, claim.finishedAt)
  await saveActs(context, [{ claimId: id, act: 'break-said', said: breakTaken ? 'Yes' : 'No' }])
  return claim.version + 1
}

export const breakSaid = handle(sayBreak, {
  needs: 'see own TOIL',
  async run({ claimId, seenVersion, breakTaken }, context) {
    const [claim] = await lockClaims(context, [claimId])
    if (!claim) return refuse({ code: 'claim-not-found' })
    const decided = decideBreak(claim, { personId: context.actor.personId, seenVersion })
    if (!decided.ok) return decided
    await keepBreak(context, claimId, breakTaken)
    const [after] = await lockClaims(context, [claimId])
    const { version, minutes } = after ?? claim
    return effect({ version, minutes }, eventOf('toil-break-said', claim))
  },
})

export const sentFor = handle(submitFor, {
  needs: 'decide TOIL',
  async run({ claimId, seenVersion, why }, context) {
    const [claim] = await lockClaims(context, [claimId])
    if (!claim) return refuse({ code: 'claim-not-found' })
    const decided = decideSendingFor(claim, { personId: context.actor.personId, seenVersion })
    if (!decided.ok) return decided
    await saveSentFor(context, claimId)
    await saveActs(context, [{ claimId, act: 'sent-for', said: why }])
    return effect(decided.value, eventOf('toil-claim-sent-for', claim))
  },
})

const eventOf = (type: string, claim: LockedClaim): Happened => ({
  type,
  referralId: claim.referralId,
  personId: claim.personId,
  data: { claimId: claim.id },
})
