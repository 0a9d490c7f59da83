import type { InputOf } from '#shared/kernel/command.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import { clockAfterCall, riskAfterCall, toldElsewhere } from '#shared/referrals/afterCall.ts'
import { addCall } from '#shared/referrals/contactContract.ts'
import type { StartTold } from '#shared/referrals/powers.ts'
import { receivedFault, startFault } from '#shared/referrals/receive.ts'
import { sources } from '#shared/referrals/referral.ts'
import { planStart, type StartPlan } from '#shared/referrals/startPlan.ts'
import type { PowerRow } from '#shared/referrals/record.ts'
import { earliest } from '#shared/time/instant.ts'
import { handle, type Context, type Happened } from '#server/kernel/handle.ts'
import { callIdOf, saveCall } from './contactStore.ts'
import { beforeTriage } from './deskStore.ts'
import { holdDraft, holdNumbers, removeDraft } from './draftStore.ts'
import { powersOf } from './powerStore.ts'
import { writeStart } from './startWriting.ts'
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
    const fault = startFault(call.power?.startedAt ?? null, now)
    if (fault === 'in-future') return refuse({ code: 'power-start-in-future', field: 'power.startedAt', now })
    if (fault === 'too-old') return refuse({ code: 'power-start-too-old', field: 'power.startedAt' })
    if (call.draftId !== null) {
      const [, draft] = await Promise.all([holdNumbers(context), holdDraft(context, call.draftId)])
      if (draft && draft.personId !== context.actor.personId) return refuse({ code: 'draft-not-found' })
    }
    const { referralId: _, draftId, power, correctionReason: __, ...told } = call
    const id = callIdOf(draftId)
    const powers = await powersOf(context, held)
    const clock = clockAfterCall(powers, power)
    const start = clock === 'recorded' && power ? startTold(power, call) : null
    const planned = start && planStart(powers, start, now)
    if (planned?.ok === false) return planned
    await saveCall(context, {
      ...told,
      id,
      referralId: held.id,
      receivedAt: earliest(call.receivedAt, now),
      powerKind: power?.kind ?? null,
      powerStartedAt: power?.startedAt ?? null,
    })
    if (draftId !== null) await removeDraft(context, draftId)
    const begins = start && planned && { start, plan: planned.value, powers }
    const more = await whatItChanges(context, held, call, begins)
    const added: Happened = {
      type: 'call-added',
      referralId: held.id,
      data: { callId: id, source: call.source, receivedAt: call.receivedAt, clock },
    }
    const { liveAllocation } = await beforeTriage(context, held.id)
    const anotherPlace = toldElsewhere(held.place, call.place) ? { withName: liveAllocation?.toName ?? null } : null
    return done({ answer: { callId: id, number: held.number, clock, anotherPlace }, events: [added, ...more] })
  },
})

/** A clock that nobody had recorded. */
interface Begins {
  readonly start: StartTold
  readonly plan: StartPlan
  readonly powers: readonly PowerRow[]
}

/** A clock that nobody had recorded, and a risk that nobody had told of, count from this call on. */
async function whatItChanges(
  context: Context,
  held: Kept,
  call: Call,
  begins: Begins | null,
): Promise<readonly Happened[]> {
  const risk = riskAfterCall(held, call)
  if (risk === null && begins === null) return []
  await saveChanges(context, held, risk ?? {})
  const written = begins && (await writeStart(context, held.id, begins.start, begins.plan, begins.powers))
  return [
    ...(risk ? [{ type: 'referral-changed', referralId: held.id, data: { fields: ['riskToStaff'] } }] : []),
    ...(written ? written.events : []),
  ]
}

const startTold = (power: NonNullable<Call['power']>, call: Call): StartTold => ({
  ...power,
  startSource: [call.callerName, sources[call.source]].filter(Boolean).join(', ').slice(0, 200),
  correctionReason: call.correctionReason,
})
