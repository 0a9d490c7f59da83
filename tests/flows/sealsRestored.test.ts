import { afterAll, beforeAll, expect, it } from 'vitest'
import { board } from '#shared/allocations/contract.ts'
import { aReferral } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { sealable } from '#tests/harness/seals.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

/**
 * `pg_restore` into another PostgreSQL: reads keep the numbers of the transactions that wrote them there, the count here is another, and in
 * time it comes to those numbers. Here the numbers are moved ahead of the count, which then catches up with them.
 */
let hub: TestHub
let service: TestService
let jo: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  await aReferral(hub, jo)
})
afterAll(() => hub.close())

const seal = () => hub.owner`select * from hub.seal_reads(${hub.now()})`
const standing = () =>
  hub.owner.begin(async (sql) => {
    await sql`select set_config('app.service_id', ${service.id}, true)`
    const [rest] = await sql`select "slippedIn"::int as "slippedIn", waiting::int as waiting from hub.unsealed_reads()`
    const [chain] = await sql`select what from hub.check_seals(0, 10000)`
    return { ...rest, wrong: chain?.['what'] as string | null }
  })
const counts = async () => {
  const [row] = await hub.owner<{ reads: number; sealed: number; distinct: number }[]>`
    select (select count(*)::int from hub.reads) as reads, count(*)::int as sealed, count(distinct id)::int as distinct
    from hub.seals s cross join unnest(s.read_ids) id`
  return row
}

/** As `pg_restore` lays rows down: written by one transaction here, under the numbers of another server, with one read not sealed yet. */
const restored = () =>
  hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`
      update hub.reads set tx = ((pg_snapshot_xmax(pg_current_snapshot())::text::numeric + 100 + id)::text)::xid8`
    await sql`delete from hub.seals`
    await sql`
      insert into hub.seals (service_id, number, sealed_at, upto_tx, read_ids, read_hashes, rows, events_seq, events_hash, hash, cluster)
      select ${service.id}, 1, ${hub.now()}, (select tx from hub.reads order by id desc limit 1), array_agg(r.id order by r.id),
        string_agg(r.hash, ''::bytea order by r.id), count(*), 0, '', '', 1
      from hub.read_hashes r where r.id < (select max(id) from hub.reads)`
    await sql`update hub.seals s set hash = hub.seal_hash(hub.chain_begins(${service.id}), s)`
  })

it('seals every read once, and finds what slips in, through a restore into another PostgreSQL', async () => {
  for (let turn = 0; turn < 4; turn += 1) await jo.asks(board, {})
  await restored()
  await jo.asks(board, {})
  // What was read here since has a lower number than the last seal reached: it waits, and nobody slipped it in.
  expect(await standing()).toEqual({ slippedIn: null, waiting: 2, wrong: null })
  await seal()
  expect(await standing()).toEqual({ slippedIn: null, waiting: 0, wrong: null })

  await jo.asks(board, {})
  for (let burnt = 0; burnt < 150; burnt += 1) await hub.owner`select pg_current_xact_id()`
  await sealable(hub.owner)
  await seal()
  const { reads, sealed, distinct } = (await counts()) ?? { reads: 0, sealed: -1, distinct: -1 }
  expect({ sealed, distinct }).toEqual({ sealed: reads, distinct: reads })

  await hub.owner`
    insert into hub.reads (service_id, at, actor_id, query, referral_ids, request_id, tx)
    select service_id, at, actor_id, query, referral_ids, request_id, tx from hub.reads order by id limit 1`
  const [last] = await hub.owner<{ id: number }[]>`select max(id)::int as id from hub.reads`
  expect(await standing()).toEqual({ slippedIn: last?.id, waiting: 0, wrong: null })
})

it('finds what had slipped in before the restore', async () => {
  await hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`delete from hub.reads where id = (select max(id) from hub.reads)`
  })
  await restored()
  await hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`
      insert into hub.reads (service_id, at, actor_id, query, referral_ids, request_id, tx)
      select service_id, at, actor_id, query, referral_ids, request_id, tx from hub.reads order by id limit 1`
  })
  const [last] = await hub.owner<{ id: number }[]>`select max(id)::int as id from hub.reads`
  expect(await standing()).toMatchObject({ slippedIn: last?.id, waiting: 2 })
})
