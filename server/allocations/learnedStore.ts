import { saidAndDone, type Score } from '#shared/allocations/calibration.ts'
import type { Learned } from '#shared/allocations/course.ts'
import { learn, LEARNS_FROM_DAYS, type FinishedJob } from '#shared/allocations/learning.ts'
import { goesToHospital, outcomeCodes } from '#shared/allocations/outcomes.ts'
import type { ServiceId } from '#shared/kernel/ids.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, startOfDay, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

/** What a service's finished jobs say as of the start of a day, and how good the forecasts were that were said of them. */
export interface LearnedToday {
  readonly learned: Learned
  readonly saidAndDone: Score | null
}

/** A year of a very large service would not change what is learned: the last so many jobs do. */
const MOST_JOBS = 1000
const kept = new Map<ServiceId, LearnedToday & { readonly day: LondonDay }>()

/**
 * What the service has learned of lengths, from the jobs that were finished before today began: the same all day long, so that an
 * order that was shown can be worked out again. Read and learned once a day; a hub keeps it for each of its services.
 */
export async function learnedToday(context: Context): Promise<LearnedToday> {
  const day = londonDayOf(context.now)
  const known = kept.get(context.actor.serviceId)
  if (known?.day === day) return known
  const until = startOfDay(day)
  const jobs = await finishedJobs(context, startOfDay(addDays(day, -LEARNS_FROM_DAYS)), until)
  const today = { day, learned: learn(jobs, until), saidAndDone: saidAndDone(jobs) }
  kept.set(context.actor.serviceId, today)
  return today
}

type Waited = FinishedJob['waits'][number]
type JobAsKept = Omit<FinishedJob, 'waits' | 'said'> & {
  readonly waits: readonly (Omit<Waited, 'startedAt' | 'endedAt'> & { startedAt: string; endedAt: string })[]
  readonly saidLikely: Instant | null
  readonly saidEightInTen: Instant | null
}

/** The finished jobs of some days: times and kinds, nothing of anybody. */
async function finishedJobs({ sql }: Context, from: Instant, until: Instant): Promise<readonly FinishedJob[]> {
  const rows = await sql<JobAsKept[]>`
    select request, source, allocated_at as "allocatedAt", accepted_at as "acceptedAt", set_off_at as "setOffAt", arrived_at as "arrivedAt",
      outcome_at as "outcomeAt", finished_at as "finishedAt", to_hospital as "toHospital", doctors_agreed_at as "doctorsAgreedAt",
      bed_agreed_at as "bedAgreedAt", ambulance_agreed_at as "ambulanceAgreedAt", waits, said_likely as "saidLikely",
      said_eight_in_ten as "saidEightInTen"
    from hub.finished_jobs(${from}, ${until}, ${outcomeCodes.filter(goesToHospital)}::text[], ${MOST_JOBS})`
  return rows.map(({ saidLikely, saidEightInTen, waits, ...job }) => ({
    ...job,
    waits: waits.map((wait) => ({ ...wait, startedAt: instant(wait.startedAt), endedAt: instant(wait.endedAt) })),
    said: saidLikely && saidEightInTen ? { likelyAt: saidLikely, eightInTenBy: saidEightInTen } : null,
  }))
}
