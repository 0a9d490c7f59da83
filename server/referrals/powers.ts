import type { PowerId, ReferralId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { NURSE_ENDED, reportMovedBy, startAfterNurse, type ReportMoved } from '#shared/referrals/afterNurse.ts'
import { ruleInForce } from '#shared/referrals/clockRules.ts'
import { clockOf, decideExtension } from '#shared/referrals/clocks.ts'
import { endPower, extendPower, recordPower } from '#shared/referrals/contract.ts'
import { decideEnd, decideStart, runsOnWhenClosed } from '#shared/referrals/powers.ts'
import type { PowerRow } from '#shared/referrals/record.ts'
import type { Instant } from '#shared/time/instant.ts'
import { effect, handle, type Happened } from '#server/kernel/handle.ts'
import { openReferral, seenReferral } from './openReferral.ts'
import { powersOf, saveExtension, savePower, savePowerEnd, supersedePower, type NewPower } from './powerStore.ts'
import { recorded } from './receive.ts'
import { saveChanges } from './store.ts'

export const record = handle(recordPower, {
  needs: 'take referrals',
  async run(input, context) {
    const held = await (runsOnWhenClosed(input.kind) ? seenReferral : openReferral)(context, input)
    if (!held.ok) return held
    const powers = await powersOf(context, held.value)
    const after = startAfterNurse(powers, input, context.now)
    const startedAt = after === null ? input.startedAt : after.startedAt
    const decided = decideStart(powers, { ...input, startedAt }, context.now)
    if (!decided.ok) return decided
    const { corrects, ruleId, extensionFrom, extensionDropped } = decided.value
    const { referralId, kind, startSource, correctionReason } = input
    const before = powers.find((power) => power.id === corrects?.id)
    const moved = reportMovedBy(powers, input, before ?? null)
    const power: NewPower = {
      id: crypto.randomUUID() as PowerId,
      referralId,
      kind,
      startedAt,
      startSource,
      correctionReason,
      ruleId,
      correctsId: corrects?.id ?? null,
      extension: powers.find((one) => one.id === extensionFrom?.id)?.extension ?? null,
      ...endOf(before, moved),
    }
    const nurseEnds = after?.nurseEndsAt ? { id: after.nurse.id, endedAt: after.nurseEndsAt } : null
    const report = moved && reportAnew(referralId, moved)
    // In this order on one connection: the earlier row makes room before the new one takes its place.
    const [version] = await Promise.all([
      saveChanges(context, held.value),
      corrects && supersedePower(context, corrects.id),
      savePower(context, power),
      nurseEnds && savePowerEnd(context, nurseEnds.id, { endedAt: nurseEnds.endedAt, why: NURSE_ENDED }),
      moved && report && supersedePower(context, moved.report.id),
      report && savePower(context, report),
    ])
    const happened = before ? corrected(power, before.startedAt, extensionDropped) : recorded(power)
    const told = after === null ? happened : { ...happened, data: { ...happened.data, reportAt: input.startedAt } }
    const ends = nurseEnds ?? (moved && !before?.endedAt ? { id: power.id, endedAt: moved.nurseEndsAt } : null)
    return effect(
      { version, powerId: power.id },
      told,
      ...(ends ? [nurseEnded(referralId, ends)] : []),
      ...(moved && report ? [corrected(report, moved.report.startedAt, false)] : []),
    )
  },
})

/** A start that is corrected keeps the end that was recorded; a nurse's power that is told after the doctor's report is over with it. */
const endOf = (
  before: Pick<PowerRow, 'endedAt' | 'endedWhy'> | undefined,
  moved: ReportMoved | null,
): Pick<NewPower, 'endedAt' | 'endedWhy'> =>
  moved !== null && !before?.endedAt
    ? { endedAt: moved.nurseEndsAt, endedWhy: NURSE_ENDED }
    : { endedAt: before?.endedAt ?? null, endedWhy: before?.endedWhy ?? '' }

/** The section 5(2) from its other start; `null` where it has that start already. */
const reportAnew = (referralId: ReferralId, { report, startedAt }: ReportMoved): NewPower | null =>
  report.startedAt === startedAt
    ? null
    : {
        id: crypto.randomUUID() as PowerId,
        referralId,
        kind: report.kind,
        startedAt,
        startSource: report.startSource,
        correctionReason: 'Counts from the nurse’s record, section 5(5)',
        ruleId: ruleInForce(report.kind, startedAt).id,
        correctsId: report.id,
      }

const nurseEnded = (
  referralId: ReferralId,
  { id, endedAt }: { readonly id: PowerId; readonly endedAt: Instant },
): Happened => ({
  type: 'power-ended',
  referralId,
  data: { powerId: id, kind: 's5-4', endedAt, because: 'doctors-report' },
})

const corrected = (power: NewPower, before: NewPower['startedAt'], extensionDropped: boolean): Happened => ({
  type: 'power-corrected',
  referralId: power.referralId,
  data: {
    powerId: power.id,
    correctsId: power.correctsId,
    kind: power.kind,
    before,
    startedAt: power.startedAt,
    ruleId: power.ruleId,
    extensionDropped,
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
    const power = (await powersOf(context, held.value)).find((one) => one.id === input.powerId)
    if (!power) return refuse({ code: 'power-not-found' })
    const decided = decideEnd(power, input.endedAt, context.now)
    if (!decided.ok) return decided
    const [version] = await Promise.all([saveChanges(context, held.value), savePowerEnd(context, power.id, input)])
    const data = { powerId: power.id, kind: power.kind, endedAt: input.endedAt }
    return effect({ version }, { type: 'power-ended', referralId: input.referralId, data })
  },
})
