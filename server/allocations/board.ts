import { board as boardQuery } from '#shared/allocations/contract.ts'
import { forecastOf } from '#shared/allocations/forecast.ts'
import { closedRows } from '#server/restricted/readStore.ts'
import { answer } from '#server/kernel/handle.ts'
import { loadDesk, loadDrafts, loadLiveAllocations, loadOpenReferrals, loadStrip } from './boardStore.ts'

/** The whole board: asked in one round trip, from one snapshot. Its order is the screen's, by the same rule, as clocks run on. */
export const board = answer(boardQuery, {
  needs: 'see the board',
  shared: { ms: 5000, among: 'same sight' },
  reveals: ({ rows }) => rows.map(({ id }) => id),
  shows: { as: 'row', fields: ['identity', 'story', 'risk', 'legal', 'work'] },
  async run(_input, context) {
    const { now } = context
    const [desk, referrals, live, strip, drafts, closed] = await Promise.all([
      loadDesk(context),
      loadOpenReferrals(context),
      loadLiveAllocations(context),
      loadStrip(context),
      loadDrafts(context),
      closedRows(context),
    ])
    const byReferral = new Map(live.map((allocation) => [allocation.referralId, allocation]))
    const rows = referrals.map((referral) => {
      const allocation = byReferral.get(referral.id) ?? null
      return { ...referral, allocation, likelyFinish: forecastOf({ ...referral, allocation }, now) }
    })
    return { asOf: now, ...desk, rows, closed, strip, drafts }
  },
})
