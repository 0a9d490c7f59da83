import type { PersonId, PlanJobId } from '#shared/kernel/ids.ts'
import type { PlanKind, PlanRow, PlanState } from '#shared/planner/contract.ts'
import type { FillAsked, FillResult } from '#shared/planner/fillWork.ts'
import type { ShiftsAsked, ShiftsResult } from '#shared/planner/shiftsWork.ts'
import type { LoggedJob, LoggedShift } from '#shared/planner/simulate/pastWork.ts'
import type { ShiftOnRota } from '#shared/planner/serviceRota.ts'
import { startOfDay, type LondonDay } from '#shared/time/london.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'
import { isAway } from '#server/rota/reading.ts'
import type { ImproveAsked } from '#server/solver/improve.ts'

type Asked = Pick<Context, 'sql' | 'actor'>

/** What a plan is kept with besides what it is worked out from. */
export interface FilledDays {
  readonly firstDay: LondonDay
  readonly weeks: number
}
export type AskedOf = { fill: (FillAsked | ImproveAsked) & FilledDays; shifts: ShiftsAsked }

export interface StoredPlan extends PlanRow {
  readonly result: FillResult | ShiftsResult | null
  readonly draftedAt: Instant | null
}

export const insertPlan = <Kind extends PlanKind>(
  { sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>,
  { id, kind, asked }: { readonly id: PlanJobId; readonly kind: Kind; readonly asked: AskedOf[Kind] },
) => sql`
  insert into plan_jobs (service_id, id, kind, state, asked, asked_by, asked_at)
  values (${actor.serviceId}, ${id}, ${kind}, 'waiting', ${JSON.stringify(asked)}::text::jsonb, ${actor.personId}, ${now})`

/** The last twenty, newest first. */
export const planRows = ({ sql, actor }: Asked) => sql<PlanRow[]>`
  select j.id as "jobId", j.kind, j.state, p.name as "askedByName", j.asked_at as "askedAt", j.progress,
    j.open_so_far as "openSoFar", j.asked ? 'from' as improves, (j.asked ->> 'firstDay')::date as "firstDay", (j.asked ->> 'weeks')::int as weeks
  from plan_jobs j join people p on p.service_id = j.service_id and p.id = j.asked_by
  where j.service_id = ${actor.serviceId} order by j.asked_at desc limit 20`

export async function planBy({ sql, actor }: Asked, id: PlanJobId): Promise<StoredPlan | null> {
  const [found] = await sql<StoredPlan[]>`
    select j.id as "jobId", j.kind, j.state, p.name as "askedByName", j.asked_at as "askedAt", j.progress,
      j.open_so_far as "openSoFar", j.asked ? 'from' as improves, (j.asked ->> 'firstDay')::date as "firstDay", (j.asked ->> 'weeks')::int as weeks, j.result, j.drafted_at as "draftedAt"
    from plan_jobs j join people p on p.service_id = j.service_id and p.id = j.asked_by
    where j.service_id = ${actor.serviceId} and j.id = ${id}`
  return found ?? null
}

export async function lockPlan({ sql, actor }: Asked, id: PlanJobId): Promise<{ state: PlanState } | null> {
  const [found] = await sql<{ state: PlanState }[]>`
    select state from plan_jobs where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return found ?? null
}

/** What a filled rota was worked out from; `null` when it is another kind of plan. */
export async function askedOfFill({ sql, actor }: Asked, id: PlanJobId): Promise<AskedOf['fill'] | null> {
  const [found] = await sql<{ asked: AskedOf['fill'] }[]>`
    select asked from plan_jobs where service_id = ${actor.serviceId} and id = ${id} and kind = 'fill' and result is not null`
  return found?.asked ?? null
}

export const askToStop = ({ sql, actor }: Asked, id: PlanJobId) => sql`
  update plan_jobs set stop_asked = true where service_id = ${actor.serviceId} and id = ${id}`

/** One that no server has begun yet has nothing to come to an end with. */
export const stopWaiting = ({ sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>, id: PlanJobId) => sql`
  update plan_jobs set state = 'stopped', ended_at = ${now}
  where service_id = ${actor.serviceId} and id = ${id} and state = 'waiting'`

export const markDrafted = ({ sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>, id: PlanJobId) => sql`
  update plan_jobs set drafted_at = ${now} where service_id = ${actor.serviceId} and id = ${id}`

/** Shifts of days on the rota, with what its draft changes of them. */
export const shiftsWithDraft = ({ sql, actor }: Asked, first: LondonDay, last: LondonDay) => sql<ShiftOnRota[]>`
  select s.person_id as "personId", s.template_id as "templateId", s.day, s.starts_at as "startsAt", s.ends_at as "endsAt", s.role,
    ${isAway(sql)} as away
  from shifts s
  where s.service_id = ${actor.serviceId} and s.cancelled_at is null and s.day between ${first} and ${last}
    and not exists (select from draft_shifts d where d.service_id = s.service_id and d.shift_id = s.id)
  union all
  select d.person_id, d.template_id, d.day, d.starts_at, d.ends_at, d.role,
    exists (select from days_away w where w.service_id = d.service_id and w.person_id = d.person_id and w.day = d.day)
  from draft_shifts d
  where d.service_id = ${actor.serviceId} and not d.taken_off and d.day between ${first} and ${last}`

export const leaveAskedFor = ({ sql, actor }: Asked, first: LondonDay, last: LondonDay) => sql<
  { personId: PersonId; day: LondonDay }[]
>`
  select r.person_id as "personId", d::date as day
  from leave_requests r, generate_series(greatest(r.first_day, ${first}::date), least(r.last_day, ${last}::date), interval '1 day') d
  where r.service_id = ${actor.serviceId} and r.state = 'asked' and r.first_day <= ${last} and r.last_day >= ${first}`

/** The log of some days for the simulation: finished work, without a name, and the shifts that were on. */
export async function loggedWork(
  { sql, actor }: Asked,
  first: LondonDay,
  beyond: LondonDay,
): Promise<{ readonly jobs: readonly LoggedJob[]; readonly shifts: readonly LoggedShift[] }> {
  const [jobs, shifts] = await Promise.all([
    sql<LoggedJob[]>`
      select received_at as "receivedAt", decided_at as "decidedAt", given_at as "givenAt", arrived_at as "arrivedAt", doctors_at as "doctorsAt",
        outcome_at as "outcomeAt", finished_at as "finishedAt", home_safe_at as "homeSafeAt", request, source, urgency, shift_id as "shiftId"
      from hub.past_work(${startOfDay(first)}, ${startOfDay(beyond)}) order by received_at`,
    sql<LoggedShift[]>`
      select id, starts_at as "startsAt", ends_at as "endsAt", role from shifts
      where service_id = ${actor.serviceId} and cancelled_at is null and day >= ${first} and day < ${beyond}
        and not exists (select from call_ins c where c.service_id = shifts.service_id and c.shift_id = shifts.id) order by starts_at, id`,
  ])
  return { jobs, shifts }
}
