import type { ReleaseId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import {
  proposeRelease,
  releaseRecord,
  reviewList,
  withdrawRelease,
  type ReviewLine,
} from '#shared/privacy/contract.ts'
import { keepUntil, yearsLater, type RetentionRule } from '#shared/privacy/retention.ts'
import type { ReleaseRefusal } from '#shared/privacy/words.ts'
import { ageOn } from '#shared/referrals/birthOrAge.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'
import {
  endRecord,
  factsOf,
  holdForKeeping,
  holdProposal,
  lastReleased,
  openHolds,
  saveProposal,
  withdrawProposal,
  type RecordFacts,
} from './releaseStore.ts'
import { ruleFor } from './rules.ts'

const MOST_SHOWN = 100
const ADULT = 18

/** No names and nothing clinical: the list is for those who keep records, not for those who care. */
export const review = answer(reviewList, {
  needs: 'release records',
  reveals: 'nobody',
  async run(_asked, context) {
    const today = londonDayOf(context.now)
    const rule = await ruleFor(context, 'referral')
    const [facts, holds, released] = await Promise.all([
      factsOf(context, { closedBefore: dueAtTheEarliest(rule, today), most: 1000 }),
      openHolds(context),
      lastReleased(context),
    ])
    const due = facts.flatMap((one) => dueLine(one, rule, today))
    return { rule, due: due.slice(0, MOST_SHOWN), more: due.length > MOST_SHOWN, holds, released }
  },
})

/** Nothing that was closed later can be due. A record may be closed some time after a death; a year is more than enough. */
function dueAtTheEarliest({ keepFor, unit, yearsAfterDeath }: RetentionRule, today: LondonDay): LondonDay {
  if (keepFor === null) return yearsLater(today, -1000)
  if (unit === 'days') return addDays(today, -keepFor)
  return yearsLater(today, -Math.min(keepFor, Math.max(0, (yearsAfterDeath ?? keepFor) - 1)))
}

function dueLine(facts: RecordFacts, rule: RetentionRule, today: LondonDay): readonly ReviewLine[] {
  const { referralId, number, closedAt, lastContactOn, bornOn, diedOn, onHold, proposal } = facts
  const until = keepUntil(facts, rule)
  if (until === null || lastContactOn === null || today <= until) return []
  const isChild = bornOn !== null && ageOn(bornOn, lastContactOn) < ADULT
  return [{ referralId, number, closedAt, lastContactOn, diedOn, keepUntil: until, isChild, onHold, proposal }]
}

type Due = { readonly facts: RecordFacts; readonly until: LondonDay; readonly rule: RetentionRule }

/** A record that may end now: closed, past its time by the rule in force, and not held. */
async function dueNow(context: Context, referralId: RecordFacts['referralId']): Promise<Outcome<Due, ReleaseRefusal>> {
  const rule = await ruleFor(context, 'referral')
  const [facts] = await factsOf(context, { referralId })
  if (!facts || facts.lastContactOn === null) return refuse({ code: 'referral-open' })
  if (facts.onHold) return refuse({ code: 'on-hold' })
  const until = keepUntil(facts, rule)
  if (until === null || londonDayOf(context.now) <= until) return refuse({ code: 'not-due', until })
  return done({ facts, until, rule })
}

export const propose = handle(proposeRelease, {
  needs: 'release records',
  async run({ referralId, why }, context) {
    const held = await holdForKeeping(context, referralId)
    if (!held) return refuse({ code: 'referral-not-found' })
    if (held.releasedAt !== null) return refuse({ code: 'record-released', at: held.releasedAt })
    const due = await dueNow(context, referralId)
    if (!due.ok) return due
    const { facts, until, rule } = due.value
    if (facts.proposal !== null)
      return refuse({ code: 'already-proposed', byName: facts.proposal.byName, at: facts.proposal.at })
    const id = crypto.randomUUID() as ReleaseId
    await saveProposal(context, { id, referralId, why, keepUntil: until, authority: rule.authority })
    return effect(
      { releaseId: id },
      { type: 'release-proposed', referralId, data: { releaseId: id, keepUntil: until } },
    )
  },
})

export const withdraw = handle(withdrawRelease, {
  needs: 'release records',
  async run({ releaseId, why }, context) {
    const held = await holdProposal(context, releaseId)
    if (!held) return refuse({ code: 'release-not-found' })
    if (held.state !== 'proposed') return decided(held.state, held.decidedAt ?? context.now)
    await withdrawProposal(context, releaseId, why)
    return effect(null, { type: 'release-withdrawn', referralId: held.referralId, data: { releaseId } })
  },
})

const decided = (state: 'withdrawn' | 'released', at: Context['now']) =>
  refuse({ code: state === 'released' ? 'record-released' : 'release-withdrawn', at } as const)

/** Grave: what is released is gone. Somebody else proposed it, and whoever releases it has just shown who they are. */
export const release = handle(releaseRecord, {
  needs: 'release records',
  stepUp: true,
  constraints: {
    released_by_somebody_else: { code: 'own-proposal' },
    released_without_a_hold: { code: 'on-hold' },
    released_when_closed: { code: 'referral-open' },
  },
  async run({ releaseId }, context) {
    const held = await holdProposal(context, releaseId)
    if (!held) return refuse({ code: 'release-not-found' })
    if (held.state !== 'proposed') return decided(held.state, held.decidedAt ?? context.now)
    if (held.isOwn) return refuse({ code: 'own-proposal' })
    const due = await dueNow(context, held.referralId)
    if (!due.ok) return due
    const emptied = await endRecord(context, releaseId)
    return effect(
      { number: held.number, emptied },
      { type: 'record-released', referralId: held.referralId, data: { releaseId, emptied } },
    )
  },
})
