import { done, refuse } from '#shared/kernel/outcome.ts'
import { clockOf, decideExtension } from '#shared/referrals/clocks.ts'
import { endPower, extendPower, recordPower } from '#shared/referrals/contract.ts'
import { goesWith } from '#shared/referrals/beside.ts'
import { decideEnd, runsOnWhenClosed } from '#shared/referrals/powers.ts'
import { planStart } from '#shared/referrals/startPlan.ts'
import type { PowerRow } from '#shared/referrals/record.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { openReferral, seenReferral } from './openReferral.ts'
import { powersOf, saveExtension, savePowerEnd } from './powerStore.ts'
import { writeStart } from './startWriting.ts'
import { saveChanges } from './store.ts'

export const record = handle(recordPower, {
  needs: 'take referrals',
  async run(input, context) {
    const held = await (runsOnWhenClosed(input.kind) ? seenReferral : openReferral)(context, input)
    if (!held.ok) return held
    const powers = await powersOf(context, held.value)
    const planned = planStart(powers, input, context.now)
    if (!planned.ok) return planned
    // In this order on one connection.
    const [version, { powerId, events }] = await Promise.all([
      saveChanges(context, held.value),
      writeStart(context, input.referralId, input, planned.value, powers),
    ])
    return done({ answer: { version, powerId }, events })
  },
})

export const extend = handle(extendPower, {
  needs: 'take referrals',
  async run(input, context) {
    const held = await openReferral(context, input)
    if (!held.ok) return held
    const power = (await powersOf(context, held.value)).find((one) => one.id === input.powerId && !one.supersededAt)
    if (!power) return refuse({ code: 'power-not-found' })
    const decided = decideExtension(power, input, context.now)
    if (!decided.ok) return decided
    const { authoriser, superintendent } = input
    const { minutes, authorisedAt, authority, reason } = decided.value
    const extension = { minutes, authorisedAt, authority, reason }
    const { limitAt } = clockOf({ ...power, extension }, context.now)
    if (limitAt === null) return refuse({ code: 'start-not-recorded' })
    const [version] = await Promise.all([
      saveChanges(context, held.value),
      saveExtension(context, power.id, { ...extension, authoriser, superintendent }),
    ])
    const data = { powerId: power.id, kind: power.kind, minutes, authorisedAt, reason, authority, limitAt }
    return effect({ version, limitAt }, { type: 'power-extended', referralId: input.referralId, data })
  },
})

export const end = handle(endPower, {
  needs: 'take referrals',
  async run(input, context) {
    const held = await seenReferral(context, input)
    if (!held.ok) return held
    const powers = await powersOf(context, held.value)
    const power = powers.find((one) => one.id === input.powerId)
    if (!power) return refuse({ code: 'power-not-found' })
    const decided = decideEnd(power, input.endedAt, context.now)
    if (!decided.ok) return decided
    const { endedAt } = input
    const goes = goesWith(power, powers, endedAt)
    const [version] = await Promise.all([
      saveChanges(context, held.value),
      savePowerEnd(context, power.id, input),
      ...goes.map((one) => savePowerEnd(context, one.id, input)),
    ])
    const { referralId } = input
    const ended = ({ id: powerId, kind }: PowerRow) =>
      ({ type: 'power-ended', referralId, data: { powerId, kind, endedAt } }) as const
    return effect({ version }, ended(power), ...goes.map(ended))
  },
})
