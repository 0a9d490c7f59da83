import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawFrom } from '#db/seed/random.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import { evidence } from '#tests/harness/evidence.ts'
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

interface Span {
  readonly from: number
  readonly to: number
}

/** Times in which at least one server was up, in order and apart. @param spans of each server */
function together(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && span.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    else joined.push(span)
  }
  return joined
}

/** How much of a time a server was up. */
const upDuring = (up: readonly Span[], { from, to }: Span): number =>
  up.reduce((sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0)

const seconds = (ms: number): string => (ms / 1000).toFixed(1)

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
  const all = [...nodes]
  await Promise.any(nodes.map(({ ready }) => ready))
  let busy = 0
  for (let killed = 0; killed < KILLS; killed += 1) {
    const victim = killed % nodes.length
    // As a rule another server is up; every fourth time none is.
    if (killed % 4 !== 3) await nodes[1 - victim]?.ready
    if (await inTheMiddle(draw.whole(400, 1300))) busy += 1
    await nodes[victim]?.kill()
    const next = new AlarmNode(hub.appUrl, FORM)
    all.push(next)
    nodes[victim] = next
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

  // While no server ran, nobody could raise anything: that time is told apart, and not as lateness.
  const up = together(all.flatMap(({ span }) => span ?? []))
  const raised = await hub.owner<{ due: number; raised: number }[]>`
    select (extract(epoch from d.due_at) * 1000)::float8 as due, (extract(epoch from a.raised_at) * 1000)::float8 as raised
    from hub.alarms a join hub.deadlines d on d.service_id = a.service_id and d.id = a.deadline_id
    where d.point = 'warning' and d.minutes_before = 240`
  const late = raised.map((one) => upDuring(up, { from: one.due, to: one.raised })).toSorted((x, y) => x - y)
  const whole = { from: first, to: Math.max(...raised.map((one) => one.raised)) }
  const nobody = whole.to - whole.from - upDuring(up, whole)
  const [row] = await hub.owner<{ events: number; twice: number }[]>`
    with told as (select data->>'deadlineId' as id, count(*) as times from hub.events where type = 'alarm-raised' and data->>'minutesBefore' = '240' group by 1)
    select coalesce(sum(times), 0)::int as events, count(*) filter (where times > 1)::int as twice from told`
  console.info(
    `alarms: ${DEADLINES} deadlines, ${KILLS} kills (${busy} in the middle of raising some): ${missed} missed, ${row?.twice} twice; ` +
      `while a server was up, worst ${seconds(late.at(-1) ?? 0)} s late, 99 in 100 within ${seconds(late[Math.floor(late.length * 0.99)] ?? 0)} s; ` +
      `no server ran for ${seconds(nobody)} of ${seconds(whole.to - whole.from)} s (seed ${SEED})`,
  )
  evidence('F19', {
    deadlines: DEADLINES,
    kills: KILLS,
    missed,
    twice: row?.twice ?? -1,
    worstSecondsLate: Number(seconds(late.at(-1) ?? 0)),
    seed: SEED,
  })
  expect([missed, raised.length, row?.events, row?.twice]).toEqual([0, DEADLINES, DEADLINES, 0])
}, 600_000)
