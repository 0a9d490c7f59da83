import type { Instant } from '../time/instant.ts'
import type { BoardRow } from './contract.ts'
import { courseOf, finishOf, type Course, type Learned } from './course.ts'
import { jobKindOf, type Job, type LikelyFinish } from './likelyFinish.ts'
import { goesToHospital, outcomeCode } from './outcomes.ts'
import { progressOf } from './progress.ts'

type Arranged = readonly Pick<BoardRow['arrangements'][number], 'kind' | 'state'>[]

/**
 * Whether nobody has to look for a doctor any more: each of the two has agreed, or is not needed.
 *
 * @example doctorsAgreed(row.arrangements)
 */
export const doctorsAgreed = (arrangements: Arranged): boolean =>
  (['first-doctor', 'second-doctor'] as const).every((wanted) =>
    arrangements.some(({ kind, state }) => kind === wanted && (state === 'agreed' || state === 'not-needed')),
  )

interface OfReferral {
  readonly request: BoardRow['request']
  readonly source: BoardRow['source']
  readonly arrangements: Arranged
  readonly allocation: BoardRow['allocation']
}

/** What a referral makes of a job, as far as its length goes. @example likelyFinishFrom(jobOf(row), now, learned) */
export const jobOf = ({ request, source, arrangements }: Omit<OfReferral, 'allocation'>): Job => ({
  kind: jobKindOf(request, source),
  doctorsAgreed: doctorsAgreed(arrangements),
  travelMinutes: null,
})

const agreed = (arrangements: Arranged, wanted: 'bed' | 'ambulance'): boolean =>
  arrangements.some(({ kind, state }) => kind === wanted && state === 'agreed')

/**
 * What is left of the work on a referral, by all that is known of it and what the service has learned; `null` when nobody has it.
 * The server works it out, and again with each step and wait.
 *
 * @example courseOfReferral({ ...referral, allocation }, learned)?.median
 */
export function courseOfReferral(of: OfReferral, learned: Learned): Course | null {
  const { allocation, arrangements } = of
  if (allocation === null) return null
  // Of a record that whoever asks may not open, the outcome is not said: a bed may still be to find.
  const outcome = outcomeCode.safeParse(allocation.outcome)
  return courseOf(
    {
      job: jobOf(of),
      progress: progressOf(allocation),
      waits: allocation.waits,
      toHospital: outcome.success ? goesToHospital(outcome.data) : null,
      bedAgreed: agreed(arrangements, 'bed'),
      ambulanceAgreed: agreed(arrangements, 'ambulance'),
    },
    learned,
  )
}

/**
 * When work under way is likely to finish, or `null` when nobody has it. The screen asks again each minute, by the same rule as
 * the server, so that a forecast moves on while the line is down.
 *
 * @example forecastOf(row, now)?.eightInTenBy
 */
export function forecastOf(
  { allocation, course }: { readonly allocation: BoardRow['allocation']; readonly course: Course | null },
  now: Instant,
): LikelyFinish | null {
  if (allocation === null) return null
  const { finishedAt } = allocation
  if (finishedAt !== null) return { likelyAt: finishedAt, eightInTenBy: finishedAt }
  return course && finishOf(course, now)
}
