import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawFrom } from '#db/seed/random.ts'
import { instant } from '#shared/time/instant.ts'
import { aShift } from '#tests/builders/allocations.ts'
import { AlarmNode } from '#tests/harness/alarmNode.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

/**
 * Servers are killed (kill -9) while missed check-ins climb their ladders by the real clock: each rung is reached, none twice, and whoever
 * is told is on duty. `WATCHES=600 KILLS=12` is the long form.
 */
const WATCHES = Number(process.env['WATCHES'] ?? 120)
const KILLS = Number(process.env['KILLS'] ?? 3)
const SEED = Number(process.env['SEED'] ?? 20261127)
const SPREAD_SECONDS = Math.round(2 + KILLS * 1.5)

let hub: TestHub
let service: TestService
beforeAll(async () => {
  hub = await TestHub.open({ at: instant(Date.now()) })
  service = await hub.service()
})
afterAll(() => hub.close())

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** As many AMHPs out, each of whose ladders has its 15, its 30 or its 60 minutes at a moment of its own within the next seconds. */
async function manyAreOut(first: number): Promise<void> {
  await hub.owner`
    with out as (
      insert into hub.people (service_id, id, name, phone, roles)
      select ${service.id}, gen_random_uuid(), 'AMHP ' || n, '', array['amhp'] from generate_series(1, ${WATCHES}) n returning id, name
    ), moments as (
      select id, (array['own-phone', 'buddy', 'desk'])[1 + n % 3] as rung, (array[15, 30, 60])[1 + n % 3] as minutes,
        ${instant(first)}::timestamptz + make_interval(secs => n * ${SPREAD_SECONDS}::float8 / ${WATCHES}) as due
      from (select id, split_part(name, ' ', 2)::int as n from out) numbered
    )
    insert into hub.watches (service_id, id, person_id, begun_at, back_by, seen_at, seen_recorded_at, rung, next_at)
    select ${service.id}, gen_random_uuid(), id, due - interval '3 hours', due - make_interval(mins => minutes), due - interval '3 hours',
      due - interval '3 hours', rung, due from moments`
}

it(`${WATCHES} missed check-ins climb while the server is killed ${KILLS} times: none missed, none twice, nobody off duty told`, async () => {
  const draw = drawFrom(SEED, 'watches')
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  await aShift(hub, service, jo, { role: 'practice-consultant' })
  const first = Date.now() + 3000
  await manyAreOut(first)
  const nodes = [new AlarmNode(hub.appUrl), new AlarmNode(hub.appUrl)]
  await Promise.any(nodes.map(({ ready }) => ready))
  for (let killed = 0; killed < KILLS; killed += 1) {
    const victim = killed % nodes.length
    await nodes[1 - victim]?.ready
    await pause(draw.whole(300, 1200))
    await nodes[victim]?.kill()
    nodes[victim] = new AlarmNode(hub.appUrl)
  }
  const left = async (): Promise<number> => {
    const [row] = await hub.owner<{ left: number }[]>`
      select count(*)::int as left from hub.watches where climbs = 0`
    return row?.left ?? 0
  }
  for (const until = first + SPREAD_SECONDS * 1000 + 60_000; (await left()) > 0 && Date.now() < until;) await pause(200)
  await Promise.all(nodes.map((node) => node.kill()))

  const [row] = await hub.owner<{ missed: number; events: number; twice: number; wrong: number; offDuty: number }[]>`
    with told as (select data->>'watchId' as id, data->>'rung' as rung, count(*) as times, min(data->>'toldId') as told
      from hub.events where type = 'watch-climbed' group by 1, 2)
    select (select count(*)::int from hub.watches where climbs <> 1) as missed, (select sum(times)::int from told) as events,
      (select count(*)::int from told where times > 1) as twice,
      (select count(*)::int from told t join hub.watches w on w.id::text = t.id where w.rung <> t.rung) as wrong,
      (select count(*)::int from told where told is distinct from ${jo.id}) as "offDuty"`
  console.info(
    `lone working: ${WATCHES} missed check-ins, ${KILLS} kills of the server: ${row?.missed} missed, ${row?.twice} twice, ` +
      `${row?.offDuty} told to somebody off duty (seed ${SEED})`,
  )
  expect(row).toEqual({ missed: 0, events: WATCHES, twice: 0, wrong: 0, offDuty: 0 })
}, 300_000)
