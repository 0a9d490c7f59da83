import type { PowerId, ReferralId } from '#shared/kernel/ids.ts'
import { ruleInForce } from '#shared/referrals/clockRules.ts'
import { NURSE_ENDED, type ReportMoved } from '#shared/referrals/afterNurse.ts'
import type { StartTold } from '#shared/referrals/powers.ts'
import type { PowerRow } from '#shared/referrals/record.ts'
import type { StartPlan } from '#shared/referrals/startPlan.ts'
import type { Context, Happened } from '#server/kernel/handle.ts'
import { savePower, savePowerEnd, supersedePower, type NewPower } from './powerStore.ts'
import { recorded } from './receive.ts'

export interface StartWritten {
  readonly powerId: PowerId
  readonly events: readonly Happened[]
}

/** Writes the start of a power as it was planned, with what it does to the other powers of the referral. */
export async function writeStart(
  context: Context,
  referralId: ReferralId,
  told: StartTold,
  plan: StartPlan,
  powers: readonly PowerRow[],
): Promise<StartWritten> {
  const { kind, startedAt, corrects, ruleId, extensionFrom, extensionDropped, ended, nurse, moved, goesOn } = plan
  const startSource = goesOn?.startSource ?? told.startSource
  const correctionReason = told.correctionReason || (goesOn === null ? '' : 'The same detention: they were moved')
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
    ...ended,
  }
  const report = moved && reportAnew(referralId, moved, { startedAt, startSource })
  // In this order on one connection: the earlier row makes room before the new one takes its place.
  await Promise.all([
    corrects && supersedePower(context, corrects.id),
    savePower(context, power),
    nurse && savePowerEnd(context, nurse.id, { endedAt: nurse.endedAt, why: nurse.endedWhy }),
    moved && report && supersedePower(context, moved.report.id),
    report && savePower(context, report),
  ])
  const happened = corrects ? corrected(power, corrects.startedAt, extensionDropped) : recorded(power)
  const more = {
    ...(plan.reportAt !== null && { reportAt: plan.reportAt }),
    ...(goesOn && { goesOn: true, movedAt: goesOn.movedAt }),
  }
  const ends = nurse ?? (plan.endsNow && ended ? { id: power.id, ...ended } : null)
  return {
    powerId: power.id,
    events: [
      { ...happened, data: { ...happened.data, ...more } },
      ...(ends ? [nurseEnded(referralId, ends)] : []),
      ...(moved && report ? [corrected(report, moved.report.startedAt, false)] : []),
    ],
  }
}

/** The section 5(2) from its other start, which has the nurse's source; `null` where it has that start already. */
const reportAnew = (
  referralId: ReferralId,
  { report, startedAt }: ReportMoved,
  nurse: Pick<NewPower, 'startedAt' | 'startSource'>,
): NewPower | null => {
  if (report.startedAt === startedAt) return null
  const follows = startedAt === nurse.startedAt
  return {
    id: crypto.randomUUID() as PowerId,
    referralId,
    kind: report.kind,
    startedAt,
    startSource: (follows && nurse.startSource) || report.startSource,
    correctionReason: follows
      ? 'Counts from the nurse’s record, section 5(5)'
      : 'Counts from the report: the nurse’s six hours were over before it',
    ruleId: ruleInForce(report.kind, startedAt).id,
    correctsId: report.id,
  }
}

const nurseEnded = (
  referralId: ReferralId,
  { id, endedAt, endedWhy }: NonNullable<StartPlan['ended']> & { readonly id: PowerId },
): Happened => ({
  type: 'power-ended',
  referralId,
  data: { powerId: id, kind: 's5-4', endedAt, because: endedWhy === NURSE_ENDED ? 'doctors-report' : 'time-ran-out' },
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
