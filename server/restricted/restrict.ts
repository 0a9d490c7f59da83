import type { PersonId, ReferralId, RestrictionId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { may } from '#shared/kernel/permission.ts'
import { changeRestriction, liftRestriction, restrictRecord } from '#shared/restricted/contract.ts'
import type { RestrictedEvent } from '#shared/restricted/events.ts'
import type { RestrictRefusal } from '#shared/restricted/words.ts'
import { effect, handle, type Context, type Happened } from '#server/kernel/handle.ts'
import {
  holdForRestriction,
  holdRestriction,
  lastChangeOf,
  lieOn,
  markLifted,
  peopleOf,
  saveRestriction,
  updateRestriction,
  workingOn,
  type Listed,
} from './store.ts'

export const restrict = handle(restrictRecord, {
  needs: 'restrict records',
  stepUp: true,
  async run({ referralId, ...to }, context) {
    const held = await holdForRestriction(context, referralId)
    if (!held) return refuse({ code: 'referral-not-found' })
    if (held.restrictionId !== null) return refuse({ code: 'already-restricted' })
    const checked = await checkList(context, referralId, to)
    if (!checked.ok) return checked
    // A fresh id is branded where it is made.
    const restrictionId = crypto.randomUUID() as RestrictionId
    await saveRestriction(context, restrictionId, to)
    const covered = await lieOn(context, referralId, restrictionId)
    const [first, ...more] = eventsFor('record-restricted', [referralId, ...covered], restrictionId, to)
    return effect({ restrictionId, referrals: covered.length }, first, ...more)
  },
})

export const changeList = handle(changeRestriction, {
  needs: 'restrict records',
  stepUp: true,
  async run({ restrictionId, seenVersion, ...to }, context) {
    const held = await holdSeen(context, restrictionId, seenVersion)
    if (!held.ok) return held
    const checked = await checkList(context, held.value, to)
    if (!checked.ok) return checked
    await updateRestriction(context, restrictionId, to)
    const [first] = eventsFor('restriction-changed', [held.value], restrictionId, to)
    return effect({ version: seenVersion + 1 }, first)
  },
})

export const lift = handle(liftRestriction, {
  needs: 'restrict records',
  stepUp: true,
  async run({ restrictionId, seenVersion, why }, context) {
    const held = await holdSeen(context, restrictionId, seenVersion)
    if (!held.ok) return held
    await markLifted(context, restrictionId, why)
    const covered = await lieOn(context, held.value, null)
    const [first, ...more] = eventsFor('restriction-lifted', [held.value, ...covered], restrictionId)
    return effect({ version: seenVersion + 1 }, first, ...more)
  },
})

/** One event on each referral that it lies on, so that each timeline says so. Whom the list names is not in it. */
function eventsFor(
  type: RestrictedEvent,
  referralIds: readonly [ReferralId, ...ReferralId[]],
  restrictionId: RestrictionId,
  to?: Pick<Listed, 'kind' | 'reason'>,
): [Happened, ...Happened[]] {
  const data = { restrictionId, ...(to && { kind: to.kind, reason: to.reason }) }
  const [first, ...others] = referralIds
  const more = [...new Set(others)].filter((id) => id !== first)
  return [{ type, referralId: first, data }, ...more.map((referralId) => ({ type, referralId, data }))]
}

async function holdSeen(
  context: Context,
  id: RestrictionId,
  seenVersion: number,
): Promise<Outcome<ReferralId, RestrictRefusal>> {
  const held = await holdRestriction(context, id)
  if (!held) return refuse({ code: 'restriction-not-found' })
  if (held.liftedAt !== null) return refuse({ code: 'already-lifted' })
  if (held.version === seenVersion) return done(held.referralId)
  return refuse({ code: 'changed-since-seen', ...(await lastChangeOf(context, id)), version: held.version })
}

async function checkList(
  context: Context,
  referralId: ReferralId,
  { kind, guardianId, personIds }: Listed,
): Promise<Outcome<null, RestrictRefusal>> {
  const wanted: readonly PersonId[] = [...new Set([guardianId, ...personIds])]
  const people = await peopleOf(context, wanted)
  const guardian = people.find(({ id }) => id === guardianId)
  if (!guardian || !may(guardian.roles, 'restrict records'))
    return refuse({ code: 'guardian-unknown', field: 'guardianId' })
  if (people.length < wanted.length) return refuse({ code: 'person-unknown', field: 'personIds' })
  if (kind === 'allow') return done(null)
  if (personIds.length === 0) return refuse({ code: 'nobody-listed', field: 'personIds' })
  if (personIds.includes(guardianId)) return refuse({ code: 'guardian-shut-out', field: 'guardianId' })
  const name = await workingOn(context, referralId, personIds)
  return name === null ? done(null) : refuse({ code: 'has-it-now', field: 'personIds', name })
}
