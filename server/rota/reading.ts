import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import type { AwayKind, Gone, RotaWeek, ShiftRow, TemplateRow } from '#shared/rota/contract.ts'
import { hoursAwayIn, type HoursAway } from '#shared/rota/hoursAway.ts'
import type { RosteredShift } from '#shared/rota/roster.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, startOfDay, ZONE, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import { WEEKS_OF_DEMAND, type DemandRow } from './usual.ts'

type Asked = Pick<Context, 'sql' | 'actor'>

interface AwayRow {
  readonly personId: PersonId
  readonly day: LondonDay
  readonly kind: AwayKind
  /** Shifts of that day which they were given though they were away: those they work. */
  readonly workedShiftIds: readonly ShiftId[]
}

export type ShownShift = Omit<ShiftRow, 'restShortMinutes' | 'mayNotAct' | 'away'>

/** Shifts that start on days, both included, in time order; of one person or, with `null`, of all. */
export const shiftsBetween = (
  { sql, actor }: Asked,
  first: LondonDay,
  last: LondonDay,
  personId: PersonId | null,
) => sql<ShownShift[]>`
  select s.id, s.person_id as "personId", s.template_id as "templateId", s.day, s.starts_at as "startsAt", s.ends_at as "endsAt",
    s.role, s.layer, l.name as "placeName", s.version
  from shifts s left join places l on l.service_id = s.service_id and l.id = s.place_id
  where s.service_id = ${actor.serviceId} and s.day between ${first} and ${last} and s.cancelled_at is null
    and (${personId}::uuid is null or s.person_id = ${personId})
  order by s.starts_at, s.ends_at, s.id`

export const daysAwayBetween = ({ sql, actor }: Asked, first: LondonDay, last: LondonDay, personId: PersonId | null) =>
  sql<AwayRow[]>`
    select person_id as "personId", day, kind, worked_shift_ids as "workedShiftIds" from days_away
    where service_id = ${actor.serviceId} and day between ${first} and ${last} and (${personId}::uuid is null or person_id = ${personId})
    order by day, person_id`

/** Hours of days in which people are away; of one person or, with `null`, of all. */
export const hoursAwayBetween = ({ sql, actor }: Asked, first: LondonDay, last: LondonDay, personId: PersonId | null) =>
  sql<HoursAway[]>`
    select person_id as "personId", first_day as day, starts_at as start, ends_at as end from leave_requests
    where service_id = ${actor.serviceId} and starts_at is not null and state = 'agreed' and first_day between ${first} and ${last}
      and (${personId}::uuid is null or person_id = ${personId})
    order by starts_at, person_id`

/** Shifts with the hours of them in which their people are away. */
export const withHoursAway = <Shift extends RosteredShift>(
  shifts: readonly Shift[],
  away: readonly HoursAway[],
): readonly Shift[] =>
  away.length === 0
    ? shifts
    : shifts.map((shift) => {
        const hoursAway = hoursAwayIn(shift, away)
        return hoursAway.length === 0 ? shift : { ...shift, hoursAway }
      })

/**
 * In a question about shifts `s`: whether its person is away on the day on which it starts. Whoever was given the shift when they were
 * away already, because they take it over, swap or come in, works it: the same rule as `isOfDayAway`.
 */
export const isAway = (sql: Asked['sql']) => sql`
  exists (select from days_away w where w.service_id = s.service_id and w.person_id = s.person_id and w.day = s.day
    and not s.id = any (w.worked_shift_ids))`

/** The same at a moment: also within hours of the shift which they took as TOIL. */
export const isAwayAt = (sql: Asked['sql'], at: Instant) => sql`
  (${isAway(sql)} or exists (select from leave_requests h where h.service_id = s.service_id and h.person_id = s.person_id
    and h.state = 'agreed' and h.starts_at <= ${at} and h.ends_at > ${at} and h.starts_at < s.ends_at and h.ends_at > s.starts_at))`

/** Who of some people has left, or had their access stopped, and when: what they have on the rota after that is no cover. */
export async function goneOf(
  { sql, actor }: Asked,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, { readonly why: Gone; readonly since: Instant }>> {
  const rows = await sql<{ personId: PersonId; leftAt: Instant | null; stoppedAt: Instant | null }[]>`
    select id as "personId", left_at as "leftAt", access_stopped_at as "stoppedAt" from people
    where service_id = ${actor.serviceId} and id = any (${[...ids]}::uuid[]) and (left_at is not null or access_stopped_at is not null)`
  return new Map(
    rows.flatMap(({ personId, leftAt, stoppedAt }) => {
      const since = leftAt ?? stoppedAt
      return since ? [[personId, { why: leftAt ? 'has-left' : 'access-stopped', since }] as const] : []
    }),
  )
}

/** AMHPs and practice consultants, and whoever else has a shift on these days or is away on one: trainees and an Emergency Duty Team too. */
export const peopleOfRota = ({ sql, actor }: Asked, first: LondonDay, last: LondonDay) => sql<
  Omit<RotaWeek['people'][number], 'rosteredMinutes'>[]
>`
  select p.id as "personId", p.name, p.roles, a.person_id is not null as "onRegister",
    coalesce(a.contracted_minutes_per_week, 0) as "contractedMinutesPerWeek", coalesce(a.home_team, '') as "homeTeam"
  from people p left join amhps a on a.service_id = p.service_id and a.person_id = p.id
  where p.service_id = ${actor.serviceId} and (
    (p.left_at is null and (a.person_id is not null or 'practice-consultant' = any (p.roles)))
    or exists (select from shifts s where s.service_id = p.service_id and s.person_id = p.id
      and s.day between ${first} and ${last} and s.cancelled_at is null)
    or (p.left_at is null and exists (select from days_away w where w.service_id = p.service_id and w.person_id = p.id
      and w.day between ${first} and ${last})))
  order by p.name, p.id`

export const templateRows = ({ sql, actor }: Asked) => sql<TemplateRow[]>`
  select t.id, t.name, t.starts_at as "startsAt", t.ends_at as "endsAt", t.role, t.break_minutes as "breakMinutes",
    t.place_id as "placeId", l.name as "placeName", t.retired, t.version
  from shift_templates t left join places l on l.service_id = t.service_id and l.id = t.place_id
  where t.service_id = ${actor.serviceId} order by t.retired, t.starts_at, t.ends_at, t.name`

/** How many referrals came in each hour of each weekday, by London's clocks, in the twelve weeks up to a day. */
export const demandRows = ({ sql }: Pick<Asked, 'sql'>, today: LondonDay) => sql<DemandRow[]>`
  select extract(isodow from at)::int as weekday, extract(hour from at)::int as hour, count(*)::int as count
  from (
    select received_at at time zone ${ZONE} as at from hub.moments_of_receipt(${beginning(today)}, ${startOfDay(today)})
  ) received
  group by 1, 2`

export interface UsualWorkRow {
  readonly firstReceivedAt: Instant | null
  readonly referrals: number
  readonly jobs: number
  readonly minutesPerJob: number | null
}

/** What those referrals took: how many became work that was finished, and how long that took from accepting to finishing. */
export async function usualWorkRow({ sql, actor }: Asked, today: LondonDay): Promise<UsualWorkRow> {
  const [[first], [work]] = await Promise.all([
    sql<{ firstReceivedAt: Instant | null }[]>`select hub.first_receipt() as "firstReceivedAt"`,
    sql<Omit<UsualWorkRow, 'firstReceivedAt'>[]>`
      select count(distinct r.id)::int as referrals, count(a.id)::int as jobs,
        round(avg(extract(epoch from a.finished_at - a.accepted_at)) / 60)::int as "minutesPerJob"
      from hub.moments_of_receipt(${beginning(today)}, ${startOfDay(today)}) r
      left join allocations a on a.service_id = ${actor.serviceId} and a.referral_id = r.id
        and a.ended_how = 'finished' and a.accepted_at is not null and a.finished_at > a.accepted_at`,
  ])
  return {
    firstReceivedAt: first?.firstReceivedAt ?? null,
    referrals: work?.referrals ?? 0,
    jobs: work?.jobs ?? 0,
    minutesPerJob: work?.minutesPerJob ?? null,
  }
}

const beginning = (today: LondonDay): Instant => startOfDay(addDays(today, -7 * WEEKS_OF_DEMAND))

/** From when and until when its person is on shift `s` for who chooses at a moment: hours of TOIL at its beginning or still to come are not. */
export const shiftBegins = (sql: Asked['sql'], at: Instant) => sql`
  greatest(s.starts_at, (select max(h.ends_at) from leave_requests h where h.service_id = s.service_id and h.person_id = s.person_id
    and h.state = 'agreed' and h.starts_at <= s.starts_at and h.ends_at > ${at} and h.ends_at < s.ends_at and h.ends_at > s.starts_at))`
export const shiftEnds = (sql: Asked['sql'], at: Instant) => sql`
  least(s.ends_at, (select min(h.starts_at) from leave_requests h where h.service_id = s.service_id and h.person_id = s.person_id
    and h.state = 'agreed' and h.starts_at > ${at} and h.starts_at > s.starts_at and h.starts_at < s.ends_at))`
