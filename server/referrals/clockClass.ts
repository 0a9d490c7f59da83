import type { ReferralId } from '#shared/kernel/ids.ts'
import { namesClockThatIsNone } from '#shared/referrals/clockClass.ts'
import type { RecordedPower } from '#shared/referrals/powers.ts'
import type { Urgency } from '#shared/referrals/referral.ts'
import type { Context } from '#server/kernel/handle.ts'
import { limitsOf } from './limitStore.ts'

/** Whether the class of a running legal clock is given where none is on the record: kept with the decision. */
export async function namesNoClock(
  context: Context,
  referral: { readonly id: ReferralId },
  urgency: Urgency | null,
  powers: readonly RecordedPower[],
): Promise<boolean> {
  if (urgency !== 'U0') return false
  return namesClockThatIsNone(urgency, { powers, limits: await limitsOf(context, referral) }, context.now)
}
