import { decideAllocation, type ReferralToAllocate } from '#shared/allocations/allocate.ts'
import { allocateReferral } from '#shared/allocations/contract.ts'
import { reasonOnRecord } from '#shared/allocations/notFollowed.ts'
import { shiftForJob } from '#shared/allocations/shiftNow.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { startOfMinute } from '#shared/time/instant.ts'
import { effect, handle, type Context, type Scope } from '#server/kernel/handle.ts'
import { holdForAllocation, lastSeq, loadAmhp, loadReferral, type ReferralFacts } from './candidateStore.ts'
import { choiceMade, shiftsOut, standingOf } from './choosing.ts'
import { placesShown } from './placesShown.ts'
import { allocationsOfReferral, saveAllocation, type LastChange } from './store.ts'

/** Gives a referral to an AMHP. Two at once: the second waits for the first, then hears who it went to. */
export const allocate = handle(allocateReferral, {
  needs: 'allocate',
  constraints: {
    denied_colleague_is_not_sent: { code: 'kept-out', field: 'personId' },
    trainee_is_not_sent_alone: { code: 'trainee-alone', field: 'personId' },
  },
  async hold({ referralId, personId }, scope) {
    const [locked, referral, amhp, live, seq] = await Promise.all([
      holdForAllocation(scope, personId, referralId),
      loadReferral(scope, referralId),
      loadAmhp(scope, referralId, personId),
      liveAllocation(scope, referralId),
      lastSeq(scope),
    ])
    return { ...locked, referral, amhp, live, seq }
  },
  async run({ referralId, personId, seenVersion, reason, reasonCode }, context, held) {
    const { now } = context
    const { referral, amhp, live, seq } = held
    if (!referral) return refuse({ code: 'referral-not-found' })
    if (held.name === null) return refuse({ code: 'person-not-found', field: 'personId' })
    // Whoever is too late is told so at once; the order of the others is nothing to them.
    const places = live ? null : await placesShown(context, referralId, { seq, asOf: startOfMinute(now) })
    const chosen = { personId, name: held.name, standing: amhp ? standingOf(amhp) : null }
    const job = toAllocate(referral, live, held.lastChange, context)
    const decided = decideAllocation(job, chosen, places?.placed ?? [], { seenVersion, reason, reasonCode }, now)
    if (!decided.ok) return decided
    const shift = amhp ? shiftForJob(shiftsOut(amhp), now) : null
    const choice = places ? choiceMade(places, personId) : {}
    const made = {
      referralId,
      personId,
      shiftId: shift?.id ?? null,
      reason: reasonOnRecord(reason, reasonCode),
      reasonCode,
      choice,
    }
    const allocationId = await saveAllocation(context, made)
    if (allocationId === null) return refuse(alreadyAllocated(await liveAllocation(context, referralId), context))
    return effect(
      { allocationId, version: seenVersion + 1, personName: held.name },
      {
        type: 'referral-allocated',
        referralId,
        personId,
        data: {
          allocationId,
          shiftId: made.shiftId,
          rank: decided.value.rank,
          standing: decided.value.place?.standing,
          ...(reasonCode && { reasonCode }),
        },
      },
    )
  },
})

type Live = NonNullable<ReferralToAllocate['live']>

async function liveAllocation(scope: Scope, referralId: ReferralId): Promise<Live | null> {
  const all = await allocationsOfReferral(scope, referralId)
  const live = all.find(({ endedAt }) => endedAt === null)
  return live
    ? { allocationId: live.id, toName: live.personName, byName: live.allocatedByName, at: live.allocatedAt }
    : null
}

const toAllocate = (
  referral: ReferralFacts,
  live: Live | null,
  lastChange: LastChange | null,
  { actor, now }: Context,
): ReferralToAllocate => ({
  state: referral.state,
  version: referral.version,
  closedAt: referral.closedAt,
  live,
  lastChange: lastChange ?? { byName: actor.name, at: now },
  council: { id: referral.councilId, name: referral.councilName },
})

/** The index that lets one live allocation stand had the last word: somebody was quicker all the same. */
const alreadyAllocated = (live: Live | null, { actor, now }: Context) => ({
  code: 'already-allocated' as const,
  ...(live ?? { allocationId: '', toName: actor.name, byName: actor.name, at: now }),
})
