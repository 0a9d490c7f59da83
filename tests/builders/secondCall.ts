import type { ReferralId } from '#shared/kernel/ids.ts'
import { addCall, linkReferrals, unlinkReferrals } from '#shared/referrals/contactContract.ts'
import { aReferral as aMadeReferral } from '#tests/builders/allocations.ts'
import { canary, CANARY_PHONE } from '#tests/builders/canary.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub, TestService } from '#tests/harness/service.ts'

/** Somebody else rings about the same, and another referral belongs with this one. */
export async function aSecondCall(
  hub: TestHub,
  { service, jo }: { readonly service: TestService; readonly jo: Person },
  referralId: ReferralId,
): Promise<void> {
  await jo.sends(addCall, {
    referralId,
    draftId: null,
    receivedAt: hub.now(),
    source: 'GP',
    request: null,
    callerName: canary('secondCaller'),
    callerPhone: CANARY_PHONE,
    place: canary('secondPlace'),
    isNowThere: true,
    happening: canary('secondCall'),
    riskToStaff: 'yes',
    riskDetail: canary('secondRisk'),
    power: null,
  })
  const other = await aMadeReferral(hub, service, jo)
  const linked = { referralId, otherId: other.id, kind: 'same-event', why: canary('linked') } as const
  const { linkId } = await jo.sends(linkReferrals, linked)
  await jo.sends(unlinkReferrals, { linkId, why: canary('unlinked') })
}
