import type { KeptClock } from '#client/kernel/keptClocks.ts'
import type { ClockReading } from '#client/ui/clockFace.ts'
import { clockName } from '#shared/deadlines/words.ts'
import type { MyJob } from '#shared/allocations/contract.ts'
import { pressingOf } from '#shared/referrals/law/boardLimit.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { clockReading } from './jobWords.ts'

/** The clock of a job that presses most, as the hub said it at `asOf` and a phone may keep it; `null` when no clock of the law runs, or the job is done. */
export function clockToKeep(job: MyJob, asOf: Instant): Omit<KeptClock, 'aheadMs'> | null {
  const { allocation, referral } = job
  const clock = pressingOf(job, asOf)
  const reading = clockReading(job, asOf)
  if (clock === null || reading === null || allocation.endedAt !== null) return null
  const { startedAt = null, soonAt = null } = reading
  return {
    number: referral.number,
    of: clock.of,
    kind: clock.kind,
    startedAt,
    soonAt,
    limitAt: clock.limitAt,
    asOf,
  }
}

/** It counts on by the phone's own clock: what the hub has heard since is not known. */
export function keptReading({ number, kind, startedAt, soonAt, limitAt }: KeptClock, now: Instant): ClockReading {
  const name = `${referralNumber(number)}: ${clockName(kind)}`
  if (limitAt === null)
    return { kind: 'legal', state: 'not-recorded', limitAt, startedAt, label: `${name} find out when it began` }
  const label = `${name} ${now < limitAt ? 'ends' : 'ended'} ${formatInstant(limitAt, londonDayOf(now))}`
  return { kind: 'legal', state: now < limitAt ? 'calm' : 'over', limitAt, soonAt, startedAt, label }
}
