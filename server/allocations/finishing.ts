import {
  finish as finishCommand,
  recordOutcome as recordOutcomeCommand,
  type AllocationRow,
} from '#shared/allocations/contract.ts'
import { lateMinutes } from '#shared/allocations/likelyFinish.ts'
import {
  decideOutcome,
  decideOutcomeAgain,
  endsPowers,
  outcomeCode,
  outcomes,
  powerBegunBy,
  powersEndAt,
  type OutcomeCode,
  stillNeedsSomebody,
  wasAssessed,
} from '#shared/allocations/outcomes.ts'
import { unapprovedAt, type Unapproved } from '#shared/allocations/unapproved.ts'
import { progressOf } from '#shared/allocations/progress.ts'
import { ruleInForce, type PowerKind } from '#shared/referrals/clockRules.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { effect, handle, type Context, type Happened } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import { happened } from './happened.ts'
import { decideOwnStep, holdOwn, refuseIfChanged } from './ownWork.ts'
import {
  backToAllocate,
  closeReferral,
  councilOf,
  endAllocation,
  endRunningPowers,
  heldAt,
  saveOutcome,
  savePowerWithoutStart,
} from './store.ts'

export const recordOutcome = handle(recordOutcomeCommand, {
  needs: 'work allocations',
  async run({ allocationId, seenVersion, occurredAt, outcome, subReason, reasons, corrects = false }, context) {
    const held = await holdOwn(context, allocationId, 'alone')
    if (!held.ok) return held
    const { allocation } = held.value
    const decide = corrects ? decideOutcomeAgain : decideOutcome
    const decided = decide(progressOf(allocation), { outcome, subReason }, occurredAt, context.now)
    if (!decided.ok) return decided
    const changed = refuseIfChanged(held.value, seenVersion)
    if (changed) return changed
    const at = decided.value.occurredAt
    const kept = corrects ? reasonsAfter(allocation.outcomeReasons, reasons) : reasons
    await saveOutcome(context, allocation.id, { outcome, subReason, reasons: kept, at })
    const stood = corrects && allocation.outcome !== null ? { insteadOf: allocation.outcome } : {}
    const approval = await unapprovedFor(context, allocation, outcome, at)
    const data = { outcome, subReason, occurredAt: at, ...stood, ...(approval && { approval }) }
    return effect(
      { version: allocation.version + 1, ...(approval && { approval }) },
      happened('outcome-recorded', allocation, data),
    )
  },
})

/** Nothing that was typed is lost: what stood there stays below what is put in its place. */
function reasonsAfter(before: string, now: string): string {
  if (now === '' || before === '') return now === '' ? before : now
  return `${now}\n\nBefore it was put right: ${before}`
}

/** What the register says of whoever decided, at that moment. It warns and is kept: nobody is kept from finishing. */
async function unapprovedFor(
  context: Context,
  { referralId, personId }: AllocationRow,
  outcome: OutcomeCode,
  at: Instant,
): Promise<Unapproved | null> {
  const [standings, councilId] = await Promise.all([standingsOf(context, [personId]), councilOf(context, referralId)])
  return councilId && unapprovedAt(outcome, standings.get(personId) ?? null, councilId, at)
}

/** Ends the work. Nothing but an outcome is asked for first: no legal limit and no missing reason keeps an AMHP from going home. */
export const finish = handle(finishCommand, {
  needs: 'work allocations',
  async run(asked, context) {
    const held = await holdOwn(context, asked.allocationId, 'with its referral')
    if (!held.ok) return held
    const decided = decideOwnStep(held.value, 'finished', asked, context.now)
    if (!decided.ok) return decided
    const { allocation } = held.value
    const finishedAt = decided.value.occurredAt
    const late = allocation.shiftEndsAt === null ? 0 : lateMinutes(finishedAt, allocation.shiftEndsAt)
    const [ended] = await Promise.all([
      settleReferral(allocation, finishedAt, context),
      endAllocation(context, allocation.id, { at: finishedAt, how: 'finished', why: '' }),
    ])
    const { shiftId, outcome } = allocation
    const data = { finishedAt, occurredAt: finishedAt, shiftId, lateMinutes: late, outcome }
    return effect(
      { version: allocation.version + 1, finishedAt, lateMinutes: late },
      happened('assessment-finished', allocation, data),
      ...ended,
    )
  },
})

/** Closes the referral, or gives it back when it still needs somebody; ends the powers that the outcome ends, and begins its own. */
async function settleReferral(
  { referralId, outcome: said, outcomeAt }: AllocationRow,
  at: Instant,
  context: Context,
): Promise<readonly Happened[]> {
  const outcome = outcomeCode.parse(said)
  const why = `assessment finished: ${outcomes[outcome].words}`
  const but = powerBegunBy(outcome)
  const endAt = powersEndAt(outcome, { decidedAt: outcomeAt, finishedAt: at })
  const { held, since } = await heldAt(context, referralId, { at, but })
  // Nobody has been assessed for what began after the finish: it is not closed over.
  const goesOn = since || stillNeedsSomebody(outcome, held)
  const [powers, begun] = await Promise.all([
    endsPowers(outcome) ? endRunningPowers(context, referralId, { at, endAt, why, but }) : [],
    but === null ? [] : beginPower(context, referralId, but),
    goesOn
      ? backToAllocate(context, referralId, { wasAssessed: wasAssessed(outcome) })
      : closeReferral(context, referralId, at, outcome),
  ])
  const ended = powers.map(({ id, kind, endedAt }): Happened => ({
    type: 'power-ended',
    referralId,
    data: { powerId: id, kind, endedAt, because: 'assessment-finished', outcome },
  }))
  return [...ended, ...begun]
}

/** The admission is told later, by the hospital. Until then its clock stands as "start not recorded", never as not running. */
async function beginPower(context: Context, referralId: ReferralId, kind: PowerKind): Promise<readonly Happened[]> {
  const ruleId = ruleInForce(kind, context.now).id
  const powerId = await savePowerWithoutStart(context, referralId, { kind, ruleId })
  if (powerId === null) return []
  return [{ type: 'power-recorded', referralId, data: { powerId, kind, startedAt: null, ruleId } }]
}
