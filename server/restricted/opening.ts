import type { OpeningId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { closeOpening, openWithReason, reviewOpening, seeNotice } from '#shared/restricted/contract.ts'
import { decideOpening, decideReview } from '#shared/restricted/opening.ts'
import { effect, handle, quietly } from '#server/kernel/handle.ts'
import { holdNotice, holdOpening, markClosed, markSeen, saveReview } from './openingStore.ts'
import { saveOpening, tell, toBeOpened } from './store.ts'

/** Opens at once. Who looks after the record hears of it in the same transaction; a second person looks at it afterwards. */
export const open = handle(openWithReason, {
  needs: 'open with a reason',
  stepUp: true,
  async run({ number, reason, why }, context) {
    const closed = await toBeOpened(context, number)
    if (!closed) return refuse({ code: 'record-not-found' })
    const decided = decideOpening(why, context.now)
    if (!decided.ok) return decided
    const { endsAt } = decided.value
    // A fresh id is branded where it is made.
    const id = crypto.randomUUID() as OpeningId
    await saveOpening(context, { ...closed, id, reason, why, endsAt })
    if (closed.guardianId !== null) await tell(context, closed.guardianId, id)
    const data = { openingId: id, reason, endsAt, restricted: closed.restrictionId !== null }
    return effect({ openingId: id, endsAt }, { type: 'record-opened-with-reason', referralId: closed.referralId, data })
  },
})

export const close = handle(closeOpening, {
  needs: 'open with a reason',
  async run({ openingId }, context) {
    const held = await holdOpening(context, openingId)
    if (!held || held.actorId !== context.actor.personId) return refuse({ code: 'opening-not-found' })
    if (held.endedAt !== null || held.endsAt <= context.now) return refuse({ code: 'already-ended' })
    await markClosed(context, openingId)
    return effect(null, { type: 'opening-closed', referralId: held.referralId, data: { openingId } })
  },
})

export const review = handle(reviewOpening, {
  needs: 'review openings',
  constraints: { nobody_reviews_their_own_opening: { code: 'own-opening' } },
  async run({ openingId, result, note }, context) {
    const held = await holdOpening(context, openingId)
    if (!held) return refuse({ code: 'opening-not-found' })
    const decided = decideReview(held, context.actor.personId, { result, note })
    if (!decided.ok) return decided
    await saveReview(context, openingId, result, note)
    return effect(null, { type: 'opening-reviewed', referralId: held.referralId, data: { openingId, result } })
  },
})

/** Seeing twice is no news, so it is not remembered as a command. */
export const see = handle(seeNotice, {
  needs: 'see who is on',
  keepsDraft: true,
  async run({ noticeId }, context) {
    if (!(await holdNotice(context, noticeId))) return refuse({ code: 'notice-not-found' })
    await markSeen(context, noticeId)
    return quietly(null)
  },
})
