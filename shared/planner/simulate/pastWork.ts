import { jobKindOf } from '../../allocations/likelyFinish.ts'
import type { RequestCode, SourceCode, Urgency } from '../../referrals/referral.ts'
import type { ShiftRole } from '../../rota/contract.ts'
import { latest, type Instant } from '../../time/instant.ts'
import { clockTimeOf, daysBetween, londonDayOf, type LondonDay } from '../../time/london.ts'
import { DAY, type History, type PastJob, type PastShift } from './history.ts'

/** One finished job as the log has it. Nobody's name is in it. */
export interface LoggedJob {
  readonly receivedAt: Instant
  /** When the desk accepted it, or for a second visit when the first was over. */
  readonly decidedAt: Instant
  readonly givenAt: Instant
  readonly arrivedAt: Instant | null
  /** When the last wait for a doctor ended; `null` when none was logged. */
  readonly doctorsAt: Instant | null
  readonly outcomeAt: Instant | null
  readonly finishedAt: Instant
  readonly homeSafeAt: Instant | null
  readonly request: RequestCode
  readonly source: SourceCode
  readonly urgency: Urgency | null
  readonly shiftId: string | null
}

export interface LoggedShift {
  readonly id: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
}

/** Before somebody who is home can be given the next job, in minutes. */
const A_BREATH = 10
const WAY_HOME = 35

/**
 * A stretch of the log as the simulation reads it: moments become minutes on London's clock, and what is outside the stretch is left
 * out. Desks are no shifts that take work.
 *
 * @param firstDay a Monday
 * @example pastWork({ jobs, shifts }, mondayOf(today), 84).jobs.length
 */
export function pastWork(
  logged: { readonly jobs: readonly LoggedJob[]; readonly shifts: readonly LoggedShift[] },
  firstDay: LondonDay,
  days: number,
): History {
  const minute = (at: Instant): number => {
    const clock = clockTimeOf(at)
    return daysBetween(firstDay, londonDayOf(at)) * DAY + Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
  }
  const inside = (at: number) => at >= 0 && at < days * DAY
  const own = logged.shifts.filter(({ role, startsAt }) => role !== 'practice-consultant' && inside(minute(startsAt)))
  const shifts = own.map(({ startsAt, endsAt, role }): PastShift => ({
    start: minute(startsAt),
    end: minute(endsAt),
    outOfHours: role === 'out-of-hours',
  }))
  const places = new Map(own.map(({ id }, at) => [id, at]))
  const jobs = logged.jobs.flatMap((one): PastJob[] => {
    const job = jobOf(one, minute, places, shifts)
    return inside(job.received) && inside(job.given) ? [job] : []
  })
  return { days, shifts, jobs }
}

function jobOf(
  one: LoggedJob,
  minute: (at: Instant) => number,
  places: ReadonlyMap<string, number>,
  shifts: readonly PastShift[],
): PastJob {
  const there = one.arrivedAt ?? one.outcomeAt ?? one.finishedAt
  const began = one.doctorsAt === null ? there : latest(there, one.doctorsAt)
  const shift = one.shiftId === null ? null : (places.get(one.shiftId) ?? null)
  const finished = minute(one.finishedAt)
  return {
    received: minute(one.receivedAt),
    decided: Math.max(minute(one.receivedAt), Math.min(minute(one.decidedAt), minute(one.givenAt))),
    given: minute(one.givenAt),
    began: Math.min(finished, minute(began)),
    finished,
    free: one.homeSafeAt === null ? finished + WAY_HOME + A_BREATH : minute(one.homeSafeAt) + A_BREATH,
    kind: jobKindOf(one.request, one.source),
    urgency: one.urgency ?? 'U2',
    shiftEnd: shift === null ? null : (shifts[shift]?.end ?? null),
    shift,
  }
}
