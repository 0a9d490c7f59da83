import { refuse } from '#shared/kernel/outcome.ts'
import { runningLimit } from '#shared/referrals/powers.ts'
import { decideUntil } from '#shared/referrals/triaging/asks.ts'
import { checklistFor } from '#shared/referrals/triaging/checklists.ts'
import { reRate, tickItem } from '#shared/referrals/triaging/contract.ts'
import { dueOf } from '#shared/referrals/urgencyTargets.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { namesNoClock } from '../clockClass.ts'
import { openReferral } from '../openReferral.ts'
import { powersOf } from '../powerStore.ts'
import { saveChanges } from '../store.ts'
import { bandsNow } from '../urgencyStore.ts'
import { standingFor } from './standing.ts'

export const rate = handle(reRate, {
  needs: 'triage',
  async run({ referralId, seenVersion, urgency, why, assessBy }, context) {
    const { sql, actor, now } = context
    const held = await openReferral(context, { referralId, seenVersion })
    if (!held.ok) return held
    const before = held.value.urgency
    // The same class with another time to assess by is a change too.
    const sameTime = assessBy === undefined || assessBy === held.value.assessBy
    if (before === urgency && sameTime) return refuse({ code: 'already-so', field: 'urgency' })
    const [powers, urgencyBands] = await Promise.all([powersOf(context, held.value), bandsNow(context)])
    if (assessBy !== undefined) {
      const fits = decideUntil('assessBy', assessBy, runningLimit(powers, now)?.limitAt ?? null, now)
      if (!fits.ok) return fits
    }
    const due = dueOf({ powers, urgencyBands }, urgency, now)
    await sql`
      insert into urgency_ratings (service_id, referral_id, place, urgency, before, why, rated_by, rated_at, target_at, target_because, assess_by)
      select ${actor.serviceId}, ${referralId}, coalesce(max(place), 0) + 1, ${urgency}, ${before}, ${why}, ${actor.personId}, ${now}::timestamptz,
        ${due?.dueAt ?? null}::timestamptz, ${due?.because ?? null}, ${assessBy ?? null}::timestamptz
      from urgency_ratings where service_id = ${actor.serviceId} and referral_id = ${referralId}`
    const by = assessBy === undefined ? {} : { assessBy }
    const version = await saveChanges(context, held.value, { urgency, ...by })
    const noClock = await namesNoClock(context, held.value, urgency, powers)
    const data = { before, urgency, words: urgencyBands.words[urgency], ...by, ...(noClock && { noClock }) }
    return effect({ version }, { type: 'urgency-re-rated', referralId, data })
  },
})

export const tick = handle(tickItem, {
  needs: 'take referrals',
  async run({ referralId, item, state }, context) {
    const { sql, actor, now } = context
    const held = await standingFor(context, 'referrals.tick', referralId)
    if (!held.ok) return held
    // The list that applied when the call came in stays this referral's list.
    const list = checklistFor(held.value.request, londonDayOf(held.value.receivedAt))
    if (!list?.items.some(({ code }) => code === item)) return refuse({ code: 'no-such-item', field: 'item' })
    await sql`
      insert into checklist_ticks (service_id, referral_id, item, list_id, state, ticked_by, ticked_at)
      values (${actor.serviceId}, ${referralId}, ${item}, ${list.id}, ${state}, ${actor.personId}, ${now})
      on conflict (service_id, referral_id, item) do update set state = excluded.state, ticked_by = excluded.ticked_by, ticked_at = excluded.ticked_at`
    return effect(null, { type: 'checklist-ticked', referralId, data: { list: list.id, item, state } })
  },
})
