import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawFrom } from '#db/seed/random.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { newKey } from '#server/identity/keyRing.ts'
import { verifyPromises } from '#server/promises/verify.ts'
import { aReferral } from '#tests/builders/referrals.ts'
import { Balancer } from '#tests/harness/balancer.ts'
import { CountingScreen } from '#tests/harness/countingScreen.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import { judge } from '#tests/harness/historyModel.ts'
import { KeyedWriter } from '#tests/harness/keyedWriter.ts'
import { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

/**
 * Three servers on one database behind a balancer, by the real clock: while people write and alarms fall due one is killed (kill -9) and
 * another joins. NODE_KILLS=20 SCREENS=200 ALARMS=200 is the long form.
 */
const KILLS = many('NODE_KILLS', 1)
const SCREENS = many('SCREENS', 9)
const ALARMS = many('ALARMS', 8)
const SEED = many('SEED', 20261128)
/** Every screen must be right so soon after the last press. */
const RIGHT_MS = 10_000
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CHILD = fileURLToPath(new URL('../harness/nodeChild.ts', import.meta.url))
const KEYS = newKey('k1')

let hub: TestHub
let service: TestService
let ruth: Person
let door: Balancer
beforeAll(async () => {
  hub = await TestHub.open({ at: instant(Date.now()) })
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager', 'admin'] })
  door = await Balancer.before([])
})
const running = new Set<ChildProcess>()
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await door?.close()
  await hub?.close()
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface Node {
  readonly child: ChildProcess
  readonly port: number
}

async function startNode(): Promise<Node> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, hub.appUrl, 'now', door.address, KEYS], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  const [address] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { child, port: Number(new URL(address).port) }
}

async function end({ child }: Node, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const closed = once(child, 'close')
  child.kill(signal)
  await closed
}

/** Powers whose four-hour warning falls due one after the other over some seconds. */
async function fallDue(overSeconds: number): Promise<void> {
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const now = hub.clockIs(instant(Date.now()))
  const firstMs = Date.parse(addHours(now, -20)) + 2000
  for (let made = 0; made < ALARMS; made += 1) {
    const startedAt = instant(firstMs + Math.round((made * overSeconds * 1000) / ALARMS))
    await aReferral(hub, jo, { power: { kind: 's136', startedAt, startSource: 'PC 2208 Ilyas' } })
  }
}

const namesNow = async (): Promise<readonly string[]> =>
  (await hub.owner<{ name: string }[]>`select name from hub.shift_templates where service_id = ${service.id}`).map(
    ({ name }) => name,
  )

const alarmsNow = async () => {
  const [row] = await hub.owner<{ due: number; missed: number; raised: number; twice: number }[]>`
    with told as (select data->>'deadlineId' as id, count(*) as times from hub.events where type = 'alarm-raised' group by 1)
    select (select count(*)::int from hub.deadlines where superseded_at is null and not overtaken and due_at <= now()) as due,
      (select count(*)::int from hub.deadlines where superseded_at is null and fired_at is null and due_at <= now()) as missed,
      (select count(*)::int from told) as raised, (select count(*)::int from told where times > 1) as twice`
  return row ?? { due: -1, missed: -1, raised: -1, twice: -1 }
}

it(
  `three servers, ${KILLS} killed and as many added under load: all is kept once, every screen is right, each alarm comes once`,
  { timeout: 120_000 + KILLS * 30_000 },
  async () => {
    const draw = drawFrom(SEED, 'three nodes')
    const nodes = await Promise.all([startNode(), startNode(), startNode()])
    const spread = (): void => door.spreadOver(nodes.map(({ port }) => port))
    spread()
    await fallDue(3 + KILLS * 3)
    const there = (): Person => new Person(door.address, ruth.id, ruth.name, ruth.email).withCookie(ruth.cookie)
    // A person may have so many screens; the cookie of one is enough for all that watch here.
    const screens = Array.from({ length: SCREENS }, () => new CountingScreen(there(), londonDayOf(hub.now())))
    const writers = Array.from({ length: 4 }, (_, who) => new KeyedWriter(`Node ${who}`, there))
    let over = false
    const working = Promise.all(writers.map((writer) => writer.writes(() => over, 60)))
    await expect.poll(() => screens.filter(({ isOpen }) => isOpen).length).toBe(SCREENS)
    for (let killed = 0; killed < KILLS; killed += 1) {
      await pause(draw.whole(300, 900))
      const [victim] = nodes.splice(draw.whole(0, nodes.length - 1), 1)
      if (victim) await end(victim, 'SIGKILL')
      // The balancer finds out by itself that nobody is there; then another joins.
      nodes.push(await startNode())
      spread()
      await pause(500)
    }
    over = true
    await working
    const quietMs = performance.now()
    const found = await namesNow()
    const isRight = ({ shown }: CountingScreen): boolean =>
      shown.size === found.length && found.every((name) => shown.has(name))
    while (!screens.every(isRight) && performance.now() - quietMs < RIGHT_MS) await pause(20)
    const [wrong, rightAfterMs] = [screens.filter((one) => !isRight(one)).length, performance.now() - quietMs]
    // On a fast machine the last of them are not even due yet when the screens are right.
    const allRaised = async (): Promise<readonly unknown[]> => {
      const { missed, raised } = await alarmsNow()
      return [missed, raised >= ALARMS]
    }
    await expect.poll(allRaised).toEqual([0, true])
    const alarms = await alarmsNow()
    for (const screen of screens) screen.close()
    await Promise.all(nodes.map((node) => end(node, 'SIGTERM')))

    const { acknowledged, lost, doubled, invented, contradicted } = judge(
      writers.flatMap(({ history }) => history),
      found,
    )
    const faults = writers.reduce((sum, writer) => sum + writer.faults, 0)
    const broken: string[] = []
    await verifyPromises(hub.ownerUrl, (line) => line.startsWith('BROKEN') && broken.push(line), instant(Date.now()))
    evidence('F6-nodes', {
      nodes: 3,
      killed: KILLS,
      added: KILLS,
      acknowledged,
      lost: lost.length,
      doubled: doubled.length,
      screens: SCREENS,
      'lines lost': screens.reduce((sum, screen) => sum + screen.lost, 0),
      'answers asked': screens.reduce((sum, screen) => sum + screen.asked, 0),
      'screens wrong': wrong,
      'all right after ms': Math.round(rightAfterMs),
      'alarms due': alarms.due,
      'alarms twice': alarms.twice,
      seed: SEED,
    })
    expect({ lost, doubled, invented, contradicted, faults, wrong, broken }).toEqual({
      lost: [],
      doubled: [],
      invented: [],
      contradicted: [],
      faults: 0,
      wrong: 0,
      broken: [],
    })
    expect([alarms.missed, alarms.twice, alarms.raised >= ALARMS]).toEqual([0, 0, true])
    expect(acknowledged).toBeGreaterThan(KILLS)
  },
)
