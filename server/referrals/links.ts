import type { LinkId, ReferralId } from '#shared/kernel/ids.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'
import { linkReferrals, mergeReferral, undoMerge, unlinkReferrals } from '#shared/referrals/contactContract.ts'
import { riskAfterCall } from '#shared/referrals/afterCall.ts'
import { bindingPowers } from '#shared/referrals/beside.ts'
import { clockOf } from '#shared/referrals/clocks.ts'
import { limitClockOf } from '#shared/referrals/law/limits.ts'
import { decideMerge, type MergeSubject } from '#shared/referrals/links.ts'
import { handle, type Context, type Happened } from '#server/kernel/handle.ts'
import { endLink, holdInOrder, holdLink, linkedEvents, numbersOf, onBoth, saveLink } from './contactStore.ts'
import { beforeTriage } from './deskStore.ts'
import { limitsOf } from './limitStore.ts'
import { seenReferral } from './openReferral.ts'
import { powersOf } from './powerStore.ts'
import { holdReferral, saveChanges, type Kept } from './store.ts'

const newLinkId = (): LinkId => crypto.randomUUID() as LinkId

export const link = handle(linkReferrals, {
  needs: 'take referrals',
  constraints: { one_live_link_between_two: { code: 'already-linked' } },
  async run({ referralId, otherId, kind, why }, context) {
    if (referralId === otherId) return refuse({ code: 'same-referral', field: 'otherId' })
    const pair = await bothOf(context, referralId, otherId)
    if (!pair) return refuse({ code: 'referral-not-found' })
    const id = newLinkId()
    await saveLink(context, { id, kind, referralId, otherId, why })
    return done({ answer: { linkId: id }, events: linkedEvents(id, kind, pair) })
  },
})

type Two = readonly [Pick<Kept, 'id' | 'number'>, Pick<Kept, 'id' | 'number'>]

async function bothOf(context: Context, one: ReferralId, other: ReferralId): Promise<Two | null> {
  const found = await numbersOf(context, [one, other])
  const [first, second] = [found.find(({ id }) => id === one), found.find(({ id }) => id === other)]
  return first && second ? [first, second] : null
}

export const unlink = handle(unlinkReferrals, {
  needs: 'take referrals',
  async run({ linkId, why }, context) {
    const held = await holdLink(context, linkId)
    const pair = held && (await bothOf(context, held.referralId, held.otherId))
    if (!held || !pair) return refuse({ code: 'link-not-found' })
    if (held.endedAt !== null) return refuse({ code: 'already-ended', at: held.endedAt })
    if (held.kind === 'merged') return refuse({ code: 'merge-has-its-own-undo' })
    await endLink(context, linkId, why)
    const events = onBoth(['referral-unlinked', 'referral-unlinked'], pair, { linkId, kind: held.kind })
    return done({ answer: null, events })
  },
})

/** A referral as the rule of merging sees it. */
async function subjectOf(context: Context, referral: Kept): Promise<MergeSubject> {
  const { now } = context
  const [{ liveAllocation }, powers, limits] = await Promise.all([
    beforeTriage(context, referral.id),
    powersOf(context, referral),
    limitsOf(context, referral),
  ])
  const running = [
    ...bindingPowers(powers.filter(runs)).map((power) => ({ kind: power.kind, limitAt: clockOf(power, now).limitAt })),
    ...limits.filter(runs).map((limit) => ({
      kind: [limit.kind, limit.personId ?? ''].join(' ').trim(),
      limitAt: limitClockOf(limit, now).limitAt,
    })),
  ]
  const { number, state, closedAt } = referral
  return { number, state, closedAt, liveAllocation, running }
}

const runs = ({ endedAt, supersededAt }: Record<'endedAt' | 'supersededAt', Instant | null>): boolean =>
  endedAt === null && supersededAt === null

/**
 * A risk to staff that was told on the one that closes counts on the other from now on, as one that a further caller tells of does. It
 * stays there when the merge is undone: nobody unsays a risk in passing.
 */
async function carryRisk(context: Context, from: Kept, into: Kept): Promise<readonly Happened[]> {
  const risk = riskAfterCall(into, from)
  if (risk === null) return []
  await saveChanges(context, into, risk)
  return [{ type: 'referral-changed', referralId: into.id, data: { fields: ['riskToStaff'] } }]
}

export const merge = handle(mergeReferral, {
  needs: 'triage',
  constraints: {
    one_live_link_between_two: { code: 'already-linked' },
    one_live_merge_per_referral: { code: 'already-linked' },
  },
  async run({ referralId, seenVersion, intoId, why }, context) {
    if (referralId === intoId) return refuse({ code: 'same-referral', field: 'intoId' })
    await holdInOrder(context, [referralId, intoId])
    const held = await seenReferral(context, { referralId, seenVersion })
    if (!held.ok) return held
    const into = await holdReferral(context, intoId)
    if (!into) return refuse({ code: 'referral-not-found' })
    const from = held.value
    const decided = decideMerge(await subjectOf(context, from), await subjectOf(context, into))
    if (!decided.ok) return decided
    const { stateBefore } = decided.value
    const id = newLinkId()
    const assessByBefore = from.assessBy
    await saveLink(context, { id, kind: 'merged', referralId, otherId: intoId, why, stateBefore, assessByBefore })
    const closed = { state: 'closed', closedAt: context.now, closedAs: 'DUPLICATE_LINKED', assessBy: null } as const
    const version = await saveChanges(context, from, closed)
    const carried = await carryRisk(context, from, into)
    const events = onBoth(['referral-merged', 'merged-in'], [from, into], { linkId: id })
    return done({ answer: { linkId: id, version, into: into.number }, events: [...events, ...carried] })
  },
})

export const undo = handle(undoMerge, {
  needs: 'triage',
  async run({ linkId, why }, context) {
    const held = await holdLink(context, linkId)
    if (!held) return refuse({ code: 'link-not-found' })
    if (held.endedAt !== null) return refuse({ code: 'already-ended', at: held.endedAt })
    if (held.kind !== 'merged' || held.stateBefore === null) return refuse({ code: 'not-a-merge' })
    await holdInOrder(context, [held.referralId, held.otherId])
    const [from, into] = [await holdReferral(context, held.referralId), await holdReferral(context, held.otherId)]
    if (!from || !into) return refuse({ code: 'link-not-found' })
    if (from.closedAs !== 'DUPLICATE_LINKED') return refuse({ code: 'not-merged-now', number: from.number })
    await endLink(context, linkId, why)
    const { stateBefore: state, assessByBefore: assessBy } = held
    const version = await saveChanges(context, from, { state, assessBy, closedAt: null, closedAs: null })
    // First the one that loses what was merged into it: what falls due on the other takes its place.
    const events = onBoth(['merged-out', 'merge-undone'], [into, from], { linkId, state })
    return done({ answer: { number: from.number, version }, events })
  },
})
