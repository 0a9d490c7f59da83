import type { ReferralId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import type { Score } from './calibration.ts'
import type { Ranked } from './candidates.ts'

/** Who could take a referral, in order, and what the forecast of it rests on. */
export interface Candidates {
  readonly referralId: ReferralId
  readonly referralVersion: number
  readonly likelyMinutes: { readonly median: number; readonly eightInTen: number }
  /** How many of the service's own finished jobs the forecast rests on; the lengths to start with where it is none. */
  readonly learnedFrom: number
  /** Of the finishes that were said over the last twelve weeks, how good they were; `null` where none was kept. */
  readonly saidAndDone: Score | null
  /** The referral's forecast is in each; names and shifts are beside it. */
  readonly ranked: readonly (Ranked & {
    readonly name: string
    readonly phone: string
    readonly base: string
    /** What a condition of their approval says in words; '' when none does. Left out by a node of the last release. */
    readonly conditionWords?: string
    readonly travelMinutes: number | null
    readonly shiftStartsAt: Instant | null
    readonly shiftEndsAt: Instant | null
  })[]
}
