import type { Wait } from '#shared/allocations/waits.ts'
import type { AllocationId, EmployerId, PersonId, ReferralId, ShiftId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { startOfDay, ZONE, type LondonDay } from '#shared/time/london.ts'
import type { EarlierClaims, Pause } from '#shared/toil/accrual.ts'
import type { Contract } from '#shared/toil/policy.ts'
import type { SqlPart } from '#db/client.ts'
import type { Context } from '#server/kernel/handle.ts'
import { claimsBeside, earlierFrom, type ClaimsAsKept } from './claimsBeside.ts'
import { pausesFrom, pausesIn, workOfJob, type PausesAsKept } from './pausesOf.ts'

/** A job that is over, with what its claim depends on. */
export interface LateJob {
  readonly allocationId: AllocationId
  readonly referralId: ReferralId
  readonly personId: PersonId
  /** `null` for work on no shift. */
  readonly shiftId: ShiftId | null
  /**
   * Called in: on no shift, on one that a call-in put them on and for which TOIL was agreed, or before the shift that it was put on. All
   * of it counts but what they were on shift.
   */
  readonly offRota: boolean
  /** Called in before the shift that it was put on. */
  readonly early: boolean
  readonly day: LondonDay
  /** As rostered; off the rota both are when the work began. */
  readonly shiftStartsAt: Instant
  readonly shiftEndsAt: Instant
  /** Unpaid, of the shift’s template. */
  readonly breakMinutes: number
  readonly jobBeganAt: Instant
  /** When it was finished, or its AMHP was relieved of it. */
  readonly finishedAt: Instant
  readonly employerId: EmployerId
  readonly contract: Contract
  readonly contractedMinutesPerWeek: number
}

/**
 * The job, if it ended after its shift, was worked off the rota or was begun before its shift, and its AMHP's contract of that day earns TOIL; not on a call-in that is paid.
 * Late work of one AMHP is claimed for one job after the other, by a lock of its own: whoever allocates to them meanwhile holds their
 * rows and waits for the referral, which whoever finishes holds.
 */
export async function lateJobForClaim({ sql, actor }: Context, allocationId: AllocationId): Promise<LateJob | null> {
  const [job] = await sql<LateJob[]>`
    select a.id as "allocationId", a.referral_id as "referralId", a.person_id as "personId", s.id as "shiftId", w.off as "offRota",
      e.early is not null as early,
      coalesce(s.day, (w.began at time zone ${ZONE})::date) as day,
      w.began as "shiftStartsAt", case when w.off then w.began else s.ends_at end as "shiftEndsAt", e.ended as "finishedAt",
      coalesce(s.break_minutes, 0) as "breakMinutes",
      coalesce(a.accepted_at, a.allocated_at) as "jobBeganAt", m.employer_id as "employerId",
      m.contract, m.contracted_minutes_per_week as "contractedMinutesPerWeek"
    from allocations a
    left join shifts s on s.service_id = a.service_id and s.id = a.shift_id
    left join call_ins i on i.service_id = s.service_id and i.shift_id = s.id
    left join call_in_asks k on k.service_id = i.service_id and k.call_in_id = i.id and k.answer = 'yes'
    ${workOfJob(sql)}
    cross join lateral hub.contract_on(a.person_id, coalesce(s.day, (w.began at time zone ${ZONE})::date)) m
    where a.service_id = ${actor.serviceId} and a.id = ${allocationId} and m.contract <> 'sessional' and k.pay is distinct from 'paid'
      and e.ended > case when w.off then w.began else s.ends_at end`
  if (!job) return null
  await sql`select pg_advisory_xact_lock(hashtextextended('late work ' || ${actor.serviceId} || ' ' || ${job.personId}, 0))`
  return job
}

/** Jobs of an employer’s people that ended late, or off the rota, on days from one on, and have no claim: the oldest first. */
export const unclaimedSince = (context: Context, employerId: EmployerId, from: LondonDay, most: number) =>
  unclaimed(context, from, (sql) => sql`m.employer_id = ${employerId}`, most)

/** The same of one person, from a day on and, where it is given, to another. */
export const unclaimedOf = (
  context: Context,
  personId: PersonId,
  { from, to = null }: { readonly from: LondonDay; readonly to?: LondonDay | null },
  most: number,
) =>
  unclaimed(
    context,
    from,
    (sql) =>
      sql`a.person_id = ${personId} and (${to}::date is null or coalesce(s.day, (w.began at time zone ${ZONE})::date) <= ${to})`,
    most,
  )

/** The same of everybody: those of days that a closing of payroll had held back are among them. */
export const unclaimedOfAll = (context: Context, from: LondonDay, most: number) =>
  unclaimed(context, from, (sql) => sql`true`, most)

async function unclaimed(
  { sql, actor }: Context,
  from: LondonDay,
  which: (sql: Context['sql']) => SqlPart,
  most: number,
): Promise<readonly AllocationId[]> {
  const rows = await sql<{ id: AllocationId }[]>`
    select a.id from allocations a
    left join shifts s on s.service_id = a.service_id and s.id = a.shift_id
    left join call_ins i on i.service_id = s.service_id and i.shift_id = s.id
    ${workOfJob(sql)}
    cross join lateral hub.contract_on(a.person_id, coalesce(s.day, (w.began at time zone ${ZONE})::date)) m
    where a.service_id = ${actor.serviceId} and a.ended_at >= ${startOfDay(from)} and coalesce(s.day, (w.began at time zone ${ZONE})::date) >= ${from}
      and m.contract <> 'sessional' and e.ended > case when w.off then w.began else s.ends_at end and ${which(sql)}
      and not exists (select from toil_claims c where c.service_id = a.service_id and c.allocation_id = a.id)
    order by e.ended, a.id limit ${most}`
  return rows.map(({ id }) => id)
}

/** The jobs of somebody on a shift that ended at this moment. */
export async function endedNowOn(
  { sql, actor, now }: Context,
  shiftId: ShiftId,
  personId: PersonId,
): Promise<readonly AllocationId[]> {
  const rows = await sql<{ id: AllocationId }[]>`
    select id from allocations
    where service_id = ${actor.serviceId} and shift_id = ${shiftId} and person_id = ${personId} and ended_at = ${now} and ended_how = 'taken-back'
    order by id`
  return rows.map(({ id }) => id)
}

export const waitsOf = ({ sql, actor }: Context, allocationId: AllocationId) =>
  sql<Pick<Wait, 'kind' | 'startedAt' | 'endedAt'>[]>`
    select kind, started_at as "startedAt", ended_at as "endedAt" from waits
    where service_id = ${actor.serviceId} and allocation_id = ${allocationId}
    order by started_at, id`

/** What of the job’s late stretch is no extra work. */
export async function pausesOf(context: Context, job: LateJob): Promise<readonly Pause[]> {
  const { sql } = context
  const stretch = { ...job, from: job.shiftEndsAt, until: job.finishedAt }
  const [row] = await sql<{ pauses: PausesAsKept }[]>`select ${pausesIn(context, stretch)} as pauses`
  return pausesFrom(row?.pauses ?? [])
}

/** What other claims of the same person take of a job, in whichever order the finishes were recorded and decided. */
export async function earlierClaimsOf(context: Context, job: LateJob): Promise<EarlierClaims | null> {
  const { sql } = context
  const stretch = { ...job, from: job.shiftEndsAt, until: job.finishedAt }
  const [row] = await sql<{ beside: ClaimsAsKept }[]>`select ${claimsBeside(context, stretch)} as beside`
  return earlierFrom(row?.beside ?? [], job.jobBeganAt)
}
