import type { CouncilId, PersonId, ReferralId } from '#shared/kernel/ids.ts'
import { approvalsOf, type ApprovalSpan } from '#shared/reports/approvals.ts'
import type { CallInFact, CoverFact } from '#shared/reports/coverReports.ts'
import type { AmhpFact, PowerFact, RosteredFact, ShiftFact, WaitFact } from '#shared/reports/facts.ts'
import { ACTING_DAYS } from '#shared/reports/workforceReports.ts'
import type { OwedFact, ToilFact } from '#shared/reports/staffReports.ts'
import { addDays, startOfDay, ZONE, type LondonDay } from '#shared/time/london.ts'
import type { SqlPart } from '#db/client.ts'
import type { Context } from '#server/kernel/handle.ts'
import { beganEarly, beganWithJob, workEnded } from '#server/rota/workOfJobs.ts'
import { aCode, aMoment, aMomentOrNone, aNumberOrNone, aYes, packed, type Readers } from './packed.ts'

/** The first and the last London day that a report counts. */
export interface Days {
  readonly from: LondonDay
  readonly to: LondonDay
}

/** The moments between which these days lie: the first belongs to them, the second does not. */
export const edges = ({ from, to }: Days) => ({ first: startOfDay(from), after: startOfDay(addDays(to, 1)) })

export function powerFacts({ sql }: Context, days: Days): Promise<readonly PowerFact[]> {
  const { first, after } = edges(days)
  return sql<PowerFact[]>`select * from hub.report_powers(${first}, ${after}) order by "startedAt"`
}

export function waitFacts({ sql, actor }: Context, days: Days): Promise<readonly WaitFact[]> {
  const { first, after } = edges(days)
  return sql<WaitFact[]>`
    select referral_id as "referralId", kind, started_at as "startedAt", ended_at as "endedAt" from waits
    where service_id = ${actor.serviceId} and started_at >= ${first} and started_at < ${after} order by started_at, id`
}

const rostered: Readers<RosteredFact> = { day: aCode, startsAt: aMoment, endsAt: aMoment, role: aCode }

/** Shifts that began on these days, as they stand on the rota. */
export const rosteredFacts = (context: Context, { from, to }: Days): Promise<readonly RosteredFact[]> =>
  packed(
    context,
    rostered,
    context.sql`
      select s.day, s.starts_at as "startsAt", s.ends_at as "endsAt", s.role from shifts s
      where s.service_id = ${context.actor.serviceId} and s.day between ${from} and ${to} and s.cancelled_at is null`,
  )

/** In a question about shifts `s`: when the last job of one was finished, or its AMHP was relieved of it. */
const lastFinish = ({ sql }: Context) =>
  sql`(select max(${workEnded(sql)}) from allocations a where a.service_id = s.service_id and a.shift_id = s.id)`

/** Shifts that began on these days, each with when its last job was finished, and the job that it began with. */
export const shiftFacts = (context: Context, { from, to }: Days): Promise<readonly ShiftFact[]> =>
  packed<ShiftFact>(
    context,
    {
      id: aCode,
      personId: aCode,
      ...rostered,
      lastFinish: aMomentOrNone,
      beganAt: aMomentOrNone,
      breakMinutes: aNumberOrNone,
    },
    context.sql`
      select s.id, s.person_id as "personId", s.day, s.starts_at as "startsAt", s.ends_at as "endsAt", s.role,
        done.finish as "lastFinish", done.began as "beganAt", s.break_minutes as "breakMinutes"
      from shifts s
      cross join lateral (select max(${workEnded(context.sql)}) as finish, ${beganWithJob(context.sql)} as began
        from allocations a where a.service_id = s.service_id and a.shift_id = s.id) done
      where s.service_id = ${context.actor.serviceId} and s.day between ${from} and ${to} and s.cancelled_at is null`,
  )

/** Duty shifts of the rota that began on these days, kept or not, with when their last job was finished. */
export const coverFacts = (context: Context, { from, to }: Days): Promise<readonly CoverFact[]> =>
  packed<CoverFact>(
    context,
    {
      startsAt: aMoment,
      endsAt: aMoment,
      role: aCode,
      cancelledAt: aMomentOrNone,
      isCover: aYes,
      isSwapped: aYes,
      lastFinish: aMomentOrNone,
    },
    context.sql`
      select s.starts_at as "startsAt", s.ends_at as "endsAt", s.role, s.cancelled_at as "cancelledAt", s.layer = 'cover' as "isCover",
        s.planned_for is not null and s.planned_for <> s.person_id as "isSwapped",
        ${lastFinish(context)} as "lastFinish"
      from shifts s where s.service_id = ${context.actor.serviceId} and s.day between ${from} and ${to}
        and not ${isCallIn(context, context.sql`s`)}`,
  )

/** Whether a shift is one that somebody was called in for: it was never on the rota. */
const isCallIn = ({ sql }: Context, shift: SqlPart) =>
  sql`exists (select from call_ins k where k.service_id = ${shift}.service_id and k.shift_id = ${shift}.id)`

/**
 * AMHPs who were called in on these days: each shift of a call-in to its end or its last finish, and each job
 * on no shift, or that was over before the shift it was put on began. */
export function calledInFacts(context: Context, days: Days): Promise<readonly CallInFact[]> {
  const { first, after } = edges(days)
  const { sql } = context
  return packed<CallInFact>(
    context,
    { from: aMoment, to: aMoment },
    context.sql`
      select coalesce(a.accepted_at, a.allocated_at) as "from", ${workEnded(sql)} as "to" from allocations a
      where a.service_id = ${context.actor.serviceId} and a.shift_id is null and ${workEnded(sql)} >= ${first}
        and coalesce(a.accepted_at, a.allocated_at) >= ${first} and coalesce(a.accepted_at, a.allocated_at) < ${after}
      union all
      select ${beganEarly(sql)}, ${workEnded(sql)} from shifts s
      join allocations a on a.service_id = s.service_id and a.shift_id = s.id
      where s.service_id = ${context.actor.serviceId} and s.day between ${days.from} and ${days.to} and s.cancelled_at is null
        and ${workEnded(sql)} < s.starts_at and ${beganEarly(sql)} is not null and not ${isCallIn(context, context.sql`s`)}
      union all
      select s.starts_at, greatest(s.ends_at, ${lastFinish(context)})
      from shifts s
      where s.service_id = ${context.actor.serviceId} and s.day between ${days.from} and ${days.to} and s.cancelled_at is null
        and ${isCallIn(context, context.sql`s`)}`,
  )
}

/** How many duty shifts of these days are over, without the desk’s. */
export async function dutyShiftsOver({ sql, actor, now }: Context, { from, to }: Days): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from shifts
    where service_id = ${actor.serviceId} and day between ${from} and ${to} and cancelled_at is null
      and role <> 'practice-consultant' and ends_at <= ${now}`
  return row?.n ?? 0
}

/** The register, with each approval that it has had: a renewal does not make somebody unapproved on the days before it. */
export async function amhpFacts({ sql, actor }: Context): Promise<readonly AmhpFact[]> {
  type Row = Omit<AmhpFact, 'approvals'> & ApprovalSpan & { readonly said: readonly ApprovalSpan[] }
  const rows = await sql<Row[]>`
    select p.id as "personId", p.name, m.profession, e.kind as "employerKind", e.name as "employerName", m.contract,
      m.contracted_minutes_per_week as "contractedMinutesPerWeek", m.approved_on as "from", m.approval_ends_on as "to",
      coalesce((select jsonb_agg(jsonb_build_object('from', v.data ->> 'approvedOn', 'to', v.data ->> 'approvalEndsOn') order by v.seq) from events v
        where v.service_id = m.service_id and v.person_id = m.person_id and v.type in ('amhp-added', 'amhp-changed')), '[]') as said,
      (p.left_at at time zone ${ZONE})::date as "leftOn"
    from amhps m
    join people p on p.service_id = m.service_id and p.id = m.person_id
    join employers e on e.service_id = m.service_id and e.id = m.employer_id
    where m.service_id = ${actor.serviceId} order by p.name, p.id`
  return rows.map(({ from, to, said, ...one }) => ({ ...one, approvals: approvalsOf([...said, { from, to }]) }))
}

/** Who had a duty shift in the thirteen weeks to a day: approved people who act. */
export async function actingOn({ sql, actor }: Context, day: LondonDay): Promise<ReadonlySet<PersonId>> {
  const rows = await sql<{ id: PersonId }[]>`
    select distinct person_id as id from shifts
    where service_id = ${actor.serviceId} and day > ${addDays(day, -ACTING_DAYS)} and day <= ${day} and cancelled_at is null
      and role <> 'practice-consultant'`
  return new Set(rows.map(({ id }) => id))
}

export async function traineesNow({ sql, actor }: Context): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from people where service_id = ${actor.serviceId} and 'trainee' = any (roles) and left_at is null`
  return row?.n ?? 0
}

export async function councilNames({ sql, actor }: Context): Promise<ReadonlyMap<CouncilId, string>> {
  const rows = await sql<{ id: CouncilId; name: string }[]>`
    select id, name from councils where service_id = ${actor.serviceId} order by acted_for desc, name`
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What moved in the ledger on these days, by employer and kind; an entry taken back counts on its own day, as nothing. */
export const toilMoved = ({ sql, actor }: Context, { from, to }: Days): Promise<readonly ToilFact[]> =>
  sql<ToilFact[]>`
    select coalesce(m.name, 'Not on the register') as "employerName", coalesce(o.kind, e.kind) as kind, sum(e.minutes)::int as minutes
    from toil_entries e
    left join toil_entries o on o.service_id = e.service_id and o.id = e.reverses_id
    left join amhps a on a.service_id = e.service_id and a.person_id = e.person_id
    left join employers m on m.service_id = a.service_id and m.id = a.employer_id
    where e.service_id = ${actor.serviceId} and coalesce(o.day, e.day) between ${from} and ${to}
    group by 1, 2`

export async function toilOwed({ sql, actor }: Context, to: LondonDay): Promise<ReadonlyMap<string, OwedFact>> {
  const rows = await sql<(OwedFact & { name: string })[]>`
    select coalesce(m.name, 'Not on the register') as name, sum(e.minutes)::int as minutes, count(distinct e.person_id)::int as people
    from toil_entries e
    left join amhps a on a.service_id = e.service_id and a.person_id = e.person_id
    left join employers m on m.service_id = a.service_id and m.id = a.employer_id
    where e.service_id = ${actor.serviceId} and e.day <= ${to} group by 1`
  return new Map(rows.map(({ name, ...owed }) => [name, owed]))
}

/** References of those among these whose records the asker may read: the database leaves out all others. */
export const referencesOf = (
  { sql, actor }: Context,
  ids: readonly ReferralId[],
): Promise<readonly { readonly id: ReferralId; readonly number: number }[]> =>
  sql<{ id: ReferralId; number: number }[]>`
    select id, number from referrals where service_id = ${actor.serviceId} and id = any(${[...ids]}::uuid[]) order by number`
