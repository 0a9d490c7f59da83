import type { ReferralId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Context } from '#server/kernel/handle.ts'
import { holdReferral, lastChangeOf, type Kept } from './store.ts'

type NotSeen =
  | { readonly code: 'referral-not-found' }
  | {
      readonly code: 'changed-since-seen'
      readonly byName: string
      readonly at: Kept['recordedAt']
      readonly version: number
    }

/** A referral with its row locked, as long as nobody has changed it since it was seen. */
export async function seenReferral(
  context: Context,
  { referralId, seenVersion }: { readonly referralId: ReferralId; readonly seenVersion: number },
): Promise<Outcome<Kept, NotSeen>> {
  const referral = await holdReferral(context, referralId)
  if (!referral) return refuse({ code: 'referral-not-found' })
  if (referral.version === seenVersion) return done(referral)
  const last = (await lastChangeOf(context, referralId)) ?? { byName: '', at: referral.recordedAt }
  return refuse({ code: 'changed-since-seen', ...last, version: referral.version })
}

/** The same for what may only be done while a referral is open. */
export async function openReferral(
  context: Context,
  seen: { readonly referralId: ReferralId; readonly seenVersion: number },
): Promise<Outcome<Kept, NotSeen | { readonly code: 'referral-closed'; readonly at: Kept['recordedAt'] }>> {
  const referral = await seenReferral(context, seen)
  if (!referral.ok || referral.value.closedAt === null) return referral
  return refuse({ code: 'referral-closed', at: referral.value.closedAt })
}
