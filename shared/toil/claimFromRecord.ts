import type { Wait } from '../allocations/waits.ts'
import { earliest, latest, type Instant } from '../time/instant.ts'
import { formatInstant, londonDayOf } from '../time/london.ts'
import type { Minutes } from '../time/minutes.ts'
import type { Span } from '../time/span.ts'
import { accrue, lateFrom, type AccrualStep, type EarlierClaims } from './accrual.ts'
import { splitCauses, type CausePart } from './causes.ts'
import type { DelayCode } from './delayCodes.ts'
import type { ToilPolicy } from './policy.ts'

/** A job as the record has it, with the shift it was given on and the policy of that shift's day. */
export interface FinishedJob {
  /** The shift as rostered; `null` off the rota, where all that was worked from `startedAt` on counts. */
  readonly shift: Span | null
  readonly startedAt?: Instant
  /** When the same AMHP's next shift begins. From then on they are at work as rostered, whichever job is in hand. */
  readonly nextShiftStartsAt: Instant | null
  readonly jobBeganAt: Instant
  readonly finishedAt: Instant
  readonly waits: readonly Pick<Wait, 'kind' | 'startedAt' | 'endedAt'>[]
  /** What was claimed already for the same shift. */
  readonly earlier: EarlierClaims | null
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
  const finishedAt = job.nextShiftStartsAt === null ? job.finishedAt : earliest(job.finishedAt, job.nextShiftStartsAt)
  const { rawMinutes, minutes, steps } = accrue({ shift, startedAt, finishedAt, policy, ...(earlier && { earlier }) })
  const counts = shift === null ? startedAt : lateFrom(shift, policy)
  const from = earlier === null ? counts : latest(counts, earlier.until)
  const { parts, primary } = splitCauses({
    lateFrom: from,
    shiftEnd: shift?.end ?? null,
    finishedAt,
    jobBeganAt,
    waits,
  })
  if (minutes === 0 || primary === null) return null
  const said = finishedAt < job.finishedAt ? inRota(steps, finishedAt) : steps
  return { rawMinutes, minutes, steps: said, causes: parts, primaryCause: primary }
}

/** Says that the stretch ended because the next shift began, not because the job did. */
const inRota = (steps: readonly AccrualStep[], nextShift: Instant): readonly AccrualStep[] =>
  steps.map((step, index) =>
    index === 0
      ? { ...step, said: `Next shift began ${formatInstant(nextShift, londonDayOf(nextShift))}. ${step.said}` }
      : step,
  )
