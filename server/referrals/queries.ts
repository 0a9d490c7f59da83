import { findReferrals, myDrafts, referralRecord } from '#shared/referrals/contract.ts'
import { readSought } from '#shared/referrals/finding.ts'
import { referralFile } from '#shared/referrals/contactContract.ts'
import { answer } from '#server/kernel/handle.ts'
import { deskFileOf } from './triaging/fileStore.ts'
import { callsOf, linksOf, numbersOf } from './contactStore.ts'
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

/** Beside the record: read by whoever reads it. */
export const file = answer(referralFile, {
  needs: 'read a record',
  async run({ referralId }, context) {
    const [seen, calls, links, desk] = await Promise.all([
      numbersOf(context, [referralId]),
      callsOf(context, referralId),
      linksOf(context, referralId),
      deskFileOf(context, referralId),
    ])
    return seen.length === 0 ? null : { referralId, calls, links, ...desk }
  },
  reveals: (given) => (given ? [given.referralId] : []),
  shows: { as: 'whole', fields: ['contact', 'story', 'risk', 'work'] },
})
