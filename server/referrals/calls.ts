import type { InputOf } from '#shared/kernel/command.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import type { Changeable } from '#shared/referrals/change.ts'
import { clockAfterCall, placeAfterCall, riskAfterCall, toldElsewhere } from '#shared/referrals/afterCall.ts'
import { addCall } from '#shared/referrals/contactContract.ts'
import type { StartTold } from '#shared/referrals/powers.ts'
import { receivedFault, startFault } from '#shared/referrals/receive.ts'
import { sources } from '#shared/referrals/referral.ts'
import { planStart, type StartPlan } from '#shared/referrals/startPlan.ts'
import type { PowerRow } from '#shared/referrals/record.ts'
import { earliest } from '#shared/time/instant.ts'
import { handle, type Context, type Happened } from '#server/kernel/handle.ts'
import { hasPlace } from '#server/register/store.ts'
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
    if (call.isNowThere && call.place.trim() === '') return refuse({ code: 'place-missing', field: 'place' })
    if (!(await hasPlace(context, call.placeId))) return refuse({ code: 'place-unknown', field: 'placeId' })
    if (call.draftId !== null) {
      const [, draft] = await Promise.all([holdNumbers(context), holdDraft(context, call.draftId)])
      if (draft && draft.personId !== context.actor.personId) return refuse({ code: 'draft-not-found' })
    }
    const {
      referralId: _,
      draftId,
      power,
      correctionReason: __,
      isNowThere: ___,
      placeId: ____,
      again: _____,
      ...told
    } = call
    const move = placeAfterCall(held, call)
    const id = callIdOf(draftId)
    const powers = await powersOf(context, held)
    const clock = clockAfterCall(powers, power)
    const start = clock === 'recorded' && power ? startTold(power, call) : null
    const planned = start && planStart(powers, start, now)
    if (planned?.ok === false) return planned
    await saveCall(context, {
      ...told,
      place: told.place.trim(),
      id,
      referralId: held.id,
      receivedAt: earliest(call.receivedAt, now),
      powerKind: power?.kind ?? null,
      powerStartedAt: power?.startedAt ?? null,
      placeBefore: move?.before ?? null,
    })
    if (draftId !== null) await removeDraft(context, draftId)
    const begins = start && planned && { start, plan: planned.value, powers }
    const more = await whatItChanges(context, held, { ...riskChange(held, call), ...move?.changes }, begins)
    const added: Happened = {
      type: 'call-added',
      referralId: held.id,
      data: { callId: id, source: call.source, receivedAt: call.receivedAt, clock },
    }
    const { liveAllocation } = await beforeTriage(context, held.id)
    const goes = { withName: liveAllocation?.toName ?? null }
    const anotherPlace = move === null && toldElsewhere(held.place, call.place) ? goes : null
    const answer = { callId: id, number: held.number, clock, anotherPlace, moved: move === null ? null : goes }
    return done({ answer, events: [added, ...more] })
  },
})

/** A clock that nobody had recorded. */
interface Begins {
  readonly start: StartTold
  readonly plan: StartPlan
  readonly powers: readonly PowerRow[]
}

/** A clock that nobody had recorded, a risk that nobody had told of, and where the person is now, count from this call on. */
async function whatItChanges(
  context: Context,
  held: Kept,
  changes: Partial<Changeable>,
  begins: Begins | null,
): Promise<readonly Happened[]> {
  const fields = Object.keys(changes).filter((field) => field !== 'riskDetail')
  if (fields.length === 0 && begins === null) return []
  await saveChanges(context, held, changes)
  const written = begins && (await writeStart(context, held.id, begins.start, begins.plan, begins.powers))
  return [
    ...(fields.length > 0 ? [{ type: 'referral-changed', referralId: held.id, data: { fields } }] : []),
    ...(written ? written.events : []),
  ]
}

const riskChange = (held: Kept, call: Call): Partial<Changeable> => riskAfterCall(held, call) ?? {}

const startTold = (power: NonNullable<Call['power']>, call: Call): StartTold => ({
  ...power,
  startSource: [call.callerName, sources[call.source]].filter(Boolean).join(', ').slice(0, 200),
  correctionReason: call.correctionReason,
  again: call.again,
})
