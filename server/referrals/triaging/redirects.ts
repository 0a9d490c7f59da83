import type { RedirectId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { runningLimit } from '#shared/referrals/powers.ts'
import { answerRedirect, endHold, holdReferral, offerRedirect } from '#shared/referrals/triaging/contract.ts'
import { decideUntil } from '#shared/referrals/triaging/asks.ts'
import { decideHold } from '#shared/referrals/triaging/holds.ts'
import type { Instant } from '#shared/time/instant.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { powersOf } from '../powerStore.ts'
import { holdReferral as lockReferral } from '../store.ts'
import { limitOf, startUnknown } from './asks.ts'
import { standingFor } from './standing.ts'

interface LiveOffer {
  readonly id: RedirectId
  readonly offeredAt: Instant
}

async function liveOffer({ sql, actor }: Context, referralId: string): Promise<LiveOffer | undefined> {
  const [row] = await sql<LiveOffer[]>`
    select id, offered_at as "offeredAt" from referral_redirects
    where service_id = ${actor.serviceId} and referral_id = ${referralId} and state = 'offered' for no key update`
  return row
}

export const offer = handle(offerRedirect, {
  needs: 'triage',
  async run({ referralId, council, spokenTo, phone, why }, context) {
    const { sql, actor, now } = context
    const held = await standingFor(context, 'referrals.redirect', referralId)
    if (!held.ok) return held
    const live = await liveOffer(context, referralId)
    if (live) return refuse({ code: 'already-offered', at: live.offeredAt })
    await sql`
      insert into referral_redirects (service_id, id, referral_id, council, spoken_to, phone, why, offered_by, offered_at, state)
      values (${actor.serviceId}, ${crypto.randomUUID()}, ${referralId}, ${council}, ${spokenTo}, ${phone}, ${why}, ${actor.personId}, ${now}, 'offered')`
    return effect(null, { type: 'redirect-offered', referralId })
  },
})

export const answerOffer = handle(answerRedirect, {
  needs: 'triage',
  async run({ referralId, accepted, byWhom, answeredAt, why }, context) {
    const { sql, actor, now } = context
    if (!(await lockReferral(context, referralId))) return refuse({ code: 'referral-not-found' })
    const live = await liveOffer(context, referralId)
    if (!live) return refuse({ code: 'nothing-offered' })
    if (answeredAt > now) return refuse({ code: 'sent-in-future', field: 'sentAt', now })
    await sql`
      update referral_redirects set state = ${accepted ? 'accepted' : 'declined'}, answered_by = ${byWhom}, answered_at = ${answeredAt},
        recorded_by = ${actor.personId}, answer_why = ${why}
      where service_id = ${actor.serviceId} and id = ${live.id}`
    return effect(null, { type: 'redirect-answered', referralId, data: { accepted, answeredAt } })
  },
})

/** True once the council of the area where the person is has accepted the referral. */
export async function isAccepted({ sql, actor }: Context, referralId: string): Promise<boolean> {
  const rows = await sql`
    select from referral_redirects where service_id = ${actor.serviceId} and referral_id = ${referralId} and state = 'accepted'`
  return rows.length > 0
}

export const putBy = handle(holdReferral, {
  needs: 'triage',
  async run({ referralId, until, why }, context) {
    const { sql, actor, now } = context
    const held = await standingFor(context, 'referrals.hold', referralId)
    if (!held.ok) return held
    const running = runningLimit(await powersOf(context, { id: referralId }), now)
    const decided = decideHold(until, running, now)
    if (!decided.ok) return decided
    if (await startUnknown(context, referralId)) return refuse({ code: 'start-not-recorded', field: 'until' })
    const inTime = decideUntil('until', until, await limitOf(context, referralId), now)
    if (!inTime.ok) return inTime
    await endLive(context, referralId)
    await sql`
      insert into referral_holds (service_id, id, referral_id, until, why, held_by, held_at)
      values (${actor.serviceId}, ${crypto.randomUUID()}, ${referralId}, ${until}, ${why}, ${actor.personId}, ${now})`
    return effect(null, { type: 'referral-held', referralId, data: { until } })
  },
})

async function endLive({ sql, actor, now }: Context, referralId: string): Promise<boolean> {
  const rows = await sql`
    update referral_holds set ended_by = ${actor.personId}, ended_at = ${now}
    where service_id = ${actor.serviceId} and referral_id = ${referralId} and ended_at is null returning id`
  return rows.length > 0
}

export const takeUp = handle(endHold, {
  needs: 'triage',
  async run({ referralId }, context) {
    if (!(await lockReferral(context, referralId))) return refuse({ code: 'referral-not-found' })
    if (!(await endLive(context, referralId))) return refuse({ code: 'not-held' })
    return effect(null, { type: 'hold-ended', referralId })
  },
})
