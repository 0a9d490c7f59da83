import { randomUUID } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addShiftTemplate } from '#shared/rota/contract.ts'
import { openDatabase } from '#db/client.ts'
import { appUrlFor } from '#db/roles.ts'
import { watchPromises } from '#server/promises/loop.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import { judge, type Attempt } from '#tests/harness/historyModel.ts'
import { logInto } from '#tests/harness/logged.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

/**
 * A server that is asked to stop lets nobody new in, answers what is under way, and ends; what people send meanwhile goes to another.
 * STOPS=100 is the long form.
 */
const STOPS = many('STOPS', 1)
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CHILD = fileURLToPath(new URL('../harness/nodeChild.ts', import.meta.url))

let hub: TestHub
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
  ruth = await (await hub.service()).has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
const running = new Set<ChildProcess>()
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await hub.close()
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const template = (name: string) =>
  ({ name, startsAt: '15:00', endsAt: '23:00', role: 'duty', breakMinutes: 30 }) as const

/** One request over a connection that is kept, whole or not at all. */
const asksOver = (agent: Agent, url: string): Promise<{ status: number; body: string; connection: string }> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (part: string) => (body += part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, connection: response.headers.connection ?? '' }),
      )
    }).on('error', reject)
  })

it('answers what is under way before it stops, and says meanwhile that it takes nothing more', async () => {
  const stopping = await TestHub.open()
  const service = await stopping.service()
  const kim = await service.has({ name: 'Kim Vale', roles: ['manager'] })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ready = `${stopping.address}/health/ready`
  expect(JSON.parse((await asksOver(agent, ready)).body)).toEqual({
    ok: true,
    draining: false,
    database: 'ok',
    schema: 'ok',
  })
  expect((await fetch(`${stopping.address}/health/live`)).status).toBe(200)
  const screen = await kim.opensScreen()
  const isGone = new Promise((resolve) => screen.socket.once('disconnect', resolve))
  let closing: Promise<void> | undefined
  let waiting: Promise<{ status: number }> | undefined
  await stopping.owner.begin(async (sql) => {
    // The command waits for the number of its event.
    await sql`select from hub.service_counters where service_id = ${service.id} for update`
    waiting = kim.tries(addShiftTemplate, template('Under way'))
    await expect.poll(() => waitingFor(sql)).toBe(1)
    closing = stopping.close(700)
    await isGone
    const refused = await asksOver(agent, ready)
    expect([refused.status, refused.connection]).toEqual([503, 'close'])
    expect(JSON.parse(refused.body)).toMatchObject({ ok: false, draining: true })
    await expect(asksOver(new Agent(), ready)).rejects.toThrow('ECONNREFUSED')
  })
  screen.close()
  expect((await waiting)?.status).toBe(200)
  await closing
})

const waitingFor = async (sql: postgres.TransactionSql): Promise<number> => {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return row?.count ?? 0
}

it('is not ready on a database that lacks what this version works with', async () => {
  await hub.owner`insert into hub_migrations.__drizzle_migrations (hash, created_at) values ('of a later version', 9000000000000)`
  expect((await fetch(`${hub.address}/health/ready`)).status).toBe(200)
  await hub.owner`delete from hub_migrations.__drizzle_migrations where created_at = 9000000000000`
  const [last] = await hub.owner<{ id: number; hash: string; createdAt: string }[]>`
    delete from hub_migrations.__drizzle_migrations where created_at =
      (select max(created_at) from hub_migrations.__drizzle_migrations) returning id, hash, created_at as "createdAt"`
  const old = await fetch(`${hub.address}/health/ready`)
  expect([old.status, await old.json()]).toEqual([503, { ok: false, draining: false, database: 'ok', schema: 'old' }])
  await hub.owner`insert into hub_migrations.__drizzle_migrations ${hub.owner({ id: last?.id, hash: last?.hash, created_at: last?.createdAt })}`
})

it('gives up a look for broken promises that would take minutes, and says when none ever succeeds', async () => {
  const lines: string[] = []
  const other = await TestHub.open()
  await other.service()
  await other.owner.unsafe(`create or replace function hub.broken_promises(since timestamptz, at timestamptz)
    returns table (promise text, about text) language sql stable security definer set search_path = hub, pg_temp
    as $$ select pg_sleep(600)::text, '' $$`)
  const database = openDatabase(appUrlFor(other.ownerUrl), { connections: 2 })
  const deps = { database, clock: other.now, log: logInto(lines) }
  const watch = watchPromises(deps, { firstMs: 0, everyMs: 60_000 })
  const looking = () => other.owner`select from pg_stat_activity where wait_event = 'PgSleep'`
  await expect.poll(async () => (await looking()).length).toBe(1)
  await watch.stop()
  expect([(await looking()).length, lines]).toEqual([0, []])
  await database.end({ timeout: 1 })

  const nowhere = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none', { connections: 1 })
  const blind = watchPromises({ ...deps, database: nowhere }, { firstMs: 0, everyMs: 150 })
  expect(blind.health()).toMatchObject({ ok: true, lookedSecondsAgo: null })
  await expect.poll(() => blind.health().ok).toBe(false)
  await blind.stop()
  await nowhere.end({ timeout: 1 })
  await other.close()
})

interface Node {
  readonly child: ChildProcess
  readonly address: string
  /** How many requests it had taken and did not answer, once it has ended. */
  readonly cut: () => number
}

async function startNode(): Promise<Node> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, hub.appUrl, hub.now()], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  const lines = createInterface({ input: child.stdout })
  const [address] = (await once(lines, 'line')) as [string]
  let cut = Number.NaN
  lines.on('line', (line) => (cut = Number(line.replace('cut ', ''))))
  return { child, address, cut: () => cut }
}

/** Whether the door was shut already, or was shut just as somebody knocked: the node knows whether it had let them in. */
function howItFailed(error: unknown): 'turned away' | 'shut out' {
  const cause: unknown = error instanceof Error ? error.cause : null
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  return code === 'ECONNREFUSED' ? 'turned away' : 'shut out'
}

/** Eight people who press on without a pause, each thing under one key until it is known. */
class Load {
  readonly history: Attempt[] = []
  readonly counts = { 'turned away': 0, 'shut out': 0, '5xx': 0 }
  over = false
  readonly #at: () => string

  constructor(at: () => string) {
    this.#at = at
  }

  async writes(who: number): Promise<void> {
    for (let turn = 0; !this.over; turn += 1) {
      const [name, key] = [`Stop ${who} ${turn}`, randomUUID()]
      while ((await this.#sends(name, key)) === 'nothing');
    }
  }

  async #sends(name: string, key: string): Promise<Attempt['heard']> {
    const at = this.#at()
    const headers = { origin: at, cookie: ruth.cookie, 'content-type': 'application/json', 'idempotency-key': key }
    let heard: Attempt['heard'] = 'nothing'
    let answer = ''
    try {
      const body = JSON.stringify(template(name))
      const response = await fetch(`${at}/api/${addShiftTemplate.name}`, { method: 'POST', headers, body })
      const text = await response.text()
      if (response.status >= 500) this.counts['5xx'] += 1
      if (response.status === 200) {
        heard = 'done'
        answer = JSON.stringify((JSON.parse(text) as { value: unknown }).value)
      } else if (response.status < 500 && response.status !== 409) heard = 'refused'
    } catch (error) {
      this.counts[howItFailed(error)] += 1
      await pause(20)
    }
    this.history.push({ key: name, heard, ...(heard === 'done' && { answer }) })
    return heard
  }
}

it(
  `F28: ${STOPS} stops under load: nothing acknowledged is lost, no request is cut`,
  { timeout: 60_000 + STOPS * 30_000 },
  async () => {
    let [node, next] = await Promise.all([startNode(), startNode()])
    const load = new Load(() => node.address)
    const working = Promise.all(Array.from({ length: 8 }, (_, who) => load.writes(who)))
    const done = (): number => load.history.filter(({ heard }) => heard === 'done').length
    const ends: (number | null)[] = []
    let cut = 0
    for (let stopped = 0; stopped < STOPS; stopped += 1) {
      const enough = done() + 40
      while (done() < enough) await pause(10)
      const leaving = node
      const closed = once(leaving.child, 'close')
      leaving.child.kill('SIGTERM')
      // Until a screen has been turned away it knows of nothing and presses on.
      const before = load.counts['turned away']
      while (load.counts['turned away'] === before && leaving.child.exitCode === null) await pause(2)
      node = next
      const [code] = (await closed) as [number | null]
      ends.push(code)
      cut += leaving.cut()
      if (stopped + 1 < STOPS) next = await startNode()
    }
    const enough = done() + 40
    while (done() < enough) await pause(10)
    load.over = true
    await working
    node.child.kill('SIGTERM')
    await once(node.child, 'close')
    const names = await hub.owner<{ name: string }[]>`select name from hub.shift_templates where name like 'Stop %'`
    const verdict = judge(
      load.history,
      names.map(({ name }) => name),
    )
    const { acknowledged, lost, doubled, invented, contradicted } = verdict
    evidence('F28', {
      stops: STOPS,
      acknowledged,
      lost: lost.length,
      doubled: doubled.length,
      'turned away': load.counts['turned away'],
      'shut out as they knocked': load.counts['shut out'],
      cut,
      '5xx': load.counts['5xx'],
    })
    expect({ lost, doubled, invented, contradicted, cut, '5xx': load.counts['5xx'] }).toEqual({
      lost: [],
      doubled: [],
      invented: [],
      contradicted: [],
      cut: 0,
      '5xx': 0,
    })
    // A door that shuts just as somebody knocks costs each of the eight one try, and the next is turned away by it.
    expect(load.counts['shut out']).toBeLessThanOrEqual(8 * STOPS)
    expect(ends).toEqual(ends.map(() => 0))
  },
)
