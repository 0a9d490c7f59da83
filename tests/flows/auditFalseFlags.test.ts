import { afterAll, beforeAll, expect, it } from 'vitest'
import { addHours } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { openDatabase } from '#db/client.ts'
import { loadDemo } from '#db/seed/loadDemo.ts'
import { makeDueSheets } from '#server/audit/makeSheets.ts'
import { cheaply } from '#tests/harness/demo.ts'
import { TestHub } from '#tests/harness/service.ts'

/**
 * How often the daily review sheet asks about ordinary work. Whoever is asked every day for nothing stops answering, so fewer than two
 * in a hundred days of somebody's work may be asked about. The work is the demo service's: four weeks of it, with the looks that it
 * takes. That snooping is still asked about is in `auditSheet.test.ts`, ten patterns of ten.
 */
const WEEKS = 4
const MOST_ASKED = 0.02
let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
  await loadDemo({
    url: hub.ownerUrl,
    now: hub.now(),
    weeks: 30,
    hashPassword: cheaply,
  })
  // The demo has some looks of its own, of which a few were no work on purpose.
  await hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`delete from hub.reads`
  })
})
afterAll(() => hub.close())

/** The looks of ordinary work, made from what the demo's people did: when each was on, what they took, triaged, gave, went out on. */
async function ordinaryLooks(): Promise<void> {
  const { owner } = hub
  const from = addHours(hub.now(), -24 * 7 * WEEKS)
  const look = (rows: ReturnType<typeof owner>, kind: 'view' | 'search') => owner`
    insert into hub.reads (service_id, at, actor_id, query, kind, shown, referral_ids, request_id)
    select service_id, at, actor_id, ${kind === 'view' ? 'referrals.record' : 'referrals.find'}, ${kind}, ${kind === 'view' ? 'whole' : 'row'}, people, ''
    from (${rows}) l where at >= ${from} and at < ${hub.now()}`
  // Whatever somebody does on a record, they read first, and look again afterwards.
  await look(
    owner`select service_id, at - interval '2 minutes' as at, actor_id, array[referral_id] as people from hub.events
      where actor_id is not null and referral_id is not null
      union all select service_id, at + interval '20 minutes', actor_id, array[referral_id] from hub.events
      where actor_id is not null and referral_id is not null`,
    'view',
  )
  // Whoever takes a call or triages it looks for earlier contact, and reads what they find.
  const received = owner`
    select e.service_id, e.at, e.actor_id, array(
      select o.id from hub.referrals o where o.service_id = r.service_id and o.id <> r.id and o.received_at < r.received_at
        and ((r.nhs_number <> '' and o.nhs_number = r.nhs_number) or (lower(o.last_name), lower(o.first_name), o.born_on) = (lower(r.last_name), lower(r.first_name), r.born_on))) as people
    from hub.events e join hub.referrals r on r.service_id = e.service_id and r.id = e.referral_id
    where e.type in ('referral-received', 'referral-triaged')`
  await look(owner`select service_id, at - interval '3 minutes' as at, actor_id, people from (${received}) x`, 'search')
  await look(
    owner`select service_id, at - interval '1 minute' as at, actor_id, array[one] as people from (${received}) x, unnest(people) one`,
    'view',
  )
  // At the beginning of a shift at the desk, the handover: everything that is open.
  await look(
    owner`select s.service_id, s.starts_at + row_number() over (partition by s.id order by r.received_at) * interval '90 seconds' as at,
        s.person_id as actor_id, array[r.id] as people
      from hub.shifts s join hub.referrals r on r.service_id = s.service_id and r.received_at < s.starts_at
        and (r.closed_at is null or r.closed_at > s.starts_at)
      where s.role = 'practice-consultant' and s.cancelled_at is null`,
    'view',
  )
  // An AMHP reads again on the way, at the door, and when they write it up the evening after.
  await look(
    owner`select a.service_id, t.at, a.person_id as actor_id, array[a.referral_id] as people from hub.allocations a,
      lateral unnest(array[a.allocated_at + interval '4 minutes', a.set_off_at, a.arrived_at + interval '30 minutes', a.finished_at + interval '20 hours']) as t(at)
      where t.at is not null and a.declined_at is null`,
    'view',
  )
  // The night team reads what runs out by morning; the lead reads five of last week's, each working day; the phone rings for news.
  await look(
    owner`select p.service_id, date_trunc('day', d) + interval '23 hours 40 minutes' + row_number() over (partition by p.id, d order by r.number) * interval '4 minutes' as at,
        p.id as actor_id, array[r.id] as people
      from hub.people p cross join generate_series(${from}::timestamptz, ${hub.now()}::timestamptz, interval '1 day') d
      join lateral (select r.id, r.number from hub.referrals r where r.service_id = p.service_id and r.received_at < d
        and (r.closed_at is null or r.closed_at > d) order by r.received_at desc limit 4) r on true
      where 'edt' = any (p.roles)`,
    'view',
  )
  await look(
    owner`select p.service_id, date_trunc('day', d) + interval '10 hours' + row_number() over (partition by p.id, d order by r.number) * interval '5 minutes' as at,
        p.id as actor_id, array[r.id] as people
      from hub.people p cross join generate_series(${from}::timestamptz, ${hub.now()}::timestamptz, interval '1 day') d
      join lateral (select r.id, r.number from hub.referrals r where r.service_id = p.service_id and r.closed_at between d - interval '7 days' and d
        order by r.number desc limit 5) r on true
      where 'amhp-lead' = any (p.roles) and extract(isodow from d) < 6`,
    'view',
  )
  await look(
    owner`select s.service_id, s.starts_at + turn * interval '2 hours' as at, s.person_id as actor_id, array(
        select r.id from hub.referrals r where r.service_id = s.service_id and r.received_at < s.starts_at order by r.received_at desc limit 2) as people
      from hub.shifts s, generate_series(1, 3) turn where s.role = 'practice-consultant' and s.cancelled_at is null`,
    'search',
  )
}

it('asks about fewer than two in a hundred days of ordinary work', async () => {
  await ordinaryLooks()
  const app = openDatabase(hub.appUrl, { connections: 2 })
  for (let week = WEEKS - 1; week >= 0; week -= 1) await makeDueSheets(app, addHours(hub.now(), -24 * 7 * week))
  await app.end()
  const [counted] = await hub.owner<{ days: number; looks: number; flagged: number; people: number }[]>`
    with days as (select distinct r.actor_id, (r.at at time zone 'Europe/London')::date as day from hub.reads r
      join hub.review_sheets s on s.service_id = r.service_id and s.day = (r.at at time zone 'Europe/London')::date)
    select (select count(*)::int from days) as days, (select count(distinct actor_id)::int from days) as people, (select count(*)::int from hub.reads) as looks,
      (select count(distinct (reader_id, day))::int from hub.review_lines) as flagged`
  const by = await hub.owner<{ suspicion: string; days: number }[]>`
    select suspicion, count(distinct (reader_id, day))::int as days from hub.review_lines group by 1 order by 2 desc`
  const { days = 0, looks = 0, flagged = 0, people = 0 } = counted ?? {}
  console.info(
    `review sheet: ${flagged} of ${days} days of ordinary work of ${people} people asked about (${((100 * flagged) / days).toFixed(2)} %), ${looks} looks in ${WEEKS} weeks: ` +
      by.map((one) => `${one.suspicion} ${one.days}`).join(', '),
  )
  expect(days).toBeGreaterThan(300)
  expect(flagged / days).toBeLessThan(MOST_ASKED)
})

it('asks about the one look among them that was none', async () => {
  const [curious] = await hub.owner<{ id: string }[]>`
    insert into hub.reads (service_id, at, actor_id, query, kind, shown, referral_ids, request_id)
    select p.service_id, ${addHours(hub.now(), 11)}, p.id, 'referrals.record', 'view', 'whole', array[(select r.id from hub.referrals r
      where r.service_id = p.service_id and r.closed_at < ${addHours(hub.now(), -24 * 100)} order by r.number limit 1)], ''
    from hub.people p where 'practice-consultant' = any (p.roles) order by p.name limit 1 returning actor_id as id`
  const app = openDatabase(hub.appUrl, { connections: 2 })
  await makeDueSheets(app, addHours(hub.now(), 48))
  await app.end()
  const asked = await hub.owner<{ suspicion: string; readerId: string }[]>`
    select suspicion, reader_id as "readerId" from hub.review_lines where day = ${londonDayOf(addHours(hub.now(), 11))} order by 1`
  expect(asked).toEqual([
    { suspicion: 'long-closed', readerId: curious?.id },
    { suspicion: 'out-of-hours', readerId: curious?.id },
  ])
})
