import { refuse } from '#shared/kernel/outcome.ts'
import { agreeToReturn } from '#shared/rota/returnContract.ts'
import { stateOnTaking } from '#shared/rota/offers.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { lockOffer, markReturnAgreed, offerOf } from './offerStore.ts'
import { carryOut, changedEvents, stillOpen } from './offers.ts'
import { lockBoth, workOut } from './taking.ts'
import { settingsOf } from './telling.ts'

/** The last word on a swap where nobody else has to agree; else those who plan know from then on that both want it. */
export const returnAgreed = handle(agreeToReturn, {
  needs: 'manage own shifts',
  constraints: { one_shift_at_a_time: { code: 'shifts-overlap', field: 'times' } },
  async run({ offerId, seenVersion }, context) {
    const known = await offerOf(context, offerId)
    if (known?.personId !== context.actor.personId) return refuse({ code: 'offer-not-found' })
    const locked = known.takerId ? await lockBoth(context, known, known.takerId, known.inReturnShiftId) : null
    const open = await stillOpen(context, await lockOffer(context, offerId), seenVersion, ['waiting'])
    if (!open.ok) return open
    if (!locked || open.value.inReturnShiftId === null) return refuse({ code: 'offer-not-found' })
    if (!locked.ok) return locked
    const worked = await workOut(context, open.value, locked.value)
    if (!worked.ok) return worked
    const { warnings, toGiver, changes } = worked.value
    const { swapPolicy } = await settingsOf(context)
    const state = stateOnTaking(swapPolicy, warnings, false)
    await markReturnAgreed(context, offerId, state)
    const overtaken = state === 'agreed' ? await carryOut(context, worked.value) : []
    return effect(
      { state, version: seenVersion + 1, warnings: toGiver },
      {
        type: state === 'agreed' ? 'offer-agreed' : 'return-agreed',
        personId: known.personId,
        data: { offerId, shiftId: known.shiftId, inReturnShiftId: known.inReturnShiftId },
      },
      ...(state === 'agreed' ? changedEvents(changes, offerId) : []),
      ...overtaken,
    )
  },
})
