import type { InputOf } from '#shared/kernel/command.ts'
import type { PowerId } from '#shared/kernel/ids.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import { clockAfterCall, riskAfterCall } from '#shared/referrals/afterCall.ts'
import { ruleInForce } from '#shared/referrals/clockRules.ts'
import { addCall } from '#shared/referrals/contactContract.ts'
import { receivedFault, startFault } from '#shared/referrals/receive.ts'
import { sources } from '#shared/referrals/referral.ts'
import { earliest } from '#shared/time/instant.ts'
import { handle, type Context, type Happened } from '#server/kernel/handle.ts'
import { callIdOf, saveCall } from './contactStore.ts'
import { holdDraft, holdNumbers, removeDraft } from './draftStore.ts'
import { powersOf, savePower, type NewPower } from './powerStore.ts'
import { recorded } from './receive.ts'
import { holdReferral, saveChanges, type Kept } from './store.ts'

type Call = InputOf<typeof addCall>

export const add = handle(addCall, {
  needs: 'take referrals',
  // A call keeps its draft's id, so that a draft can be added once.
  constraints: { referral_calls_pkey: { code: 'draft-not-found' } },
  async run(call, context) {
    const { now } = context
    const held = await holdReferral(context, call.referralId)
    if (!held) return refuse({ code: 'referral-not-found' })
    if (held.closedAt !== null) return refuse({ code: 'referral-closed', at: held.closedAt })
    const received = receivedFault(call.receivedAt, now)
    if (received !== null) return refuse({ code: received, field: 'receivedAt', now })
    const start = startFault(call.power?.startedAt ?? null, now)
    if (start === 'in-future') return refuse({ code: 'power-start-in-future', field: 'power.startedAt', now })
    if (start === 'too-old') return refuse({ code: 'power-start-too-old', field: 'power.startedAt' })
    if (call.draftId !== null) {
      const [, draft] = await Promise.all([holdNumbers(context), holdDraft(context, call.draftId)])
      if (draft && draft.personId !== context.actor.personId) return refuse({ code: 'draft-not-found' })
    }
    const { referralId: _, draftId, power, ...told } = call
    const id = callIdOf(draftId)
    const clock = clockAfterCall(await powersOf(context, held), power)
    await saveCall(context, {
      ...told,
      id,
      referralId: held.id,
      receivedAt: earliest(call.receivedAt, now),
      powerKind: power?.kind ?? null,
      powerStartedAt: power?.startedAt ?? null,
    })
    if (draftId !== null) await removeDraft(context, draftId)
    const more = await whatItChanges(context, held, call, clock === 'recorded')
    const added: Happened = {
      type: 'call-added',
      referralId: held.id,
      data: { callId: id, source: call.source, receivedAt: call.receivedAt, clock },
    }
    return done({ answer: { callId: id, number: held.number, clock }, events: [added, ...more] })
  },
})

/** A clock that nobody had recorded, and a risk that nobody had told of, count from this call on. */
async function whatItChanges(
  context: Context,
  held: Kept,
  call: Call,
  startsClock: boolean,
): Promise<readonly Happened[]> {
  const risk = riskAfterCall(held, call)
  const power = startsClock && call.power ? powerTold(call.power, call, context) : null
  if (risk === null && power === null) return []
  await saveChanges(context, held, risk ?? {})
  if (power) await savePower(context, power)
  return [
    ...(risk ? [{ type: 'referral-changed', referralId: held.id, data: { fields: ['riskToStaff'] } }] : []),
    ...(power ? [recorded(power)] : []),
  ]
}

const powerTold = (power: NonNullable<Call['power']>, call: Call, { now }: Context): NewPower => ({
  ...power,
  id: crypto.randomUUID() as PowerId,
  referralId: call.referralId,
  startSource: [call.callerName, sources[call.source]].filter(Boolean).join(', ').slice(0, 200),
  ruleId: ruleInForce(power.kind, power.startedAt ?? now).id,
})
