import { findReferrals, myDrafts, referralRecord } from '#shared/referrals/contract.ts'
import { readSought } from '#shared/referrals/finding.ts'
import { answer } from '#server/kernel/handle.ts'
import { draftsOf } from './draftStore.ts'
import { findBy, latestReferrals, recordOf } from './recordStore.ts'

export const record = answer(referralRecord, {
  needs: 'read a record',
  run: ({ number }, context) => recordOf(context, number),
  reveals: (given) => (given ? [given.referral.id] : []),
  shows: { as: 'whole', fields: ['identity', 'contact', 'story', 'risk', 'legal', 'work'] },
})

/** What one has typed oneself shows nobody else's record. */
export const drafts = answer(myDrafts, {
  needs: 'take referrals',
  run: (_, context) => draftsOf(context, context.actor.personId),
  reveals: 'nobody',
})

export const find = answer(findReferrals, {
  needs: 'read records',
  run: ({ text, show }, context) =>
    text.trim() === '' ? latestReferrals(context, show) : findBy(context, readSought(text), show),
  reveals: (lines) => lines.map((line) => line.id),
  shows: { as: 'row', fields: ['identity', 'work'] },
  sought: ({ text }) => text,
  filter: ({ show }) => ({ show }),
})
