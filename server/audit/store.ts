import type { ActivityOf, LookLine, OpenedLine, ReviewSheet, SheetLine, TakenLine } from '#shared/audit/contract.ts'
import { takenTypes } from '#shared/audit/words.ts'
import type { PersonId, ReferralId, ReviewLineId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import type { Instant } from '#shared/time/instant.ts'
import { ZONE, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

export interface Stretch {
  readonly from: Instant
  readonly to: Instant
}

/** The referral with a number, also one that the asker may not open. */
export async function referralNumbered({ sql }: Context, number: number): Promise<ReferralId | null> {
  const [row] = await sql<{ id: ReferralId | null }[]>`select hub.referral_numbered(${number}) as id`
  return row?.id ?? null
}

/** Whether whoever asks may open this referral: the policies of the table hide every other one. */
export const isInSight = async ({ sql, service }: Context, id: ReferralId): Promise<boolean> =>
  (await sql`select from referrals where service_id = ${service} and id = ${id}`).length > 0

/** Every referral of the person whom one is about, this one first in no order. */
export async function ofSamePerson({ sql }: Context, id: ReferralId): Promise<readonly ReferralId[]> {
  const rows = await sql<{ id: ReferralId }[]>`select id from hub.referrals_of_same_person(${id}) as s(id)`
  return rows.map((row) => row.id)
}

/** The most lines of one answer about who looked. */
export const MOST_LOOKS = 2000

export const looksAt = (
  { sql, service }: Context,
  ids: readonly ReferralId[],
  { from, to, most }: Stretch & { readonly most: number },
) =>
  sql<LookLine[]>`
    select m.number, w.*, p.name as "actorName" from hub.numbers_of(${ids}::uuid[]) m
    cross join lateral hub.who_looked_at(m.id, ${from}, ${to}) w
    join people p on p.service_id = ${service} and p.id = w."actorId"
    order by w."lastAt" desc, w.shown desc, p.name limit ${most}`

/** Printed, copied as text, or exported for the person themselves. */
export const takenOf = ({ sql, service }: Context, ids: readonly ReferralId[], { from, to }: Stretch) =>
  sql<TakenLine[]>`
    select n.number, e.actor_id as "actorId", p.name as "actorName", e.type, e.at from events e
    join people p on p.service_id = e.service_id and p.id = e.actor_id
    join hub.numbers_of(${ids}::uuid[]) n on n.id = e.referral_id
    where e.service_id = ${service} and e.referral_id = any (${ids}::uuid[])
      and e.type = any (${Object.keys(takenTypes)}::text[]) and e.at >= ${from} and e.at < ${to}
    order by e.seq desc limit 500`

export async function personOf({ sql, service }: Context, id: PersonId) {
  const [row] = await sql<{ name: string; roles: Role[] }[]>`
    select name, roles from people where service_id = ${service} and id = ${id}`
  return row
}

export const peopleOf = ({ sql, service }: Context) =>
  sql<{ id: PersonId; name: string; roles: Role[]; left: boolean }[]>`
    select id, name, roles, left_at is not null as left from people where service_id = ${service} order by left_at is not null, name, id`

/** What stands at the door of a closed record is one record that was tried, though no more than a line of it is shown. */
const AT_THE_DOOR = 'restricted.closedRecord'

const MOST_OPENED = 2000

/** Each record that somebody opened, day by day, with how often: the latest {@link MOST_OPENED}. */
export const openedBy = ({ sql }: Context, id: PersonId, { from, to }: Stretch) =>
  sql<OpenedLine[]>`
    with opened as materialized (select * from hub.opened_by(${id}, ${from}, ${to}, ${MOST_OPENED}, ${AT_THE_DOOR}))
    select n.number, o.day, o.query, o.stub, o."grantId", o."firstAt", o."lastAt", o.times, o.again
    from opened o left join hub.numbers_of((select array_agg(distinct i.id) from opened i)) n on n.id = o.id
    order by o."lastAt" desc limit ${MOST_OPENED}`

interface Counted {
  readonly isSession: boolean
  readonly query: string
  readonly day: LondonDay
  readonly sessionId: string | null
  readonly address: string
  readonly firstAt: Instant
  readonly lastAt: Instant
  readonly times: number
  readonly again: number
  readonly most: number
}

/**
 * What a colleague listed, query by query and day by day with the most people that one list showed, and from which sessions and addresses
 * they read at all. Both from one walk over their reads, of which there may be hundreds of thousands.
 */
export async function listsAndSessionsOf(
  { sql, service }: Context,
  id: PersonId,
  { from, to }: Stretch,
): Promise<Pick<ActivityOf, 'lists' | 'sessions'>> {
  const rows = await sql<Counted[]>`
    with r as (
      select r.query, (r.at at time zone ${ZONE})::date as day, r.session_id, r.address, r.at, cardinality(r.referral_ids) as showed,
        hub.is_by_itself(r.filter) as by_itself,
        r.kind in ('list', 'export', 'audit') and r.query <> ${AT_THE_DOOR} as listed
      from reads r where r.service_id = ${service} and r.actor_id = ${id} and r.at >= ${from} and r.at < ${to}
    )
    select grouping(r.address) = 0 as "isSession", r.query, r.day, r.session_id as "sessionId", r.address,
      min(r.at) as "firstAt", max(r.at) as "lastAt", count(*) filter (where not r.by_itself) as times,
      count(*) filter (where r.by_itself) as again, max(r.showed) as most
    from r group by grouping sets ((r.query, r.day, r.listed), (r.session_id, r.address))
    having r.listed or grouping(r.address) = 0
    order by 7 desc`
  return {
    lists: rows
      .filter((row) => !row.isSession)
      .slice(0, 1000)
      .map(({ query, day, firstAt, lastAt, times, again, most }) => ({
        query,
        day,
        firstAt,
        lastAt,
        times,
        again,
        most,
      })),
    sessions: rows
      .filter((row) => row.isSession)
      .slice(0, 200)
      .map(({ sessionId, address, firstAt, lastAt, times, again }) => ({
        sessionId,
        address,
        firstAt,
        lastAt,
        times,
        again,
      })),
  }
}

export const searchesOf = ({ sql, service }: Context, id: PersonId, { from, to }: Stretch) =>
  sql<ActivityOf['searches'][number][]>`
    with found as (
      select r.id, r.at, cardinality(r.referral_ids) as found, hub.is_by_itself(r.filter) as by_itself from reads r
      where r.service_id = ${service} and r.actor_id = ${id} and r.at >= ${from} and r.at < ${to} and r.kind = 'search'
      order by r.at desc limit 500
    )
    select f.at, t.term, f.found, f.by_itself as "byItself" from found f
    join hub.search_terms((select array_agg(i.id) from found i)) t on t.id = f.id order by f.at desc`

export const refusedOf = ({ sql, service }: Context, id: PersonId, { from, to }: Stretch) =>
  sql<ActivityOf['refused'][number][]>`
    select r.at, r.query, coalesce((select string_agg(value, ' ') from jsonb_each_text(r.filter)), '') as about from reads r
    where r.service_id = ${service} and r.actor_id = ${id} and r.at >= ${from} and r.at < ${to} and r.kind = 'refused'
    order by r.at desc limit 500`

export const didOf = ({ sql, service }: Context, id: PersonId, { from, to }: Stretch) =>
  sql<ActivityOf['did'][number][]>`
    select e.type, count(*) as times, max(e.at) as "lastAt" from events e
    where e.service_id = ${service} and e.actor_id = ${id} and e.at >= ${from} and e.at < ${to}
    group by 1 order by 3 desc`

export async function numbersOf(
  { sql }: Context,
  ids: readonly ReferralId[],
): Promise<ReadonlyMap<ReferralId, number>> {
  const rows = await sql<{ id: ReferralId; number: number }[]>`select id, number from hub.numbers_of(${ids}::uuid[])`
  return new Map(rows.map(({ id, number }) => [id, number]))
}

const DAYS_SHOWN = 14

export const sheetDays = ({ sql, service }: Context) =>
  sql<ReviewSheet['days'][number][]>`
    select s.day, s.looks, count(l.id) as flagged, count(l.id) filter (where g.line_id is null) as open
    from review_sheets s
    left join review_lines l on l.service_id = s.service_id and l.day = s.day
    left join review_signs g on g.service_id = l.service_id and g.line_id = l.id
    where s.service_id = ${service} group by s.day, s.looks order by s.day desc limit ${DAYS_SHOWN}`

export async function sheetLines({ sql, service }: Context): Promise<readonly SheetLine[]> {
  return sql<SheetLine[]>`
    with shown as (
      select l.*, g.reviewer_id, g.at as signed_at, g.finding, g.reason from review_lines l
      left join review_signs g on g.service_id = l.service_id and g.line_id = l.id
      where l.service_id = ${service} and (g.line_id is null or l.day > (
        select coalesce(max(s.day), '-infinity') from review_sheets s where s.service_id = ${service}) - ${DAYS_SHOWN}::int)
      order by l.day, l.first_at limit 1000
    )
    select s.id, s.day, s.suspicion, s.reader_id as "readerId", p.name as "readerName", n.number, s.first_at as "firstAt", s.last_at as "lastAt", s.times,
      case when s.reviewer_id is null then null else jsonb_build_object('byName', by.name,
        'at', to_char(s.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'finding', s.finding, 'reason', s.reason) end as signed
    from shown s
    join people p on p.service_id = ${service} and p.id = s.reader_id
    left join people by on by.service_id = ${service} and by.id = s.reviewer_id
    left join hub.numbers_of((select array_agg(distinct i.referral_id) from shown i)) n on n.id = s.referral_id
    order by s.day, s.first_at`
}

export interface LineToSign {
  readonly readerId: PersonId
  readonly day: LondonDay
  readonly signed: { readonly byName: string; readonly at: Instant } | null
}

export async function lineToSign({ sql, service }: Context, id: ReviewLineId): Promise<LineToSign | undefined> {
  const [row] = await sql<{ readerId: PersonId; day: LondonDay; byName: string | null; at: Instant | null }[]>`
    select l.reader_id as "readerId", l.day, p.name as "byName", g.at from review_lines l
    left join review_signs g on g.service_id = l.service_id and g.line_id = l.id
    left join people p on p.service_id = g.service_id and p.id = g.reviewer_id
    where l.service_id = ${service} and l.id = ${id}`
  if (!row) return undefined
  const { byName, at, ...line } = row
  return { ...line, signed: byName === null || at === null ? null : { byName, at } }
}

/** False when somebody else signed it first. */
export async function saveSign(
  { sql }: Context,
  sign: { readonly lineId: ReviewLineId; readonly finding: string; readonly reason: string },
): Promise<boolean> {
  const made = await sql`
    insert into review_signs (line_id, finding, reason) values (${sign.lineId}, ${sign.finding}, ${sign.reason})
    on conflict do nothing returning line_id`
  return made.length > 0
}
