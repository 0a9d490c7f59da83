import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allocateReferral, board, candidates } from '#shared/allocations/contract.ts'
import { nextBest } from '#shared/allocations/nextBestContract.ts'
import { arrange, referralRecord } from '#shared/referrals/contract.ts'
import { rotaWeek } from '#shared/rota/contract.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { openDatabase, type Database } from '#db/client.ts'
import { APP_ROLE, appUrlFor } from '#db/roles.ts'
import { createApp, type App } from '#server/app.ts'
import { timesOver, usualAllowances } from '#server/kernel/edge/allowances.ts'
import { openLog } from '#server/kernel/log.ts'
import { loadEngland } from '#tests/bench/england/loadEngland.ts'
import { BENCH_NOW } from '#tests/bench/seed.ts'
import { tokenOf } from '#tests/bench/seedStaff.ts'
import { cloneOf, TEMPLATE, type TestDatabase } from '#tests/harness/database.ts'
import { TEST_KEYS } from '#tests/harness/service.ts'

/**
 * Rows that each press and question of a desk makes PostgreSQL read, by its own count, on half a year of history and on a year and a
 * quarter: both longer than anything that is looked back on. Whatever read a growing table from end to end, or all that a service ever
 * did, would read more of the second.
 */
const [SHORT, LONG] = [0.1, 0.25]
const SERVICES = 2
/** Nine months more are thousands of rows; what the two draws differ by is not. */
const MORE_ROWS = 60
/** A balance of TOIL is the sum of a ledger, never stored, so the ledger of the service is read: once, whatever is asked. */
const READS_THE_LEDGER: ReadonlySet<string> = new Set([candidates.name, nextBest.name, allocateReferral.name])
const GROWING = [
  'allocations',
  'arrangements',
  'commands',
  'events',
  'outgoing_notices',
  'powers',
  'reads',
  'referrals',
  'shift_history',
  'shifts',
  'toil_claims',
  'toil_entries',
  'triage_decisions',
  'waits',
]

interface Desk {
  readonly personId: string
  readonly referralId: string
  readonly number: number
  readonly version: number
  readonly amhpId: string
}
type Asking = readonly [name: string, method: 'GET' | 'POST', input: (desk: Desk) => Readonly<Record<string, unknown>>]

const asked: readonly Asking[] = [
  [board.name, 'GET', () => ({})],
  [referralRecord.name, 'GET', ({ number }) => ({ number })],
  [candidates.name, 'GET', ({ referralId }) => ({ referralId })],
  [nextBest.name, 'GET', () => ({})],
  [rotaWeek.name, 'GET', () => ({ monday: '2026-11-09' })],
  [
    arrange.name,
    'POST',
    ({ referralId }) => ({ referralId, kind: 'ambulance', state: 'asked', note: '', seenVersion: 0 }),
  ],
  [
    allocateReferral.name,
    'POST',
    ({ referralId, amhpId, version }) => ({
      referralId,
      personId: amhpId,
      seenVersion: version,
      reason: 'They know the family.',
    }),
  ],
]

type Rows = ReadonlyMap<string, number>

interface Standing {
  readonly test: TestDatabase
  readonly owner: postgres.Sql
  readonly database: Database
  readonly app: App
  readonly origin: string
  readonly time: { now: Instant }
}

/** A hub over so much of England, whose plans do not depend on how small its tables are: where an index can serve, it does. */
async function stand(scale: number): Promise<Standing> {
  const test = await cloneOf(TEMPLATE)
  const owner = postgres(test.url, { max: 2, onnotice: () => undefined })
  await loadEngland(owner, { seed: 20_261_128, scale, services: SERVICES })
  const name = new URL(test.url).pathname.slice(1)
  for (const way of ['seqscan', 'hashjoin', 'mergejoin'])
    await owner.unsafe(`alter role ${APP_ROLE} in database ${name} set enable_${way} = off`)
  const database = openDatabase(appUrlFor(test.url), { connections: CONNECTIONS })
  const origins = new Set<string>()
  const time = { now: BENCH_NOW }
  const app = await createApp({
    database,
    clock: () => time.now,
    log: openLog('silent'),
    origins,
    secure: false,
    keys: TEST_KEYS,
    allowances: timesOver(usualAllowances, 1000),
  })
  await new Promise<void>((resolve) => app.http.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(app.http.address() as AddressInfo).port}`
  origins.add(origin)
  return { test, owner, database, app, origin, time }
}

/** Two, so that both can be told to say what they have counted. */
const CONNECTIONS = 2

async function desksOf({ owner }: Standing): Promise<readonly Desk[]> {
  return owner<Desk[]>`
    select s.person_id as "personId", r.id as "referralId", r.number, r.version, d.person_id as "amhpId"
    from hub.services v
    cross join lateral (select person_id from hub.sessions where service_id = v.id order by person_id limit 1) s
    cross join lateral (
      select id, number, version from hub.referrals where service_id = v.id and state = 'to-allocate' order by number limit 1) r
    cross join lateral (
      select person_id from hub.shifts where service_id = v.id and starts_at <= ${BENCH_NOW} and ends_at > ${BENCH_NOW}
      order by ends_at desc, person_id limit 1) d
    order by (select count(*) from hub.amhps a where a.service_id = v.id), v.id`
}

async function ask({ origin }: Standing, [name, method, input]: Asking, desk: Desk): Promise<void> {
  const given = input(desk)
  const query = new URLSearchParams(Object.entries(given).map(([key, value]) => [key, String(value)])).toString()
  const answer = await fetch(`${origin}/api/${name}${method === 'GET' ? `?${query}` : ''}`, {
    method,
    headers: {
      cookie: `hub=${tokenOf(desk.personId)}`,
      origin,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    ...(method === 'POST' && { body: JSON.stringify(given) }),
  })
  expect([name, answer.status, answer.status === 200 ? '' : await answer.text()]).toEqual([name, 200, ''])
}

/** Rows and entries of indexes that were read so far, table by table. */
async function readSoFar({ owner, database }: Standing): Promise<Rows> {
  const held = await Promise.all(Array.from({ length: CONNECTIONS }, () => database.reserve()))
  for (const sql of held) {
    await sql`select pg_stat_force_next_flush()`
    sql.release()
  }
  const rows = await owner<{ table: string; read: number }[]>`
    select t.relname as table, (t.seq_tup_read + coalesce(sum(i.idx_tup_read), 0))::float8 as read
    from pg_stat_user_tables t left join pg_stat_user_indexes i on i.relid = t.relid
    where t.schemaname = 'hub' and t.relname = any (${GROWING}) group by t.relname, t.seq_tup_read`
  return new Map(rows.map(({ table, read }) => [table, read]))
}

/** What the last desk, of the largest service, reads for each: the others have asked before, so that what is learned once is known. */
async function readBy(standing: Standing): Promise<ReadonlyMap<string, Rows>> {
  const desks = await desksOf(standing)
  const desk = desks.at(-1)
  if (!desk) throw new Error('there is no desk')
  for (const one of asked.filter(([, method]) => method === 'GET')) await ask(standing, one, desk)
  // What was kept for whoever asks next is kept no longer.
  standing.time.now = addMinutes(standing.time.now, 1)
  const found = new Map<string, Rows>()
  for (const one of asked) {
    const before = await readSoFar(standing)
    await ask(standing, one, desk)
    const after = await readSoFar(standing)
    found.set(one[0], new Map([...after].map(([table, count]) => [table, count - (before.get(table) ?? 0)])))
  }
  return found
}

const isOfLedger = (table: string, name: string): boolean => table === 'toil_entries' && READS_THE_LEDGER.has(name)

const hubs: Standing[] = []
beforeAll(async () => {
  hubs.push(await stand(SHORT), await stand(LONG))
})
afterAll(async () => {
  for (const { app, database, owner, test } of hubs) {
    await app.close()
    await database.end({ timeout: 2 })
    await owner.end({ timeout: 2 })
    await test.drop()
  }
})

it('reads no more for a press or a question of a desk when there is more history behind it', async () => {
  const [short, long] = hubs
  if (!short || !long) throw new Error('there are two')
  const [few, many] = [await readBy(short), await readBy(long)]
  const rows = asked.flatMap(([name]) =>
    GROWING.map((table) => ({
      name,
      table,
      short: few.get(name)?.get(table) ?? 0,
      long: many.get(name)?.get(table) ?? 0,
    })),
  )
  console.info(
    `rows read on half a year of history → on a year and a quarter:\n${rows
      .filter((one) => one.short + one.long > 0)
      .map((one) => `  ${one.name.padEnd(26)} ${one.table.padEnd(20)} ${one.short} → ${one.long}`)
      .join('\n')}`,
  )
  const ledger = new Set(rows.filter(({ table, name }) => isOfLedger(table, name)).map(({ long: read }) => read))
  expect(ledger.size).toBe(1)
  expect(rows.filter((one) => !isOfLedger(one.table, one.name) && one.long > one.short + MORE_ROWS)).toEqual([])
})
