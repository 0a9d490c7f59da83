import { decideAllocation, overridesOf, type ReferralToAllocate } from '#shared/allocations/allocate.ts'
import { allocateReferral } from '#shared/allocations/contract.ts'
import { reasonOnRecord } from '#shared/allocations/notFollowed.ts'
import { shiftForJob } from '#shared/allocations/shiftNow.ts'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { startOfMinute } from '#shared/time/instant.ts'
import { effectOnTheWire, handle, type Context } from '#server/kernel/handle.ts'
import { choiceMade, handOf, shiftsOut, standingOf } from './choosing.ts'
import { holdForAllocation, type HeldReferral } from './holdForAllocation.ts'
import { placesShown } from './placesShown.ts'
import { saveAllocation, type LastChange } from './store.ts'

/** Gives a referral to an AMHP. Two at once: the second waits for the first, then hears who it went to. */
export const allocate = handle(allocateReferral, {
  needs: 'allocate',
  constraints: {
    denied_colleague_is_not_sent: { code: 'kept-out', field: 'personId' },
    trainee_is_not_sent_alone: { code: 'trainee-alone', field: 'personId' },
  },
  // The index that lets one live allocation stand has the last word, should anybody have given it away without holding the referral.
  beginsAgainOn: ['one_live_allocation_per_referral'],
  hold: ({ referralId, personId }, scope) => holdForAllocation(scope, personId, referralId),
  async run({ referralId, personId, seenVersion, reason, reasonCode, knowsRiskNotAsked }, context, held) {
    const { now } = context
    const { referral, live, seq } = held
    if (!referral) return refuse({ code: 'referral-not-found' })
    if (held.name === null) return refuse({ code: 'person-not-found', field: 'personId' })
    // Whoever is too late is told so at once; the order of the others is nothing to them.
    const shown = live ? null : await placesShown(context, referralId, { seq, asOf: startOfMinute(now) })
    const amhp = shown?.facts.amhps.find((one) => one.personId === personId)
    const chosen = { personId, name: held.name, standing: amhp ? standingOf(amhp) : null }
    const job = toAllocate(referral, live, held.lastChange, context)
    const decided = decideAllocation(job, chosen, shown?.places.placed ?? [], { seenVersion, reason, reasonCode }, now)
    if (!decided.ok) return decided
    const hand = amhp && shown ? handOf(amhp, shown.facts.underway) : []
    const shift = amhp ? shiftForJob(shiftsOut(amhp), hand, now) : null
    const choice = shown ? choiceMade(shown.places, personId) : '{}'
    const made = {
      referralId,
      personId,
      shiftId: shift?.id ?? null,
      reason: reasonOnRecord(reason, reasonCode),
      reasonCode,
      choice,
    }
    const allocationId = crypto.randomUUID() as AllocationId
    return effectOnTheWire(
      saveAllocation(context, allocationId, made),
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
          ...(knowsRiskNotAsked && referral.riskToStaff === 'not-asked' && { riskNotAsked: true }),
          ...overridden(decided.value.place),
        },
      },
    )
  },
})

/** What the choice goes against, and of a condition which: in codes, as everything that an event holds. */
function overridden(place: Parameters<typeof overridesOf>[0]) {
  const overrides = overridesOf(place)
  const conditions = place?.reasons.flatMap((one) => (one.code === 'approval-condition' ? one.conditions : [])) ?? []
  return overrides.length === 0
    ? {}
    : { overrides: overrides.join(' '), ...(conditions.length > 0 && { conditions: conditions.join(' ') }) }
}

const toAllocate = (
  referral: HeldReferral,
  live: ReferralToAllocate['live'],
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
