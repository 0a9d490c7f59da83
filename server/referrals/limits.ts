import type { LimitId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { endLimit, holdLimit, recordLimit, renewLimit } from '#shared/referrals/law/contract.ts'
import { decideHold, decideLimitEnd, decideLimitStart, decideRenewal } from '#shared/referrals/law/limitDecisions.ts'
import { endingsOf, RENEWED } from '#shared/referrals/law/limitKinds.ts'
import type { LimitRefusal } from '#shared/referrals/law/limitRefusals.ts'
import { limitClockOf } from '#shared/referrals/law/limits.ts'
import type { LimitRow } from '#shared/referrals/record.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import {
  isOnRegister,
  limitsOf,
  saveHold,
  saveLimit,
  saveLimitEnd,
  startOfLimit,
  startOfLimitTold,
  supersedeLimit,
  type NewLimit,
} from './limitStore.ts'
import { seenReferral } from './openReferral.ts'
import { endReasonsTask } from './triaging/reasons.ts'
import { saveChanges, type Kept } from './store.ts'

/** Limits run on after a referral is closed (section 2 for 28 days, reasons to a relative), so they are recorded on closed ones too. */
export const record = handle(recordLimit, {
  needs: 'take referrals',
  async run(input, context) {
    const held = await seenReferral(context, input)
    if (!held.ok) return held
    if (input.personId !== null && !(await isOnRegister(context, input.personId)))
      return refuse({ code: 'person-not-found' })
    const decided = decideLimitStart(await limitsOf(context, held.value), input, context.now)
    if (!decided.ok) return decided
    const { corrects } = decided.value
    const limit = startOfLimit(input.referralId, input, decided.value)
    // In this order on one connection: the earlier row makes room before the new one takes its place.
    const [version] = await Promise.all([
      saveChanges(context, held.value),
      corrects && supersedeLimit(context, corrects.id),
      saveLimit(context, limit),
    ])
    return effect({ version, limitId: limit.id }, startOfLimitTold(limit, corrects?.startedAt ?? null))
  },
})

interface OnLimit {
  readonly referralId: ReferralId
  readonly limitId: LimitId
  readonly seenVersion: number
}

/** A limit that somebody looks at, with its referral’s row held. */
async function seenLimit(
  context: Context,
  seen: OnLimit,
): Promise<Outcome<{ readonly referral: Kept; readonly limit: LimitRow }, LimitRefusal>> {
  const held = await seenReferral(context, seen)
  if (!held.ok) return held
  const limit = (await limitsOf(context, held.value)).find(({ id }) => id === seen.limitId)
  return limit && limit.supersededAt === null
    ? done({ referral: held.value, limit })
    : refuse({ code: 'limit-not-found' })
}

export const renew = handle(renewLimit, {
  needs: 'take referrals',
  async run(input, context) {
    const seen = await seenLimit(context, input)
    if (!seen.ok) return seen
    const { referral, limit } = seen.value
    const decided = decideRenewal(limit, input, context.now)
    if (!decided.ok) return decided
    const next: NewLimit = {
      ...limit,
      ...decided.value,
      detention: limit.detention ?? null,
      hold: null,
      id: crypto.randomUUID() as LimitId,
      referralId: input.referralId,
      startSource: input.source,
      correctionReason: '',
      correctsId: null,
    }
    const [version] = await Promise.all([
      saveChanges(context, referral),
      saveLimitEnd(context, limit.id, { endedAt: context.now, how: RENEWED, why: '' }),
      saveLimit(context, next),
    ])
    const { limitAt } = limitClockOf(next, context.now)
    const { kind, period, startedAt, ruleId } = next
    const data = {
      limitId: next.id,
      renews: limit.id,
      kind,
      period,
      startedAt,
      ruleId,
      reportedOn: input.reportedOn,
      limitAt,
    }
    return effect({ version, limitId: next.id, limitAt }, { type: 'limit-renewed', referralId: input.referralId, data })
  },
})

export const hold = handle(holdLimit, {
  needs: 'take referrals',
  async run(input, context) {
    const seen = await seenLimit(context, input)
    if (!seen.ok) return seen
    const { referral, limit } = seen.value
    const { madeAt, disposedAt, orderMade, source } = input
    const decided = decideHold(limit, { madeAt, disposedAt, orderMade }, context.now)
    if (!decided.ok) return decided
    const [version] = await Promise.all([
      saveChanges(context, referral),
      saveHold(context, limit.id, { ...decided.value, source }),
    ])
    const { limitAt } = limitClockOf({ ...limit, hold: decided.value }, context.now)
    const data = { limitId: limit.id, kind: limit.kind, madeAt, disposedAt, orderMade, limitAt }
    return effect({ version, limitAt }, { type: 'limit-held', referralId: input.referralId, data })
  },
})

export const end = handle(endLimit, {
  needs: 'take referrals',
  async run(input, context) {
    const seen = await seenLimit(context, input)
    if (!seen.ok) return seen
    const { referral, limit } = seen.value
    const decided = decideLimitEnd(limit, input, context.now)
    if (!decided.ok) return decided
    const [version] = await Promise.all([saveChanges(context, referral), saveLimitEnd(context, limit.id, input)])
    const { endedAt, how } = input
    const { referralId } = input
    const data = { limitId: limit.id, kind: limit.kind, endedAt, how }
    // The reasons for a relative are one duty: its task is over with its limit, unless that should never have run.
    const isOver = limit.kind === 's13-4' && how !== 'in-error'
    const tasks = isOver ? await endReasonsTask(context, referralId, endingsOf(limit.kind)[how] ?? '') : []
    return effect({ version }, { type: 'limit-ended', referralId, data }, ...tasks)
  },
})
