import type { Wait } from '../allocations/waits.ts'
import type { Instant } from '../time/instant.ts'
import type { Minutes } from '../time/minutes.ts'
import {
  accrue,
  countsFrom,
  stretchesOf,
  type AccrualStep,
  type EarlierClaims,
  type Pause,
  type RosteredSpan,
} from './accrual.ts'
import { splitCauses, type CausePart } from './causes.ts'
import type { DelayCode } from './delayCodes.ts'
import type { ToilPolicy } from './policy.ts'

/** A job as the record has it, with the shift it was given on and the policy of that shift's day. */
export interface FinishedJob {
  /** The shift as rostered; `null` off the rota, where all that was worked from `startedAt` on counts. */
  readonly shift: RosteredSpan | null
  readonly startedAt?: Instant
  /** Shifts on which the same AMHP is at work as rostered, whichever job is in hand. */
  readonly pauses: readonly Pause[]
  readonly jobBeganAt: Instant
  readonly finishedAt: Instant
  readonly waits: readonly Pick<Wait, 'kind' | 'startedAt' | 'endedAt'>[]
  /** What is claimed for other jobs. */
  readonly earlier: EarlierClaims | null
  /** Whether there was a break in the late stretch; left out where nobody has said. */
  readonly breakTaken?: boolean | null
  readonly policy: ToilPolicy
}

/** What a claim says, worked out from the record. */
export interface WorkedOutClaim {
  readonly rawMinutes: Minutes
  readonly minutes: Minutes
  readonly steps: readonly AccrualStep[]
  readonly causes: readonly CausePart[]
  readonly primaryCause: DelayCode
}

/**
 * The claim that a finished job earns by the policy, or `null` when it earns none: it finished in its shift, within what the
 * policy does not count, or for somebody who is paid by the session. Nobody types a number.
 *
 * @example claimFromRecord({ shift, finishedAt: instant('2026-11-12T22:10:00Z'), … })?.minutes // 370 after a shift to 16:00
 */
export function claimFromRecord(job: FinishedJob): WorkedOutClaim | null {
  const { shift, policy, earlier, jobBeganAt, waits } = job
  const startedAt = job.startedAt ?? jobBeganAt
  if (job.finishedAt <= (shift?.end ?? startedAt)) return null
  const { finishedAt, pauses } = job
  const breakTaken = job.breakTaken ?? false
  const work = { shift, startedAt, finishedAt, policy, pauses, breakTaken, ...(earlier && { earlier }) }
  const { rawMinutes, minutes, steps } = accrue(work)
  const { parts, primary } = splitCauses({
    lateFrom: countsFrom(work).counted,
    shiftEnd: shift?.end ?? null,
    finishedAt,
    worked: stretchesOf(work, false),
    rawMinutes,
    jobBeganAt,
    waits,
  })
  if (minutes === 0 || primary === null) return null
  return { rawMinutes, minutes, steps, causes: parts, primaryCause: primary }
}
