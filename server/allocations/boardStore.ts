import type { AllocationRow, Board, BoardRow } from '#shared/allocations/contract.ts'
import type { OnStripRow } from '#shared/allocations/strip.ts'
import { lapsedNow, type Lapsed } from '#shared/allocations/unapproved.ts'
import type { PersonId, ReferralId } from '#shared/kernel/ids.ts'
import { addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import { londonDayOf, weekdayOf } from '#shared/time/london.ts'
import { limitsOf, runningLimits, type LimitsAsKept } from '#server/referrals/boardLimits.ts'
import type { Context } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import { demandRows, isAway } from '#server/rota/reading.ts'
import { demandByHour, weeksLookedAt } from '#server/rota/usual.ts'
import {
  allocationRow,
  arrangementsOf,
  powersOf,
  runningPowers,
  selectAllocations,
  type AllocationAsKept,
  type PowersAsKept,
  givenFor,
  workedPastIt,
} from './rows.ts'

/** The strip shows everybody whose shift touches ten hours to either side of now. */
const STRIP_MINUTES = 10 * 60
/** Work that began before somebody's shift can still be on their line. */
const JOBS_BACK_MINUTES = 34 * 60

export type OpenReferral = Omit<BoardRow, 'allocation' | 'likelyFinish' | 'course'>

/** Referrals that were put by and not taken up again by anybody, each with until when; its time may have come. */
const loadHolds = ({ sql, actor }: Context) =>
  sql<(NonNullable<BoardRow['hold']> & { referralId: ReferralId })[]>`
    select h.referral_id as "referralId", h.until, h.why, p.name as "byName"
    from referral_holds h join people p on p.service_id = h.service_id and p.id = h.held_by
    where h.service_id = ${actor.serviceId} and h.ended_at is null`

export async function loadOpenReferrals(context: Context): Promise<readonly OpenReferral[]> {
  const [rows, placed] = await Promise.all([loadOpenRows(context), loadHolds(context)])
  const holds = new Map(placed.map(({ referralId, ...hold }) => [referralId, hold]))
  return rows.map((row) => ({
    ...row,
    powers: powersOf(row.powers),
    limits: limitsOf(row.limits),
    hold: holds.get(row.id) ?? null,
  }))
}

type OpenAsKept = Omit<OpenReferral, 'powers' | 'limits' | 'hold'> & { powers: PowersAsKept; limits: LimitsAsKept }

const loadOpenRows = ({ sql, actor }: Context) =>
  sql<OpenAsKept[]>`
    select r.id, r.number, r.version, r.state, r.last_name as "lastName", r.first_name as "firstName", r.born_on as "bornOn",
      r.age_years as "ageYears", r.received_at as "receivedAt", r.accepted_at as "acceptedAt", r.source, r.caller_name as "callerName",
      r.request, r.place, r.urgency, r.assess_by as "assessBy", latest.review_at as "reviewAt", r.risk_to_staff as "riskToStaff",
      r.asks_for as "asksFor", r.interpreter, coalesce(nullif(l.town, ''), c.name) as area, ${runningPowers(sql)} as powers,
      ${runningLimits(sql)} as limits, ${arrangementsOf(sql)} as arrangements, greatest(
        (select max(n.happened_at) from referral_notes n where n.service_id = r.service_id and n.referral_id = r.id and n.kind <> 'note'),
        (select max(k.received_at) from referral_calls k where k.service_id = r.service_id and k.referral_id = r.id)) as "lastContactAt",
      case when r.state = 'to-allocate' then (select max(a.ended_at) from allocations a
        where a.service_id = r.service_id and a.referral_id = r.id and a.accepted_at is not null) end as "backAt"
    from referrals r
    join councils c on c.service_id = r.service_id and c.id = r.council_id
    left join places l on l.service_id = r.service_id and l.id = r.place_id
    left join lateral (
      select d.review_at from standing_decisions d where d.service_id = r.service_id and d.referral_id = r.id
      order by d.version_number desc limit 1
    ) latest on true
    where r.service_id = ${actor.serviceId} and r.state <> 'closed'
    order by r.received_at, r.id`

export async function loadLiveAllocations({ sql, actor }: Context): Promise<readonly AllocationRow[]> {
  const rows = await sql<AllocationAsKept[]>`
    ${selectAllocations(sql)} where a.service_id = ${actor.serviceId} and a.ended_at is null`
  return rows.map(allocationRow)
}

/** Those who are out on a job and whose approval is not in force any more: a suspension, or a last day that has passed. */
export async function lapsedPeople(context: Context): Promise<ReadonlyMap<PersonId, Lapsed>> {
  const { sql, actor, now } = context
  const out = await sql<{ id: PersonId }[]>`
    select distinct person_id as id from allocations where service_id = ${actor.serviceId} and ended_at is null`
  const standings = await standingsOf(
    context,
    out.map(({ id }) => id),
  )
  return new Map(
    out.flatMap(({ id }) => {
      const lapsed = lapsedNow(standings.get(id) ?? null, now)
      return lapsed === null ? [] : [[id, lapsed] as const]
    }),
  )
}

interface StripAsKept extends Omit<OnStripRow, 'jobs'> {
  readonly jobs: readonly {
    readonly number: number
    readonly from: string
    readonly to: string | null
    readonly wayHome: boolean
    readonly stillOut: { readonly wasThere: boolean; readonly heardAt: string | null } | null
  }[]
}

/**
 * Whoever is away on a shift’s day is not on, however the rota still has it; only work that they are out on keeps them in sight. Work is
 * looked for person by person: all of the service’s at once has no index, and would read whatever it ever did.
 */
export async function loadStrip({ sql, actor, now }: Context): Promise<readonly OnStripRow[]> {
  const service = actor.serviceId
  const rows = await sql<StripAsKept[]>`
    select s.person_id as "personId", p.name, p.phone, s.role, coalesce(m.needs_buddy, false) as "needsBuddy",
      coalesce(b.name, '') as base, coalesce(m.home_team, '') as team, s.id as "shiftId", s.starts_at as "shiftStartsAt", s.ends_at as "shiftEndsAt", coalesce(work.jobs, '[]') as jobs
    from shifts s
    join people p on p.service_id = s.service_id and p.id = s.person_id
    left join amhps m on m.service_id = s.service_id and m.person_id = s.person_id
    left join places b on b.service_id = m.service_id and b.id = m.base_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('number', hub.number_of(a.referral_id), 'from', coalesce(a.accepted_at, a.allocated_at),
        'to', a.ended_at, 'wayHome', a.finished_at is not null and w.id is not null and w.begun_at <= a.finished_at,
        'stillOut', case when a.ended_how = 'taken-back' and a.set_off_at is not null and w.begun_at <= a.ended_at
          then jsonb_build_object('wasThere', a.arrived_at is not null, 'heardAt', case when w.seen_at > a.ended_at then w.seen_at end) end) order by coalesce(a.accepted_at, a.allocated_at), hub.number_of(a.referral_id)) as jobs
      from allocations a
      left join watches w on w.service_id = a.service_id and w.person_id = a.person_id and w.ended_at is null
      where a.service_id = ${service} and a.person_id = s.person_id and (a.ended_at is null or (a.allocated_at > ${addMinutes(now, -JOBS_BACK_MINUTES)}
        and a.ended_how in ('finished', 'taken-back') and a.accepted_at is not null))
    ) work on true
    where s.service_id = ${service} and s.cancelled_at is null
      and ((s.starts_at < ${addMinutes(now, STRIP_MINUTES)} and s.starts_at > ${addMinutes(now, -STRIP_MINUTES - 24 * 60)}
        and (s.ends_at > ${addMinutes(now, -STRIP_MINUTES)} or ${workedPastIt(sql)})) or ${givenFor(sql, service)})
      and (not ${isAway(sql)} or exists (select from allocations o where o.service_id = s.service_id and o.person_id = s.person_id and o.ended_at is null))
    order by s.starts_at, s.ends_at, p.name, s.id`
  return rows.map((row) => ({
    ...row,
    jobs: row.jobs.map(({ number, from, to, wayHome, stillOut }) => ({
      number,
      from: instant(from),
      to: to === null ? null : instant(to),
      ...(wayHome && { wayHome }),
      ...(stillOut && {
        stillOut: { ...stillOut, heardAt: stillOut.heardAt === null ? null : instant(stillOut.heardAt) },
      }),
    })),
  }))
}

export type Desk = Pick<Board, 'triageTargetMinutes' | 'outOfHoursName' | 'outOfHoursPhone' | 'usualDemand'>

/** The service's own settings, and how many referrals usually come in each hour of this weekday: the rota's own figures. */
export async function loadDesk(context: Context): Promise<Desk> {
  const { sql, actor, now } = context
  const today = londonDayOf(now)
  const [[service], [first], demand] = await Promise.all([
    sql<Omit<Desk, 'usualDemand'>[]>`
      select triage_target_minutes as "triageTargetMinutes", out_of_hours_name as "outOfHoursName",
        out_of_hours_phone as "outOfHoursPhone"
      from services where id = ${actor.serviceId}`,
    sql<{ receivedAt: Instant | null }[]>`
      select hub.first_receipt() as "receivedAt"`,
    demandRows(context, today),
  ])
  if (!service) throw new Error(`service ${actor.serviceId} has no row`)
  const byDay = demandByHour(demand, weeksLookedAt(first?.receivedAt ?? null, today))
  return { ...service, usualDemand: byDay[weekdayOf(today) - 1] ?? [] }
}

export const loadDrafts = ({ sql, actor }: Context): Promise<Board['drafts']> =>
  sql<Board['drafts'][number][]>`
    select d.id, d.number, d.person_id as "personId", p.name as "byName", d.kept_at as "keptAt"
    from referral_drafts d join people p on p.service_id = d.service_id and p.id = d.person_id
    where d.service_id = ${actor.serviceId} order by d.started_at, d.id`
