import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawFrom } from '#db/seed/random.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import { AlarmNode } from '#tests/harness/alarmNode.ts'
import { aReferral } from '#tests/builders/referrals.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

/**
 * Servers that raise alarms are killed (kill -9) while alarms fall due: none is missed and none comes twice. The short form runs with
 * every test; DEADLINES=2000 KILLS=40 is the long one, and SERVERS=whole kills whole
 * servers instead of only what raises the alarms.
 */
const DEADLINES = Number(process.env['DEADLINES'] ?? 400)
const KILLS = Number(process.env['KILLS'] ?? 6)
const FORM = process.env['SERVERS'] === 'whole' ? 'whole' : 'alarms'
const SEED = Number(process.env['SEED'] ?? 20261127)
/** How long alarms go on falling due: as long as the killing takes. */
const SPREAD_SECONDS = Math.round(3 + KILLS * 1.2)
const LEAD_SECONDS = 3 + DEADLINES / 400

let hub: TestHub
let service: TestService
beforeAll(async () => {
  hub = await TestHub.open({ at: instant(Date.now()) })
  service = await hub.service()
})
afterAll(() => hub.close())

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** As many referrals as deadlines, each with a power whose four-hour warning falls due at its own moment; the sweep makes the rows. */
async function fallsDue(first: number): Promise<void> {
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const { referralId } = await aReferral(hub, jo, { power: null, request: 'assessment', source: 'GP' })
  const sql = hub.owner
  await sql`
    insert into hub.referrals select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', 10000 + n, 'received_at', now() + interval '1 year'))).*
    from hub.referrals r, generate_series(1, ${DEADLINES}) n where r.id = ${referralId}`
  const start = addHours(instant(first), -20)
  await sql`
    insert into hub.powers (service_id, id, referral_id, kind, started_at, rule_id, recorded_at, recorded_by)
    select r.service_id, gen_random_uuid(), r.id, 's136',
      ${start}::timestamptz + make_interval(secs => (r.number - 10000) * ${SPREAD_SECONDS}::float8 / ${DEADLINES}), 's136-2017', now(), ${jo.id}
    from hub.referrals r where r.service_id = ${service.id} and r.number > 10000`
  const loop = new AlarmLoop(hub)
  const made = await loop.sweeps()
  await loop.close()
  expect(made).toBe(DEADLINES)
}

/** Waits until a server is in the middle of it: it has taken some and not raised them yet. Or for so long, whichever is first. */
async function inTheMiddle(most: number): Promise<boolean> {
  for (const until = Date.now() + most; Date.now() < until;) {
    const [row] = await hub.owner<{ busy: boolean }[]>`
      select exists (select from hub.deadlines where fired_at is null and lease_until > clock_timestamp()) as busy`
    if (row?.busy) return true
    await pause(3)
  }
  return false
}

it(`${DEADLINES} deadlines and ${KILLS} kills of the server: none missed, none twice`, async () => {
  const draw = drawFrom(SEED, 'kills')
  const first = Date.now() + LEAD_SECONDS * 1000
  await fallsDue(first)
  const nodes = [new AlarmNode(hub.appUrl, FORM), new AlarmNode(hub.appUrl, FORM)]
  await Promise.any(nodes.map(({ ready }) => ready))
  // Nobody can be late before the first server is up.
  const upAt = instant(Date.now())
  let busy = 0
  for (let killed = 0; killed < KILLS; killed += 1) {
    const victim = killed % nodes.length
    // As a rule another server is up; every fourth time none is.
    if (killed % 4 !== 3) await nodes[1 - victim]?.ready
    if (await inTheMiddle(draw.whole(400, 1300))) busy += 1
    await nodes[victim]?.kill()
    nodes[victim] = new AlarmNode(hub.appUrl, FORM)
  }
  const last = first + SPREAD_SECONDS * 1000
  const left = async (): Promise<number> => {
    const [row] = await hub.owner<{ left: number }[]>`
      select count(*)::int as left from hub.deadlines where point = 'warning' and minutes_before = 240 and fired_at is null and superseded_at is null`
    return row?.left ?? 0
  }
  for (const until = Math.max(Date.now(), last) + 20_000; (await left()) > 0 && Date.now() < until;) await pause(200)
  const missed = await left()
  await Promise.all(nodes.map((node) => node.kill()))

  const [row] = await hub.owner<{ raised: number; events: number; twice: number; worst: number; p99: number }[]>`
    with told as (select data->>'deadlineId' as id, count(*) as times from hub.events where type = 'alarm-raised' and data->>'minutesBefore' = '240' group by 1)
    select count(*)::int as raised, (select sum(times)::int from told) as events, (select count(*)::int from told where times > 1) as twice,
      max(extract(epoch from a.raised_at - greatest(d.due_at, ${upAt}::timestamptz)))::float8 as worst,
      percentile_cont(0.99) within group (order by extract(epoch from a.raised_at - greatest(d.due_at, ${upAt}::timestamptz)))::float8 as p99
    from hub.alarms a join hub.deadlines d on d.service_id = a.service_id and d.id = a.deadline_id
    where d.point = 'warning' and d.minutes_before = 240`
  console.info(
    `alarms: ${DEADLINES} deadlines, ${KILLS} kills (${busy} in the middle of raising some): ${missed} missed, ${row?.twice} twice, ` +
      `worst ${row?.worst.toFixed(1)} s late, 99 in 100 within ${row?.p99.toFixed(1)} s (seed ${SEED})`,
  )
  expect([missed, row?.raised, row?.events, row?.twice]).toEqual([0, DEADLINES, DEADLINES, 0])
}, 600_000)
