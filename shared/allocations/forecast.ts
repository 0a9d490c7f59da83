import type { Instant } from '../time/instant.ts'
import type { BoardRow } from './contract.ts'
import { jobKindOf, likelyFinish, type Job, type LikelyFinish } from './likelyFinish.ts'
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

interface Underway {
  readonly request: BoardRow['request']
  readonly source: BoardRow['source']
  readonly arrangements: Arranged
  readonly allocation: BoardRow['allocation']
}

/** What a referral makes of a job, as far as its length goes. @example likelyFinishFrom(jobOf(row), now) */
export const jobOf = ({ request, source, arrangements }: Omit<Underway, 'allocation'>): Job => ({
  kind: jobKindOf(request, source),
  doctorsAgreed: doctorsAgreed(arrangements),
  travelMinutes: null,
})

/**
 * When work under way is likely to finish, or `null` when nobody has it. The screen asks again each minute, by the same rule as
 * the server, so that a forecast moves on while the line is down.
 *
 * @example forecastOf(row, now)?.eightInTenBy
 */
export const forecastOf = (row: Underway, now: Instant): LikelyFinish | null =>
  row.allocation === null ? null : likelyFinish(jobOf(row), progressOf(row.allocation), row.allocation.waits, now)
