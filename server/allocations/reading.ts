import {
  allocationsOf as allocationsOfQuery,
  candidates as candidatesQuery,
  myDuty as myDutyQuery,
  type MyJob,
} from '#shared/allocations/contract.ts'
import { likelyLength } from '#shared/allocations/course.ts'
import { jobOf } from '#shared/allocations/forecast.ts'
import { boardOrder } from '#shared/referrals/clocks.ts'
import { pressingOf } from '#shared/referrals/law/boardLimit.ts'
import type { Instant } from '#shared/time/instant.ts'
import { answer } from '#server/kernel/handle.ts'
import { loadAllocationsOf, loadHub, loadJobs, loadOwnShifts, loadTakenBack } from './dutyStore.ts'
import { learnedToday } from './learnedStore.ts'
import { showPlaces } from './placesShown.ts'
import { workerOf } from './ownWork.ts'
import { allocationsOfReferral } from './store.ts'

export const candidates = answer(candidatesQuery, {
  needs: 'allocate',
  reveals: (given) => (given === null ? [] : [given.referralId]),
  shows: { as: 'row', fields: ['work'] },
  async run({ referralId }, context) {
    const shown = await showPlaces(context, referralId)
    if (!shown) return null
    const { facts, places } = shown
    const { referral, learned } = facts
    const { saidAndDone } = await learnedToday(context)
    return {
      referralId,
      referralVersion: referral.version,
      likelyMinutes: likelyLength(jobOf(referral), context.now, learned),
      learnedFrom: learned.jobs,
      saidAndDone,
      ranked: places.placed,
    }
  },
})

export const allocationsOf = answer(allocationsOfQuery, {
  needs: 'read a record',
  reveals: (rows) => rows.map(({ referralId }) => referralId),
  shows: { as: 'row', fields: ['work'] },
  run: ({ referralId }, context) => allocationsOfReferral(context, referralId),
})

/** What one AMHP needs on the telephone, and nothing of anybody else's. */
export const myDuty = answer(myDutyQuery, {
  needs: 'see own work',
  reveals: ({ jobs }) => jobs.map(({ referral }) => referral.id),
  shows: { as: 'whole', fields: ['identity', 'contact', 'story', 'risk', 'legal', 'work'] },
  async run(_input, context) {
    const { now } = context
    const [[own, takenBack], shifts, hub] = await Promise.all([
      workerOf(context).then((worker) =>
        Promise.all([loadAllocationsOf(context, worker), loadTakenBack(context, worker)]),
      ),
      loadOwnShifts(context),
      loadHub(context),
    ])
    const byReferral = await loadJobs(
      context,
      own.map(({ referralId }) => referralId),
    )
    const jobs = own.flatMap((allocation): MyJob[] => {
      const job = byReferral.get(allocation.referralId)
      return job ? [{ allocation, ...job }] : []
    })
    const shift = shifts.find(({ startsAt }) => startsAt <= now) ?? null
    const nextShift = shifts.find(({ startsAt }) => startsAt > now) ?? null
    return { asOf: now, ...hub, shift, nextShift, jobs: jobs.toSorted((a, b) => byNeed(a, b, now)), takenBack }
  },
})

/** Live work first, the nearest legal limit first of all; then what is finished and nobody is home from. */
function byNeed(a: MyJob, b: MyJob, now: Instant): number {
  const ended = Number(a.allocation.endedAt !== null) - Number(b.allocation.endedAt !== null)
  return ended || boardOrder(placeOf(a, now), placeOf(b, now))
}

const placeOf = (job: MyJob, now: Instant) => ({ ...job.referral, clock: pressingOf(job, now) })
