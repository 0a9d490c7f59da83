import type { JobKind } from '../../allocations/likelyFinish.ts'
import type { Urgency } from '../../referrals/referral.ts'

/**
 * What a service's own log says of its work, without a name: for the simulation to draw from. Moments are whole minutes on London's
 * clock face since the first midnight of day 0, so that an hour of the day is an hour of the day; the two nights a year on which the
 * clocks change are an hour out, which no weekly figure notices.
 */
export interface History {
  /** Whole days, the first of them a Monday. */
  readonly days: number
  readonly jobs: readonly PastJob[]
  readonly shifts: readonly PastShift[]
}

/** One job that was finished. */
export interface PastJob {
  /** When its referral came in; for a second visit, when the first had ended. */
  readonly received: number
  /** When the desk accepted it. */
  readonly decided: number
  /** When whoever did it was given it. */
  readonly given: number
  /** When the assessment began: both doctors and the AMHP were there. */
  readonly began: number
  readonly finished: number
  /** When they could have been given the next. */
  readonly free: number
  readonly kind: JobKind
  readonly urgency: Urgency
  /** The end of the shift that it was done on; `null` for somebody called in. */
  readonly shiftEnd: number | null
  /** Which shift of the history it was done on. */
  readonly shift: number | null
}

/** A shift of somebody who takes work: not the consultant's desk. */
export interface PastShift {
  readonly start: number
  readonly end: number
  readonly outOfHours: boolean
}

export const DAY = 1440

export const dayOf = (at: number): number => Math.floor(at / DAY)
/** 0 for Monday. */
export const weekdayOfDay = (day: number): number => ((day % 7) + 7) % 7
export const hourOf = (at: number): number => Math.floor((((at % DAY) + DAY) % DAY) / 60)
export const isWeekendDay = (day: number): boolean => weekdayOfDay(day) > 4

/** What a week of work came to. Averages over the weeks looked at. */
export interface Week {
  /** Minutes worked past the ends of shifts, each shift's last finish counted once. */
  readonly toilMinutes: number
  /** Shifts that ended more than a quarter of an hour late. */
  readonly late: number
  readonly veryLate: number
  /** Jobs done by somebody who was off and called in. */
  readonly callIns: number
  /** Urgent assessments that begin more than four hours after the call. */
  readonly urgentLate: number
  /** Jobs kept for a later day. */
  readonly nextDay: number
  /** From the call to the assessment, in minutes, over all jobs. */
  readonly wait: number
  /** The same for urgent work only. */
  readonly urgentWait: number
}
export type Measure = keyof Week

export const measures: Readonly<Record<Measure, string>> = {
  toilMinutes: 'Worked past the end of shifts',
  late: 'Shifts that end more than 15 minutes late',
  veryLate: 'Shifts that end more than 2 hours late',
  callIns: 'People called in from off shift',
  urgentLate: 'Urgent assessments begun over 4 hours after the call',
  nextDay: 'Jobs kept for a later day',
  wait: 'From the call to the assessment',
  urgentWait: 'From the call to the assessment, urgent work only',
}
export const measureNames = Object.keys(measures) as readonly Measure[]

export const LATE = 15
export const VERY_LATE = 120
export const URGENT_LATE = 240
/** Minutes from the decision after which urgent work is taken to somebody who is off, where that is done at all. */
export const TOO_LONG = 180

/** Section 136 and other powers, and what cannot wait: it goes out whatever the hour. */
export const isUrgent = (urgency: Urgency): boolean => urgency === 'U0' || urgency === 'U1'

/**
 * What really happened, week by week on average, counted from the log as the simulation counts.
 *
 * @example whatHappened(history).toilMinutes / 60 // hours a week
 */
export function whatHappened({ days, jobs, shifts }: History): Week {
  const weeks = days / 7
  const lastFinish = new Map<number, number>()
  for (const { shift, finished } of jobs)
    if (shift !== null) lastFinish.set(shift, Math.max(lastFinish.get(shift) ?? 0, finished))
  const overruns = [...lastFinish].map(([shift, at]) => Math.max(0, at - (shifts[shift]?.end ?? at)))
  const mean = (of: readonly PastJob[]) =>
    of.length === 0 ? 0 : of.reduce((sum, { began, received }) => sum + began - received, 0) / of.length
  return {
    toilMinutes: overruns.reduce((sum, one) => sum + one, 0) / weeks,
    late: overruns.filter((one) => one > LATE).length / weeks,
    veryLate: overruns.filter((one) => one > VERY_LATE).length / weeks,
    callIns: jobs.filter(({ shift }) => shift === null).length / weeks,
    urgentLate: jobs.filter((job) => isUrgent(job.urgency) && job.began - job.received > URGENT_LATE).length / weeks,
    nextDay: jobs.filter(({ decided, given }) => dayOf(given) > dayOf(decided)).length / weeks,
    wait: mean(jobs),
    urgentWait: mean(jobs.filter(({ urgency }) => isUrgent(urgency))),
  }
}
