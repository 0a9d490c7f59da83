import { saidAndDone, type Score } from '#shared/allocations/calibration.ts'
import type { Learned } from '#shared/allocations/course.ts'
import { learn, LEARNS_FROM_DAYS, type FinishedJob } from '#shared/allocations/learning.ts'
import { goesToHospital, outcomeCodes } from '#shared/allocations/outcomes.ts'
import type { ServiceId } from '#shared/kernel/ids.ts'
import { usualSettings } from '#shared/rota/operatingModels.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, startOfDay, type ClockTime, type LondonDay } from '#shared/time/london.ts'
import { byItself, type ByItselfDeps } from '#server/kernel/byItself.ts'
import type { Context } from '#server/kernel/handle.ts'
import { asked } from '#server/kernel/transaction.ts'

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
 * order that was shown can be worked out again. Learned once a day, by the loop before anybody asks; a hub keeps it for each of its services.
 */
export async function learnedToday(context: Context): Promise<LearnedToday> {
  const known = kept.get(context.service)
  return known?.day === londonDayOf(context.now) ? known : learnNow(context.sql, context.service, context.now)
}

async function learnNow(sql: Context['sql'], service: ServiceId, now: Instant): Promise<LearnedToday> {
  const day = londonDayOf(now)
  const until = startOfDay(day)
  const [jobs, officeUntil] = await Promise.all([
    finishedJobs(sql, startOfDay(addDays(day, -LEARNS_FROM_DAYS)), until),
    officeUntilOn(sql, service, day),
  ])
  const today = { day, learned: learn(jobs, until, officeUntil), saidAndDone: saidAndDone(jobs) }
  kept.set(service, today)
  return today
}

/** When the service's office hours end on a day, as it has set them. */
async function officeUntilOn(sql: Context['sql'], service: ServiceId, day: LondonDay): Promise<ClockTime> {
  const [found] = await sql<{ officeUntil: ClockTime }[]>`
    select office_until as "officeUntil" from rota_settings
    where service_id = ${service} and effective_from <= ${day} order by effective_from desc limit 1`
  return found?.officeUntil ?? usualSettings.officeUntil
}

let aheadFor: LondonDay | null = null

/**
 * Learns for a day that has begun before anybody asks: one service in each turn of the loop, so that neither a desk nor an alarm waits for
 * it. A service that is asked sooner, in the first moments of a server or of a day, learns for itself.
 *
 * @returns `false`: what is left is done in the next turn
 */
export async function learnAhead(deps: ByItselfDeps, now: Instant): Promise<boolean> {
  const day = londonDayOf(now)
  if (aheadFor === day) return false
  const services = await asked(
    deps.database,
    (sql) => sql<{ serviceId: ServiceId }[]>`select "serviceId" from hub.stream_positions()`,
  )
  const next = services.find(({ serviceId }) => kept.get(serviceId)?.day !== day)
  if (next === undefined) aheadFor = day
  else
    await byItself(deps, { ...next, now }, async ({ sql, serviceId }) => {
      await learnNow(sql, serviceId, now)
      return []
    })
  return false
}

type Waited = FinishedJob['waits'][number]
type JobAsKept = Omit<FinishedJob, 'waits' | 'said'> & {
  readonly waits: readonly (Omit<Waited, 'startedAt' | 'endedAt'> & { startedAt: string; endedAt: string })[]
  readonly saidLikely: Instant | null
  readonly saidEightInTen: Instant | null
}

/** The finished jobs of some days: times and kinds, nothing of anybody. */
async function finishedJobs(sql: Context['sql'], from: Instant, until: Instant): Promise<readonly FinishedJob[]> {
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
