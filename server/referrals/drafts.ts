import type { DraftId, ReferralId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { discardDraft, keepDraft } from '#shared/referrals/contract.ts'
import { effect, handle, quietly, type Context } from '#server/kernel/handle.ts'
import { holdDraft, holdNumbers, isSaved, keepContent, removeDraft, startDraft, takeNumber } from './draftStore.ts'

/** A draft becomes the referral of the same id: one thing, from the first keystroke on. */
export const referralOf = (id: DraftId): ReferralId => id as string as ReferralId

export const keep = handle(keepDraft, {
  needs: 'take referrals',
  keepsDraft: true,
  async run({ draftId: id, content, seenVersion }, context) {
    const kept = await keepHeld(context, id, content, seenVersion)
    if (kept) return kept
    if (await isSaved(context, id)) return refuse({ code: 'draft-not-found' })
    const number = await takeNumber(context)
    // Asked again behind the counter's lock: the referral may have been saved while this waited for it.
    const [saved, started] = await Promise.all([isSaved(context, id), startDraft(context, { id, number, content })])
    if (saved) return refuse({ code: 'draft-not-found' })
    if (!started) return (await keepHeld(context, id, content, seenVersion)) ?? refuse({ code: 'draft-not-found' })
    const answer = { number, keptAt: context.now, version: FIRST_VERSION }
    return effect(answer, { type: 'draft-started', referralId: referralOf(id), data: { number } })
  },
})

/** The version that the database gives a draft that begins. */
const FIRST_VERSION = 1

/**
 * Keeps what was typed in the draft that is there; `null` when there is none yet. What another screen has kept since is never written
 * over unseen: whoever sends it hears what stands there.
 */
async function keepHeld(
  context: Context,
  id: DraftId,
  content: Readonly<Record<string, string>>,
  seenVersion: number | undefined,
) {
  const held = await holdDraft(context, id)
  if (!held) return null
  if (held.personId !== context.actor.personId) return refuse({ code: 'draft-not-found' })
  if (seenVersion !== undefined && seenVersion !== held.version)
    return refuse({ code: 'draft-kept-elsewhere', version: held.version, content: held.content ?? {} })
  const version = await keepContent(context, id, content)
  return quietly({ number: held.number, keptAt: context.now, version })
}

export const discard = handle(discardDraft, {
  needs: 'take referrals',
  async run({ draftId: id }, context) {
    const [, held] = await Promise.all([holdNumbers(context), holdDraft(context, id)])
    if (!held || held.personId !== context.actor.personId) return refuse({ code: 'draft-not-found' })
    await removeDraft(context, id)
    const data = { number: held.number }
    return effect(null, { type: 'draft-discarded', referralId: referralOf(id), data })
  },
})
