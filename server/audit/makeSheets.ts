import { reviewSheet } from '#shared/audit/reviewSheet.ts'
import type { DayOfLooks, Deed, Look, Reader, Referred } from '#shared/audit/snooping.ts'
import { restrictedEvents } from '#shared/restricted/events.ts'
import type { ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, spanOfDay, type LondonDay } from '#shared/time/london.ts'
import type { Connection, Database } from '#db/client.ts'

/** A day's sheet is made at six in the morning after it, when the night's work has been written up. */
const AFTER_HOURS = 6
/** After days without a server, as many are made up for. */
const DAYS_BACK = 7
/** A referral that closed so lately still explains why its person was looked up. */
const LATELY_CLOSED_HOURS = 72

export interface SheetMade {
  readonly serviceId: ServiceId
  readonly day: LondonDay
  readonly looks: number
  readonly flagged: number
}

/**
 * Makes the review sheets that are due in every service, each in a transaction of its own. Several servers may try at once: each
 * sheet is made once.
 *
 * @example await makeDueSheets(database, clock()) // in the morning: [{ day: '2026-11-11', looks: 412, flagged: 2, … }]
 */
export async function makeDueSheets(database: Database, now: Instant): Promise<readonly SheetMade[]> {
  const services = await database<{ serviceId: ServiceId }[]>`select "serviceId" from hub.stream_positions()`
  const made: SheetMade[] = []
  for (const { serviceId } of services) {
    const sql = (await database.reserve()) as Connection
    try {
      for (const day of await missingDays(sql, serviceId, now)) {
        const one = await makeSheet(sql, serviceId, day, now)
        if (one) made.push(one)
      }
    } finally {
      sql.release()
    }
  }
  return made
}

async function inService<Result>(sql: Connection, serviceId: ServiceId, work: () => Promise<Result>): Promise<Result> {
  await sql`begin isolation level repeatable read`
  try {
    await sql`select set_config('app.service_id', ${serviceId}, true)`
    const result = await work()
    await sql`commit`
    return result
  } catch (error) {
    await sql`rollback`
    throw error
  }
}

function missingDays(sql: Connection, serviceId: ServiceId, now: Instant): Promise<readonly LondonDay[]> {
  const last = addDays(londonDayOf(addHours(now, -AFTER_HOURS)), -1)
  return inService(sql, serviceId, async () => {
    const days = Array.from({ length: DAYS_BACK }, (_, back) => addDays(last, back + 1 - DAYS_BACK))
    const spans = days.map(spanOfDay)
    const rows = await sql<{ day: LondonDay }[]>`
      select d.day from unnest(${days}::date[], ${spans.map(({ start }) => start)}::timestamptz[], ${spans.map(({ end }) => end)}::timestamptz[])
        as d(day, start, until)
      where not exists (select from review_sheets s where s.service_id = ${serviceId} and s.day = d.day)
        and (d.day = ${last}::date or exists (
          select from reads r where r.service_id = ${serviceId} and r.at >= d.start and r.at < d.until))
      order by 1`
    return rows.map(({ day }) => day)
  })
}

const makeSheet = (sql: Connection, serviceId: ServiceId, day: LondonDay, now: Instant): Promise<SheetMade | null> =>
  inService(sql, serviceId, async () => {
    const [first] = await sql`
      insert into review_sheets (service_id, day, made_at, looks) values (${serviceId}, ${day}, ${now},
        (select count(*) from reads where service_id = ${serviceId} and at >= ${spanOfDay(day).start} and at < ${spanOfDay(day).end} and kind in ('view', 'search')
          and not hub.is_by_itself(filter)))
      on conflict do nothing returning looks`
    if (!first) return null
    const facts = await factsOf(sql, serviceId, day)
    const flags = reviewSheet(facts).map(({ readerId, referralId, firstAt, lastAt, ...flag }) => ({
      ...flag,
      reader_id: readerId,
      referral_id: referralId,
      first_at: firstAt,
      last_at: lastAt,
    }))
    if (flags.length > 0)
      await sql`
        insert into review_lines (service_id, id, day, suspicion, reader_id, referral_id, first_at, last_at, times)
        select ${serviceId}, gen_random_uuid(), ${day}, f.suspicion, f.reader_id, f.referral_id, f.first_at, f.last_at, f.times
        from jsonb_to_recordset(${JSON.stringify(flags)}::text::jsonb)
          as f(suspicion text, reader_id uuid, referral_id uuid, first_at timestamptz, last_at timestamptz, times int)`
    return { serviceId, day, looks: Number(first['looks']), flagged: flags.length }
  })

async function factsOf(sql: Connection, service: ServiceId, day: LondonDay): Promise<DayOfLooks> {
  const { start, end } = spanOfDay(day)
  // What a screen asked again by itself is no look. That a read was such is the screen's word: the first of its kind counts whoever asked.
  const looks = await sql<Look[]>`
    with r as (
      select actor_id, at, kind, referral_ids, grant_id, hub.is_by_itself(filter) as by_itself,
        row_number() over (partition by actor_id, session_id, query, kind, referral_ids, grant_id order by at) as place
      from reads where service_id = ${service} and at >= ${start} and at < ${end} and kind in ('view', 'search')
    )
    select distinct r.actor_id as "readerId", date_trunc('minute', r.at) as at, r.kind, r.referral_ids as people, r.grant_id as "grantId"
    from r where not r.by_itself or r.place = 1`
  const seen = [...new Set(looks.flatMap(({ kind, people }) => (kind === 'view' ? people : [])))]
  const [deeds, readers, people] = await Promise.all([
    deedsOn(sql, service, seen, { start, end }),
    readersOn(sql, service, day),
    sql<Referred[]>`select * from hub.people_to_compare(${seen}::uuid[], ${addHours(start, -LATELY_CLOSED_HOURS)})`,
  ])
  return { looks, deeds, readers, people }
}

/** Taking a record away, and opening or shutting the way to it, is no work for its person. */
const NO_WORK = ['record-printed', 'record-copied', ...restrictedEvents]

const deedsOn = (
  sql: Connection,
  service: ServiceId,
  seen: readonly ReferralId[],
  { start, end }: { readonly start: Instant; readonly end: Instant },
) =>
  sql<Deed[]>`
    select e.actor_id as "personId", e.referral_id as "referralId", e.at, case e.type when 'referral-received' then 'received' else 'worked' end as what
    from events e
    where e.service_id = ${service} and e.actor_id is not null and e.referral_id = any (${seen}::uuid[])
      and e.type <> all (${NO_WORK}::text[])
    union all
    select e.actor_id, e.referral_id, e.at, 'received' from events e
    where e.service_id = ${service} and e.type = 'referral-received' and e.at >= ${start} and e.at < ${end} and e.referral_id <> all (${seen}::uuid[])
    union all
    select a.person_id, a.referral_id, a.allocated_at, 'given' from allocations a
    where a.service_id = ${service} and a.referral_id = any (${seen}::uuid[])
    union all
    select a.person_id, a.referral_id, a.ended_at, 'taken-off' from allocations a
    where a.service_id = ${service} and a.referral_id = any (${seen}::uuid[]) and a.ended_how in ('taken-back', 'declined', 'undone')`

function readersOn(sql: Connection, service: ServiceId, day: LondonDay): Promise<readonly Reader[]> {
  return sql<Reader[]>`
    select p.id, p.name, p.phone, p.roles,
      array(select f.council_id from acting_for f where f.service_id = p.service_id and f.person_id = p.id) as "councilIds",
      coalesce((select jsonb_agg(jsonb_build_object(
          'start', to_char(s.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'end', to_char(s.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
        from shifts s where s.service_id = p.service_id and s.person_id = p.id and s.cancelled_at is null
          and s.day between ${addDays(day, -1)} and ${addDays(day, 1)}), '[]') as shifts
    from people p where p.service_id = ${service}`
}
