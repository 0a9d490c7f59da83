import { refuse } from '#shared/kernel/outcome.ts'
import { decideOffer } from '#shared/rota/coverContract.ts'
import { checkOverLeave } from '#shared/rota/overLeave.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { carryOut, changedEvents, overLeaveOf, stillOpen } from './offers.ts'
import { lockOffer, markDecided, offerOf, type StoredOffer } from './offerStore.ts'
import { lockBoth, workOut } from './taking.ts'

export const decide = handle(decideOffer, {
  needs: 'plan the rota',
  constraints: { one_shift_at_a_time: { code: 'shifts-overlap', field: 'times' } },
  async run(sent, context) {
    const { offerId, seenVersion, agree, why } = sent
    const known = await offerOf(context, offerId)
    if (!known) return refuse({ code: 'offer-not-found' })
    if ([known.personId, known.takerId].includes(context.actor.personId)) return refuse({ code: 'own-offer' })
    const locked = agree && known.takerId ? await lockBoth(context, known, known.takerId, known.inReturnShiftId) : null
    const open = await stillOpen(
      context,
      await lockOffer(context, offerId),
      seenVersion,
      agree ? ['waiting'] : ['open', 'waiting'],
    )
    if (!open.ok) return open
    if (!agree) return turnDown(context, open.value, why)
    if (!locked) return refuse({ code: 'offer-not-found' })
    if (!locked.ok) return locked
    if (open.value.inReturnShiftId !== null && open.value.returnAgreedAt === null)
      return refuse({ code: 'return-not-agreed' })
    const worked = await workOut(context, open.value, locked.value)
    if (!worked.ok) return worked
    const confirmed = checkOverLeave(worked.value.overLeave, sent)
    if (!confirmed.ok) return confirmed
    const over = overLeaveOf(worked.value, sent.overLeaveWhy)
    await markDecided(context, offerId, 'agreed', why, over?.why)
    const overtaken = await carryOut(context, worked.value, over)
    const data = { offerId, shiftId: known.shiftId, ...(over && { overLeave: over.days }) }
    return effect(
      { state: 'agreed', version: seenVersion + 1, warnings: worked.value.warnings },
      { type: 'offer-agreed', personId: known.personId, data },
      ...changedEvents(worked.value.changes, offerId),
      ...overtaken,
    )
  },
})

async function turnDown(context: Context, { id: offerId, personId, shiftId, version }: StoredOffer, why: string) {
  await markDecided(context, offerId, 'turned-down', why)
  return effect(
    { state: 'turned-down' as const, version: version + 1, warnings: [] },
    { type: 'offer-turned-down', personId, data: { offerId, shiftId } },
  )
}
