import type { ReferralId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { refusedIn, type MoveName } from '#shared/referrals/triaging/machine.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'
import { beforeTriage } from '../deskStore.ts'
import { holdReferral, type Kept } from '../store.ts'

type NotNow =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'referral-closed'; readonly at: Instant }
  | { readonly code: 'already-allocated'; readonly toName: string; readonly at: Instant }

/** A referral with its row locked, when the table of moves lets this command be given to it as it stands. */
export async function standingFor(context: Context, command: MoveName, id: ReferralId): Promise<Outcome<Kept, NotNow>> {
  const held = await holdReferral(context, id)
  if (!held) return refuse({ code: 'referral-not-found' })
  const no = refusedIn(held.state, command)
  if (no === null) return done(held)
  if (no !== 'already-allocated') return refuse({ code: 'referral-closed', at: held.closedAt ?? context.now })
  const { liveAllocation } = await beforeTriage(context, id)
  return refuse({ code: 'already-allocated', ...(liveAllocation ?? { toName: 'An AMHP', at: context.now }) })
}
