import type { DraftId, LinkId, PowerId, ReferralId } from '#shared/kernel/ids.ts'
import type { InputOf } from '#shared/kernel/command.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { ruleInForce } from '#shared/referrals/clockRules.ts'
import { receiveReferral } from '#shared/referrals/contract.ts'
import { decideCouncil, decideReceive } from '#shared/referrals/receive.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { effect, handle, type Context, type Happened } from '#server/kernel/handle.ts'
import { referralOf } from './drafts.ts'
import { holdDraft, holdNumbers, removeDraft, takeNumber } from './draftStore.ts'
import { linkedEvents, numbersOf, saveLink } from './contactStore.ts'
import { savePower, type NewPower } from './powerStore.ts'
import { hasPlace } from '#server/register/store.ts'
import { councilsOf, saveReferral } from './store.ts'

type Call = InputOf<typeof receiveReferral>

export const receive = handle(receiveReferral, {
  needs: 'take referrals',
  // A referral keeps its draft's id, so that a draft can be saved once.
  constraints: { referrals_pkey: { code: 'draft-not-found' } },
  async run(call, context) {
    const { now } = context
    const decided = decideReceive(call, now)
    if (!decided.ok) return decided
    // Sent together and carried out in this order.
    const [councils, placeKnown, , draft] = await Promise.all([
      councilsOf(context),
      hasPlace(context, call.placeId),
      call.draftId && holdNumbers(context),
      call.draftId && holdDraft(context, call.draftId),
    ])
    const council = decideCouncil(call.councilId, councils)
    if (!council.ok) return council
    if (!placeKnown) return refuse({ code: 'place-unknown', field: 'placeId' })
    if (draft && draft.personId !== context.actor.personId) return refuse({ code: 'draft-not-found' })

    if ((await numbersOf(context, call.linkTo)).length !== new Set(call.linkTo).size)
      return refuse({ code: 'referral-not-found' })

    const { draftId, councilId: _, power, linkTo, ...told } = call
    const number = await numberFor(context, draftId, draft?.number)
    const id = draftId ? referralOf(draftId) : (crypto.randomUUID() as ReferralId)
    const { receivedAt } = decided.value
    const started = power && startOf(power, id, context)
    await saveReferral(context, {
      ...told,
      id,
      number,
      receivedAt,
      councilId: council.value,
      state: 'to-triage',
      ageSaidOn: londonDayOf(receivedAt),
    })
    if (started) await savePower(context, started)
    const linked = await linkBack(context, { id, number }, linkTo)
    const received = {
      type: 'referral-received',
      referralId: id,
      data: { number, receivedAt, source: call.source, request: call.request, risk: call.riskToStaff },
    }
    return effect({ referralId: id, number, version: 1 }, received, ...(started ? [recorded(started)] : []), ...linked)
  },
})

/** Earlier referrals of the same person that were chosen during the call: linked from the first moment. */
async function linkBack(
  context: Context,
  made: { readonly id: ReferralId; readonly number: number },
  linkTo: readonly ReferralId[],
): Promise<readonly Happened[]> {
  const earlier = await numbersOf(context, linkTo)
  const events: Happened[] = []
  for (const other of earlier) {
    const id = crypto.randomUUID() as LinkId
    const why = 'Chosen while the call was taken'
    await saveLink(context, { id, kind: 're-referral', referralId: made.id, otherId: other.id, why })
    events.push(...linkedEvents(id, 're-referral', [made, other]))
  }
  return events
}

/**
 * The draft's number, which has been said on the telephone already, or a fresh one. A draft whose first keystroke arrives only
 * now is taken away too: it waited for the counter behind this.
 */
async function numberFor(context: Context, draftId: DraftId | null, known: number | undefined): Promise<number> {
  const fresh = known ?? (await takeNumber(context))
  if (draftId === null) return fresh
  return (await removeDraft(context, draftId)) ?? fresh
}

const startOf = (power: NonNullable<Call['power']>, referralId: ReferralId, { now }: Context): NewPower => ({
  ...power,
  id: crypto.randomUUID() as PowerId,
  referralId,
  ruleId: ruleInForce(power.kind, power.startedAt ?? now).id,
})

/** @example recorded(power) // the event that the timeline words as "Section 136: clock started 16:20" */
export const recorded = ({ id, referralId, kind, startedAt, ruleId }: NewPower): Happened => ({
  type: 'power-recorded',
  referralId,
  data: { powerId: id, kind, startedAt, ruleId },
})
