import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { board } from '#shared/allocations/contract.ts'
import { verifyAudit } from '#shared/audit/contract.ts'
import { referralRecord } from '#shared/referrals/contract.ts'
import { openDatabase, type Database } from '#db/client.ts'
import { openLog } from '#server/kernel/log.ts'
import { readAnchors, sealOnce } from '#server/kernel/sealing.ts'
import { aReferral } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { sealable } from '#tests/harness/seals.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person
let lead: Person
let app: Database
beforeAll(async () => {
  hub = await TestHub.open()
  app = openDatabase(hub.appUrl, { connections: 2 })
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  lead = await service.has({ name: 'Ines Duarte', roles: ['amhp-lead'] })
  for (let count = 0; count < 3; count++) {
    const { number } = await aReferral(hub, jo)
    await jo.asks(referralRecord, { number: String(number) })
    await jo.asks(board, {})
    await seal()
  }
})
afterAll(async () => {
  await app.end()
  await hub.close()
})

const sealWhatMayBe = () => app`select * from hub.seal_reads(${hub.now()})`
async function seal(): Promise<void> {
  await sealable(hub.owner)
  await sealWhatMayBe()
}
const verified = (from: { events?: number; seals?: number } = {}) =>
  lead.asks(verifyAudit, { eventsAfter: String(from.events ?? 0), sealsAfter: String(from.seals ?? 0) })

/** What somebody with the keys to everything could do: past triggers, in one transaction that is taken back afterwards. */
async function whileTampered(
  tamper: (sql: postgres.TransactionSql) => Promise<unknown>,
  look: (sql: postgres.TransactionSql) => Promise<void>,
): Promise<void> {
  const undone = new Error('taken back')
  const done = hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`select set_config('app.service_id', ${service.id}, true)`
    await tamper(sql)
    await look(sql)
    throw undone
  })
  await expect(done).rejects.toBe(undone)
}

const firstWrong = async (sql: postgres.TransactionSql) => {
  const [events] = await sql`select what, "rowId"::int as row from hub.check_events(0, 10000)`
  const [seals] = await sql`select what, "rowId"::int as row from hub.check_seals(0, 10000)`
  const [rest] = await sql`select "slippedIn"::int as row from hub.unsealed_reads()`
  return {
    events: events?.['what'] === null ? null : events,
    seals: seals?.['what'] === null ? null : seals,
    slippedIn: rest?.['row'] ?? null,
  }
}

describe('the chain', () => {
  it('holds, and says how much it covers', async () => {
    const [counts] = await hub.owner`
      select (select count(*)::int from hub.events where service_id = ${service.id}) as events,
        (select count(*)::int from hub.reads where service_id = ${service.id}) as reads, (select count(*)::int from hub.seals) as seals`
    expect(await verified()).toMatchObject({
      eventsTo: counts?.['events'],
      sealsTo: counts?.['seals'],
      readsSeen: counts?.['reads'],
      waiting: 0,
      done: true,
      wrong: null,
    })
    expect(counts).toMatchObject({ events: 6, reads: 6, seals: 3 })
  })

  const someRead = (place: number) =>
    hub.owner`select id from hub.reads where service_id = ${service.id} order by id offset ${place} limit 1`.then(
      ([row]) => Number(row?.['id']),
    )

  it('names an event that was changed, deleted, put in another order, or cut off at the end', async () => {
    const cases: [string, (sql: postgres.TransactionSql) => Promise<unknown>, unknown][] = [
      [
        'one byte',
        (sql) => sql`update hub.events set type = 'referral-receivee' where seq = 2`,
        { what: 'event-changed', row: 2 },
      ],
      [
        'a moment',
        (sql) => sql`update hub.events set at = at + interval '1 microsecond' where seq = 1`,
        { what: 'event-changed', row: 1 },
      ],
      ['a row', (sql) => sql`delete from hub.events where seq = 2`, { what: 'event-missing', row: 2 }],
      ['the last row', (sql) => sql`delete from hub.events where seq = 6`, { what: 'event-missing', row: 6 }],
      [
        'the order',
        (sql) =>
          sql`update hub.events set seq = case seq when 2 then 103 else 102 end where seq in (2, 3)`.then(
            () => sql`update hub.events set seq = seq - 100 where seq > 100`,
          ),
        { what: 'event-changed', row: 2 },
      ],
    ]
    for (const [what, tamper, wrong] of cases)
      await whileTampered(tamper, async (sql) => expect((await firstWrong(sql)).events, what).toEqual(wrong))
  })

  it('sees the end of the events cut off together with the number that counts them', async () => {
    await whileTampered(
      async (sql) => {
        await sql`delete from hub.events where seq = 6`
        await sql`update hub.service_counters set last_seq = 5 where service_id = ${service.id}`
      },
      async (sql) =>
        expect(await firstWrong(sql)).toMatchObject({ events: null, seals: { what: 'event-changed', row: 6 } }),
    )
  })

  it('names a read that was changed, deleted, exchanged or slipped in, and a seal that was', async () => {
    const [third, fourth] = [await someRead(2), await someRead(3)]
    const cases: [string, (sql: postgres.TransactionSql) => Promise<unknown>, unknown][] = [
      [
        'whom it showed',
        (sql) => sql`update hub.reads set referral_ids = '{}' where id = ${third}`,
        { what: 'read-changed', row: third },
      ],
      [
        'who it was',
        (sql) => sql`update hub.reads set actor_id = ${lead.id} where id = ${fourth}`,
        { what: 'read-changed', row: fourth },
      ],
      ['a row', (sql) => sql`delete from hub.reads where id = ${third}`, { what: 'read-missing', row: third }],
      [
        'two rows',
        (sql) =>
          sql`update hub.reads a set query = b.query from hub.reads b where a.id in (${third}, ${fourth}) and b.id in (${third}, ${fourth}) and a.id <> b.id`,
        { what: 'read-changed', row: third },
      ],
      [
        'a seal',
        (sql) => sql`update hub.seals set read_ids = array_remove(read_ids, ${third}) where number = 2`,
        { what: 'seal-changed', row: 2 },
      ],
      ['a seal gone', (sql) => sql`delete from hub.seals where number = 1`, { what: 'seal-missing', row: 1 }],
    ]
    for (const [what, tamper, wrong] of cases)
      await whileTampered(tamper, async (sql) => expect((await firstWrong(sql)).seals, what).toEqual(wrong))
    await whileTampered(
      (sql) => sql`
        insert into hub.reads (service_id, at, actor_id, query, referral_ids, request_id, tx)
        select service_id, at, ${lead.id}, query, referral_ids, request_id, tx from hub.reads where id = ${third}`,
      async (sql) => expect((await firstWrong(sql)).slippedIn).toBeGreaterThan(fourth),
    )
  })
})

describe('sealing', () => {
  it('leaves out what is still being written, and takes it the next time', async () => {
    await seal()
    await hub.owner.begin(async (sql) => {
      await sql`insert into hub.reads (service_id, actor_id, query, referral_ids, request_id) values (${service.id}, ${jo.id}, 'slow', '{}', '')`
      await jo.asks(board, {})
      await sealWhatMayBe()
      expect(await verified()).toMatchObject({ wrong: null, waiting: 1 })
    })
    await seal()
    expect(await verified()).toMatchObject({ wrong: null, waiting: 0 })
  })

  it('goes on after a restore into another cluster, which counts its transactions anew', async () => {
    await jo.asks(board, {})
    await whileTampered(
      async (sql) => {
        await sql`update hub.reads set tx = ((tx::text::numeric + 1000000000)::text)::xid8`
        await sql`delete from hub.seals`
        await sql`insert into hub.seals select ${service.id}, 1, now(), '999999999'::xid8, '{}', '', 0, 0, '', ''`
        await sql`update hub.seals s set hash = hub.seal_hash(hub.chain_begins(${service.id}), s)`
      },
      async (sql) => {
        const [made] = await sql`select rows from hub.seal_reads(now())`
        const [all] = await sql`select count(*)::int as rows from hub.reads where service_id = ${service.id}`
        expect(made).toEqual(all)
        expect((await firstWrong(sql)).seals).toBeNull()
      },
    )
  })

  it('writes the heads of the chains to a file outside the database, once a day', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'duty-hub-anchors-'))
    const anchors = join(folder, 'deep', 'anchors.jsonl')
    const anchored = new Set<string>()
    const deps = { database: app, clock: hub.now, log: openLog('silent'), anchors }
    for (const hours of [0, 1, 24]) {
      hub.clockMovesOn({ hours })
      await jo.signsIn('correct horse battery staple')
      await jo.asks(board, {})
      await sealable(hub.owner)
      await sealOnce(deps, anchored)
    }
    const written = await readAnchors(anchors)
    expect(written.map(({ day }) => day)).toEqual(['2026-11-12', '2026-11-13'])
    const [last] =
      await hub.owner`select number::int as seal, encode(hash, 'hex') as "sealHash" from hub.seals where service_id = ${service.id} order by number desc limit 1`
    expect(written.at(-1)).toMatchObject(last ?? {})
    await appendFile(anchors, '')
    expect((await readFile(anchors, 'utf8')).trim().split('\n')).toHaveLength(2)
    await rm(folder, { recursive: true })
  })
})
