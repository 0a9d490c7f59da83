import { makeDemo } from '#db/seed/demo.ts'
import { DEMO_WEEKS } from '#db/seed/loadDemo.ts'
import type { DemoRows } from '#db/seed/rows.ts'
import { scoreByTime, type Score } from '#shared/allocations/calibration.ts'
import type { FinishedJob } from '#shared/allocations/learning.ts'
import { goesToHospital, outcomeCode } from '#shared/allocations/outcomes.ts'
import { latest, instant } from '#shared/time/instant.ts'
import type { Options } from './options.ts'
import type { Result } from './report.ts'

/** The demo's finished jobs, as the hub's own statement would read them. */
export function finishedJobsOf({ allocations, referrals, waits, arrangements }: DemoRows): readonly FinishedJob[] {
  const referralOf = new Map(referrals.map((one) => [one.id, one]))
  return allocations.flatMap((one): FinishedJob[] => {
    const referral = referralOf.get(one.referralId)
    if (!referral || !one.finishedAt || !one.outcomeAt || !one.outcome) return []
    const agreed = (kind: string) =>
      arrangements.find(
        (made) =>
          made.referralId === one.referralId &&
          made.kind === kind &&
          (made.state === 'agreed' || (made.state === 'not-needed' && kind.endsWith('doctor'))),
      )?.since ?? null
    const [first, second] = [agreed('first-doctor'), agreed('second-doctor')]
    return [
      {
        request: referral.request,
        source: referral.source,
        allocatedAt: one.allocatedAt,
        acceptedAt: one.acceptedAt ?? null,
        setOffAt: one.setOffAt ?? null,
        arrivedAt: one.arrivedAt ?? null,
        outcomeAt: one.outcomeAt,
        finishedAt: one.finishedAt,
        toHospital: goesToHospital(outcomeCode.parse(one.outcome)),
        doctorsAgreedAt: first && second ? latest(first, second) : null,
        bedAgreedAt: agreed('bed'),
        ambulanceAgreedAt: agreed('ambulance'),
        waits: waits.flatMap(({ allocationId, kind, startedAt, endedAt }) =>
          allocationId === one.id && endedAt ? [{ kind, startedAt, endedAt }] : [],
        ),
        said: null,
      },
    ]
  })
}

const BENCH_NOW = instant('2026-11-12T16:47:00Z')

const row = (name: string, score: Score, goal: string, ok: boolean | null): Result => ({
  row: name,
  ours: `${score.meanMinutesOut.toFixed(1)} min out, ${(score.inTime * 100).toFixed(1)} % by "8 in 10 by"`,
  limit: '',
  ratio: null,
  goal,
  ok,
  facts: { ...score },
})

/** The forecast learned from the first seven tenths of the demo's record, scored on the rest beside the two ways to do without. */
export function scoreForecasts({ seed }: Options): Promise<readonly Result[]> {
  const jobs = finishedJobsOf(makeDemo({ now: BENCH_NOW, seed, weeks: DEMO_WEEKS, passwordHash: '' }))
  const { choosing, underWay, serviceMedian, lastTenOfRoute } = scoreByTime(jobs)
  const calibrated = ({ inTime }: Score): boolean => inTime >= 0.75 && inTime <= 0.85
  const better =
    choosing.meanMinutesOut < serviceMedian.meanMinutesOut && choosing.meanMinutesOut < lastTenOfRoute.meanMinutesOut
  const named = {
    ...row('forecast when choosing', choosing, '75 to 85 %, nearer than both', calibrated(choosing) && better),
  }
  const note = `forecasts: of ${jobs.length} finished jobs of the demo, the last ${choosing.finishes} told by those before, at ${underWay.finishes} moments`
  return Promise.resolve([
    { ...named, notes: [note] },
    row('forecast under way', underWay, '75 to 85 %', calibrated(underWay)),
    row('  the service’s median', serviceMedian, '', null),
    row('  the last ten of the route', lastTenOfRoute, '', null),
  ])
}
