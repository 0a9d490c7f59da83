import type { EmployerId, PersonId } from '#shared/kernel/ids.ts'
import type { Wait } from '#shared/allocations/waits.ts'
import type { DayOfJobs } from '#shared/reports/beforeAfter.ts'
import type { FinishedJob } from '#shared/reports/lateWorking.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import { splitCauses } from '#shared/toil/causes.ts'
import type { EntryKind } from '#shared/toil/ledger.ts'
import { whatBegan, type OperatingModel, type WhatBegan } from '#shared/rota/operatingModels.ts'
import type { Contract } from '#shared/toil/policy.ts'
import type { Context } from '#server/kernel/handle.ts'
import { workEnded } from '#server/rota/workOfJobs.ts'

export interface Holder {
  readonly personId: PersonId
  readonly name: string
  readonly left: boolean
  readonly employerId: EmployerId | null
  readonly contract: Contract | null
  readonly contractedMinutesPerWeek: number
}

/**
 * AMHPs of the service, and whoever else is owed TOIL.
 *
 * @param withLedgerTo given, also whoever had a ledger by that day, though nothing is left in it
 */
export const holders = ({ sql, actor }: Context, withLedgerTo: LondonDay | null = null): Promise<readonly Holder[]> =>
  sql<Holder[]>`
    select p.id as "personId", p.name, p.left_at is not null as "left", m.employer_id as "employerId", m.contract, coalesce(m.contracted_minutes_per_week, 0) as "contractedMinutesPerWeek" from people p
    left join amhps m on m.service_id = p.service_id and m.person_id = p.id
    where p.service_id = ${actor.serviceId} and (
      (m.person_id is not null and p.left_at is null)
      or (select sum(e.minutes) from toil_entries e where e.service_id = p.service_id and e.person_id = p.id) <> 0
      or exists (select from toil_entries e where e.service_id = p.service_id and e.person_id = p.id and e.day <= ${withLedgerTo}::date))`

export interface LedgerSum {
  readonly personId: PersonId
  readonly kind: EntryKind
  readonly day: LondonDay
  readonly minutes: Minutes
}

/**
 * The ledger added up to a few days: each entry counts on the first of the days that is not before it, so the balance on each of
 * these days is exact. Entries after the last one are left out.
 *
 * @param days in order, the last day counted at the end
 */
export const ledgerSums = ({ sql, actor }: Context, days: readonly LondonDay[]): Promise<readonly LedgerSum[]> =>
  sql<LedgerSum[]>`
    select e.person_id as "personId", e.kind, d.day, sum(e.minutes) as minutes
    from toil_entries e
    cross join lateral (select min(one.day) as day from unnest(${days}::date[]) as one(day) where one.day >= e.day) d
    where e.service_id = ${actor.serviceId} and d.day is not null
    group by e.person_id, e.kind, d.day`

/** A job that was given on a shift and finished. `waits` only for one that was late and has no claim to say why. */
export interface JobOfShift extends FinishedJob {
  readonly claimed: boolean
  readonly shiftEndsAt: Instant
  readonly jobBeganAt: Instant
  /** From when its late minutes are its own: those before are in another job of the same shift. */
  readonly ownFrom: Instant
  readonly waits: readonly Pick<Wait, 'kind' | 'startedAt' | 'endedAt'>[]
}

interface JobAsKept extends Omit<JobOfShift, 'waits'> {
  readonly waits: readonly {
    readonly kind: Wait['kind']
    readonly startedAt: string
    readonly endedAt: string | null
  }[]
}

/** The one definition of a late finish, in a question about a job that ended on a shift `s`. */
const endedLate = (sql: Context['sql']) => sql`w.ended >= s.ends_at + interval '1 minute'`

/**
 * A job counts when somebody went to it, whether they finished it or were relieved of it, or put it off by telephone, late or in time: counted only where it was
 * late, being relieved would make the share larger than it is.
 */
const countsAsJob = (sql: Context['sql']) => sql`w.ended is not null`

/**
 * Finished jobs by the day of their shift, with what their claim says they were late for.
 *
 * @param which `late` for those alone that finished after the end of their shift
 */
export async function finishedJobs(
  { sql, actor }: Context,
  firstDay: LondonDay,
  lastDay: LondonDay,
  which: 'all' | 'late' = 'all',
): Promise<readonly JobOfShift[]> {
  const rows = await sql<JobAsKept[]>`
    with jobs as (
      select a.id, a.person_id, w.ended as finished_at, coalesce(a.accepted_at, a.allocated_at) as began_at, s.id as shift_id, s.day, s.ends_at,
        c.id is not null as claimed, c.raw_minutes, c.causes, ${endedLate(sql)} as is_late, w.ended > s.ends_at and c.id is null as unclaimed
      from shifts s
      join allocations a on a.service_id = s.service_id and a.shift_id = s.id
      cross join lateral (select ${workEnded(sql)} as ended) w
      left join toil_claims c on c.service_id = a.service_id and c.allocation_id = a.id and not c.off_rota
      where s.service_id = ${actor.serviceId} and s.day between ${firstDay} and ${lastDay} and ${countsAsJob(sql)}
    )
    select j.person_id as "personId", j.day, j.finished_at as "finishedAt", j.claimed, j.is_late as "isLate", j.ends_at as "shiftEndsAt", j.began_at as "jobBeganAt",
      coalesce(j.raw_minutes, greatest(0, floor(extract(epoch from j.finished_at - j.ends_at) / 60)))::int as "lateMinutes",
      coalesce(j.causes, '[]') as causes,
      greatest(j.ends_at, case when j.unclaimed then (select max(o.finished_at) from jobs o
        where o.shift_id = j.shift_id and o.id <> j.id and (o.claimed or (o.finished_at, o.id) < (j.finished_at, j.id))) end) as "ownFrom",
      coalesce(case when j.unclaimed then (
        select jsonb_agg(jsonb_build_object('kind', w.kind, 'startedAt', w.started_at, 'endedAt', w.ended_at) order by w.started_at, w.id)
        from waits w where w.service_id = ${actor.serviceId} and w.allocation_id = j.id) end, '[]') as waits
    from jobs j
    where ${which} = 'all' or j.is_late`
  return rows.map((row) => ({
    ...row,
    waits: row.waits.map(({ kind, startedAt, endedAt }) => ({
      kind,
      startedAt: instant(startedAt),
      endedAt: endedAt === null ? null : instant(endedAt),
    })),
  }))
}

/** The late minutes that no other job of the shift has, with why: from the claim, or from the waits when there is none. */
export function withOwnCauses(job: JobOfShift): Pick<JobOfShift, 'lateMinutes' | 'causes'> {
  if (job.claimed || job.lateMinutes === 0) return { lateMinutes: job.lateMinutes, causes: job.causes }
  const { rawMinutes, parts } = splitCauses({ ...job, lateFrom: job.ownFrom, shiftEnd: job.shiftEndsAt })
  return { lateMinutes: rawMinutes, causes: parts }
}

/** How many jobs finished on the shifts of each day, and how many of them late: for long periods. */
export const lateness = (
  { sql, actor }: Context,
  firstDay: LondonDay,
  lastDay: LondonDay,
): Promise<readonly DayOfJobs[]> =>
  sql<DayOfJobs[]>`
    select s.day, count(*)::int as finished,
      count(*) filter (where ${endedLate(sql)})::int as late
    from shifts s
    join allocations a on a.service_id = s.service_id and a.shift_id = s.id
    cross join lateral (select ${workEnded(sql)} as ended) w
    where s.service_id = ${actor.serviceId} and s.day between ${firstDay} and ${lastDay} and ${countsAsJob(sql)} group by s.day`

/** TOIL earned, by person and day; what was reversed counts for nothing on its own day. */
export const earned = (
  { sql, actor }: Context,
  firstDay: LondonDay,
  lastDay: LondonDay,
): Promise<readonly { readonly personId: PersonId; readonly day: LondonDay; readonly minutes: Minutes }[]> =>
  sql<{ personId: PersonId; day: LondonDay; minutes: Minutes }[]>`
    select e.person_id as "personId", coalesce(o.day, e.day) as day, sum(e.minutes) as minutes
    from toil_entries e
    left join toil_entries o on o.service_id = e.service_id and o.id = e.reverses_id
    where e.service_id = ${actor.serviceId} and coalesce(o.kind, e.kind) = 'ACCRUE'
      and coalesce(o.day, e.day) between ${firstDay} and ${lastDay}
    group by 1, 2`

/** Shifts of AMHPs that are over. Those of the desk are not among whom late jobs are shared. */
export const shiftsWorked = (
  { sql, actor, now }: Context,
  firstDay: LondonDay,
  lastDay: LondonDay,
): Promise<readonly { readonly personId: PersonId; readonly day: LondonDay }[]> =>
  sql<{ personId: PersonId; day: LondonDay }[]>`
    select person_id as "personId", day from shifts
    where service_id = ${actor.serviceId} and day between ${firstDay} and ${lastDay} and cancelled_at is null
      and role <> 'practice-consultant' and ends_at <= ${now}`

/** Claims that wait for whoever asks: not their own, not those that wait for the AMHP, and no second approval after their own first. */
export async function claimsWaiting({ sql, actor }: Context): Promise<{ claims: number; minutes: Minutes }> {
  const [row] = await sql<{ claims: number; minutes: number }[]>`
    select count(*) as claims, coalesce(sum(minutes), 0) as minutes from toil_claims
    where service_id = ${actor.serviceId} and state in ('submitted', 'agreed') and person_id <> ${actor.personId}
      and first_approved_by is distinct from ${actor.personId}`
  return { claims: row?.claims ?? 0, minutes: minutes(row?.minutes ?? 0) }
}

/** The day with which reports compare, and what began on it by the settings of the rota; `null` where none is set. */
export async function changeOfWork(
  context: Context,
): Promise<{ readonly day: LondonDay; readonly what: WhatBegan } | null> {
  const day = await staggeredFrom(context)
  if (day === null) return null
  const settings = await context.sql<{ effectiveFrom: LondonDay; model: OperatingModel }[]>`
    select effective_from as "effectiveFrom", model from rota_settings
    where service_id = ${context.actor.serviceId} order by effective_from`
  return { day, what: whatBegan(settings, day) }
}

export async function staggeredFrom({ sql, actor }: Context): Promise<LondonDay | null> {
  const [row] = await sql<{ day: LondonDay | null }[]>`
    select staggered_from as day from services where id = ${actor.serviceId}`
  return row?.day ?? null
}
