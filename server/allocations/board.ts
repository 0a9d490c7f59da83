import { board as boardQuery } from '#shared/allocations/contract.ts'
import { courseOfReferral, forecastOf } from '#shared/allocations/forecast.ts'
import { closedRows } from '#server/restricted/readStore.ts'
import { answer } from '#server/kernel/handle.ts'
import { lanesNow } from './boardLanes.ts'
import { lapsedPeople, loadDesk, loadDrafts, loadLiveAllocations, loadOpenReferrals, loadStrip } from './boardStore.ts'
import { learnedToday } from './learnedStore.ts'

/** The whole board: asked in one round trip, from one snapshot. Its order is the screen's, by the same rule, as clocks run on. */
export const board = answer(boardQuery, {
  needs: 'see the board',
  shared: { ms: 5000, among: 'same sight' },
  reveals: ({ rows }) => rows.map(({ id }) => id),
  shows: { as: 'row', fields: ['identity', 'story', 'risk', 'legal', 'work'] },
  async run(_input, context) {
    const { now } = context
    const [desk, referrals, live, lapsedNow, strip, drafts, closed, lanes, { learned }] = await Promise.all([
      loadDesk(context),
      loadOpenReferrals(context),
      loadLiveAllocations(context),
      lapsedPeople(context),
      loadStrip(context),
      loadDrafts(context),
      closedRows(context),
      lanesNow(context),
      learnedToday(context),
    ])
    const byReferral = new Map(live.map((allocation) => [allocation.referralId, allocation]))
    const rows = referrals.map((referral) => {
      const allocation = byReferral.get(referral.id) ?? null
      const course = courseOfReferral({ ...referral, allocation }, learned)
      const lapsed = allocation && lapsedNow.get(allocation.personId)
      const likelyFinish = forecastOf({ allocation, course }, now)
      return { ...referral, allocation, course, likelyFinish, ...(lapsed && { lapsed }) }
    })
    return { asOf: now, ...desk, lanes, rows, closed, strip, drafts }
  },
})
