import { refuse } from '#shared/kernel/outcome.ts'
import { decideChange } from '#shared/referrals/change.ts'
import { changeReferral } from '#shared/referrals/contract.ts'
import { decideCouncil } from '#shared/referrals/receive.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { openReferral } from './openReferral.ts'
import { hasPlace } from '#server/register/store.ts'
import { councilsOf, saveChanges } from './store.ts'

export const change = handle(changeReferral, {
  needs: 'take referrals',
  async run(input, context) {
    const held = await openReferral(context, input)
    if (!held.ok) return held
    const decided = decideChange(held.value, input.changes, londonDayOf(context.now))
    if (!decided.ok) return decided
    const { changes, fields, ageSaidOn } = decided.value
    if (changes.councilId !== undefined) {
      const council = decideCouncil(changes.councilId, await councilsOf(context))
      if (!council.ok) return council
    }
    if (!(await hasPlace(context, changes.placeId ?? null))) return refuse({ code: 'place-unknown', field: 'placeId' })
    const version = await saveChanges(context, held.value, { ...changes, ...(ageSaidOn && { ageSaidOn }) })
    return effect({ version }, { type: 'referral-changed', referralId: input.referralId, data: { fields } })
  },
})
