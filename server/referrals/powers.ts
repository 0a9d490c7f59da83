import type { InputOf } from '#shared/kernel/command.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import { clockOf, decideExtension, type Extension } from '#shared/referrals/clocks.ts'
import { correctPower, endPower, extendPower, recordPower } from '#shared/referrals/contract.ts'
import { goesWith } from '#shared/referrals/beside.ts'
import { decideEnd, startsWhenClosed } from '#shared/referrals/powers.ts'
import { decidePutRight } from '#shared/referrals/putRight.ts'
import { ruleInForce } from '#shared/referrals/clockRules.ts'
import { planStart } from '#shared/referrals/startPlan.ts'
import type { PowerRow } from '#shared/referrals/record.ts'
import type { PowerId } from '#shared/kernel/ids.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { seenReferral } from './openReferral.ts'
import { powersOf, saveExtension, savePower, savePowerEnd, supersedePower, type NewPower } from './powerStore.ts'
import { writeStart } from './startWriting.ts'
import { saveChanges } from './store.ts'

export const record = handle(recordPower, {
  needs: 'take referrals',
  async run(input, context) {
    const held = await seenReferral(context, input)
    if (!held.ok) return held
    const powers = await powersOf(context, held.value)
    const { closedAt } = held.value
    if (closedAt !== null && !startsWhenClosed(powers, input)) return refuse({ code: 'referral-closed', at: closedAt })
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
    // A clock that runs on after the referral was closed is extended by its doctor all the same.
    const held = await seenReferral(context, input)
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

/** What was wrong stays on the row that it stood on; a new row takes its place. */
export const correct = handle(correctPower, {
  needs: 'take referrals',
  async run(input, context) {
    const held = await seenReferral(context, input)
    if (!held.ok) return held
    const powers = await powersOf(context, held.value)
    const power = powers.find((one) => one.id === input.powerId)
    if (!power) return refuse({ code: 'power-not-found' })
    const decided = decidePutRight(powers, power, input, context.now)
    if (!decided.ok) return decided
    const { referralId, correctionReason } = input
    const { kind, startedAt, startSource } = power
    const { endedAt, endedWhy } = decided.value
    const extension = input.extension === undefined ? power.extension : told(input.extension, decided.value.extension)
    const row: NewPower = {
      id: crypto.randomUUID() as PowerId,
      referralId,
      kind,
      startedAt,
      startSource,
      ruleId: ruleInForce(kind, startedAt ?? context.now).id,
      correctionReason,
      correctsId: power.id,
      extension,
      endedAt,
      endedWhy,
    }
    // In this order on one connection: the earlier row makes room before the new one takes its place.
    const [version] = await Promise.all([
      saveChanges(context, held.value),
      supersedePower(context, power.id),
      savePower(context, row),
    ])
    const { limitAt } = clockOf({ ...power, extension, endedAt }, context.now)
    const what = input.extension === undefined ? 'end' : input.ended === undefined ? 'extension' : 'both'
    const data = { powerId: row.id, correctsId: power.id, kind, what, limitAt }
    return effect({ version, powerId: row.id, limitAt }, { type: 'power-put-right', referralId, data })
  },
})

type Told = NonNullable<InputOf<typeof correctPower>['extension']>

const told = (asked: Told | null, lawful: Extension | null): PowerRow['extension'] =>
  asked === null || lawful === null
    ? null
    : { ...lawful, authoriser: asked.authoriser, superintendent: asked.superintendent }
