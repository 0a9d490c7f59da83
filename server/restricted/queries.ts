import { may } from '#shared/kernel/permission.ts'
import {
  closedRecord,
  closedReferrals,
  myOpenings,
  notices,
  openingsToReview,
  restrictionOf,
} from '#shared/restricted/contract.ts'
import { REVIEW_DAYS } from '#shared/restricted/codes.ts'
import { addHours } from '#shared/time/instant.ts'
import { answer } from '#server/kernel/handle.ts'
import { openingRows, openNow, unseenNotices, unsignedSince } from './openingStore.ts'
import { closedRecordOf, latestClosed, restrictionRow } from './readStore.ts'

/** Nothing of the person is in it: not initials, not where. That somebody stood at this door is kept all the same, as a stub. */
export const closed = answer(closedRecord, {
  needs: 'open with a reason',
  reveals: (given) => (given ? [given.referralId] : []),
  stubs: (given) => (given ? [given.referralId] : []),
  shows: { as: 'row', fields: [] },
  run: ({ number }, context) => closedRecordOf(context, number),
})

export const closedOnes = answer(closedReferrals, {
  needs: 'open with a reason',
  reveals: 'nobody',
  run: ({ number = null, show }, context) => latestClosed(context, { number, show }),
})

export const ofReferral = answer(restrictionOf, {
  needs: 'restrict records',
  reveals: (given) => (given ? [given.referralId] : []),
  shows: { as: 'row', fields: ['risk'] },
  run: ({ referralId }, context) => restrictionRow(context, referralId),
})

export const mine = answer(myOpenings, {
  needs: 'open with a reason',
  reveals: 'nobody',
  run: async (_asked, context) => ({ openings: await openNow(context) }),
})

export const toReview = answer(openingsToReview, {
  needs: 'review openings',
  reveals: 'nobody',
  run: (_asked, context) => openingRows(context),
})

/** Found again from the openings each time it is asked: what nobody signed within five days needs no alarm clock of its own. */
export const toBeTold = answer(notices, {
  needs: 'see who is on',
  reveals: 'nobody',
  async run(_asked, context) {
    const leads = may(context.actor.roles, 'see who looked') && may(context.actor.roles, 'review openings')
    const [own, unsigned] = await Promise.all([
      unseenNotices(context),
      leads ? unsignedSince(context, addHours(context.now, -REVIEW_DAYS * 24)) : [],
    ])
    return [...own, ...unsigned]
  },
})
