import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { board } from '#shared/allocations/contract.ts'
import { findReferrals, receiveReferral as receive, referralRecord } from '#shared/referrals/contract.ts'
import type { ShowsPerson } from '#shared/kernel/trace.ts'
import type { Board } from '#shared/allocations/contract.ts'
import type { ReferralRecord } from '#shared/referrals/contract.ts'
import { aCall, aReferral } from '#tests/builders/referrals.ts'
import type { Answer, Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
afterAll(() => hub.close())

const readsOf = (person: Person) =>
  hub.owner`
    select query, kind, shown, referral_ids, stub_ids, fields, filter, term, at, session_id, address, request_id
    from hub.reads where actor_id = ${person.id} order by id`

/** A read or a command that must not go through: nothing of anybody in its answer. */
const isWithheld = (answer: Answer, code: string): void => {
  expect({ status: answer.status, code: answer.body['code'] }).toEqual({ status: 503, code })
  expect(Object.keys(answer.body).toSorted()).toEqual(['code', 'message', 'requestId', 'retry'])
  expect(JSON.stringify(answer.body)).not.toContain('Whitlock')
}

describe('a read is kept', () => {
  it('with whom it showed, how much, which parts, when, from where and in which session', async () => {
    const referral = await aReferral(hub, jo)
    await jo.asks(referralRecord, { number: String(referral.number) })
    const [read] = (await readsOf(jo)).slice(-1)
    expect(read).toMatchObject({
      query: 'referrals.record',
      kind: 'view',
      shown: 'whole',
      referral_ids: [referral.referralId],
      stub_ids: [],
      fields: ['identity', 'contact', 'story', 'risk', 'legal', 'work'],
      term: null,
    })
    expect(read?.['address']).toMatch(/127\.0\.0\.1|::1/)
    expect(new Date(String(read?.['at'])).toISOString()).toBe(hub.now())
    const [session] = await hub.owner`select id from hub.sessions where person_id = ${jo.id}`
    expect(read?.['session_id']).toBe(session?.['id'])
  })

  it('with what was searched for, also when nothing was found, in a column that the server cannot read back', async () => {
    const asked = await jo.posts(`/api/${findReferrals.name}`, { text: 'Zebedee', show: 'closed' })
    expect(asked.body).toEqual([])
    const [read] = (await readsOf(jo)).slice(-1)
    expect(read).toMatchObject({ kind: 'search', term: 'Zebedee', filter: { show: 'closed' }, referral_ids: [] })
    const app = postgres(hub.appUrl, { max: 1, onnotice: () => undefined })
    await expect(app`select term from hub.reads`).rejects.toMatchObject({ code: '42501' })
    await app.end()
  })

  it('with the attempt, when it was refused, and the ids that were asked for', async () => {
    const referral = await aReferral(hub, jo)
    const key = randomUUID()
    expect((await ruth.gets(`/api/${referralRecord.name}?number=${referral.number}`)).status).toBe(403)
    expect((await ruth.posts('/api/referrals.receive', aCall(hub.now()), { 'idempotency-key': key })).status).toBe(403)
    const kept = await readsOf(ruth)
    expect(kept).toMatchObject([
      { query: 'referrals.record', kind: 'refused', filter: { number: String(referral.number) } },
      { query: 'referrals.receive', kind: 'refused', filter: {}, referral_ids: [] },
    ])
    expect(await hub.owner`select from hub.commands where id = ${key}`).toHaveLength(0)
  })

  it('by type: an answer that holds a name cannot say that it shows nobody', () => {
    const record: true extends ShowsPerson<ReferralRecord | null> ? 'somebody' : 'nobody' = 'somebody'
    const rows: true extends ShowsPerson<Board> ? 'somebody' : 'nobody' = 'somebody'
    const figures: true extends ShowsPerson<{ readonly owed: readonly { readonly name: string }[] }>
      ? 'somebody'
      : 'nobody' = 'nobody'
    expect([record, rows, figures]).toEqual(['somebody', 'somebody', 'nobody'])
  })
})

describe('when it cannot be kept', () => {
  /** Holds a table as long as `during` takes, as maintenance or a broken session might. */
  async function whileLocked(table: 'reads' | 'events', during: () => Promise<void>): Promise<void> {
    await hub.owner.begin(async (sql) => {
      await sql`lock table ${sql(`hub.${table}`)} in exclusive mode`
      await during()
    })
  }

  it('a locked record of reads or of events gives 503 and no data within the limits of a statement', async () => {
    const referral = await aReferral(hub, jo)
    // The lock is held until they have answered: that they answer at all is the limit at work.
    await whileLocked('reads', async () => {
      const [whole, rows, found] = await Promise.all([
        jo.gets(`/api/${referralRecord.name}?number=${referral.number}`),
        jo.gets(`/api/${board.name}`),
        jo.posts(`/api/${findReferrals.name}`, { text: 'Whitlock' }),
      ])
      for (const answer of [whole, rows, found]) isWithheld(answer, 'try-again')
    })
    const key = randomUUID()
    await whileLocked('events', async () => {
      isWithheld(await jo.posts('/api/referrals.receive', aCall(hub.now()), { 'idempotency-key': key }), 'try-again')
    })
    const again = await jo.posts('/api/referrals.receive', aCall(hub.now()), { 'idempotency-key': key })
    expect(again.status).toBe(200)
    expect((await jo.gets(`/api/${board.name}`)).status).toBe(200)
  })

  it.each([
    ['a grant that was taken away', 'revoke insert on hub.reads, hub.events from hub_app', 'grant insert'],
    [
      'tables that are not there',
      'alter table hub.reads rename to hidden_reads; alter table hub.events rename to hidden_events',
      'rename',
    ],
  ])('%s gives 503 and no data, and nothing is changed', async (_what, breaking, how) => {
    const referral = await aReferral(hub, jo)
    const columns = await hub.owner`
      select table_name as "table", string_agg(column_name, ', ') as columns from information_schema.column_privileges
      where grantee = 'hub_app' and table_name in ('reads', 'events') and privilege_type = 'INSERT' group by 1`
    await hub.owner.unsafe(breaking)
    isWithheld(await jo.gets(`/api/${board.name}`), 'not-recorded')
    isWithheld(await jo.tries(receive, aCall(hub.now())), 'not-recorded')
    if (how === 'rename')
      await hub.owner.unsafe(
        'alter table hub.hidden_reads rename to reads; alter table hub.hidden_events rename to events',
      )
    else
      for (const grant of columns)
        await hub.owner.unsafe(`grant insert (${String(grant['columns'])}) on hub.${String(grant['table'])} to hub_app`)
    expect((await jo.gets(`/api/${referralRecord.name}?number=${referral.number + 1}`)).status).toBe(404)
    expect((await jo.gets(`/api/${board.name}`)).status).toBe(200)
  })
})

describe('nobody can write it otherwise', () => {
  it('the server’s own login names neither who, when nor where, and changes nothing', async () => {
    const app = postgres(hub.appUrl, { max: 1, onnotice: () => undefined })
    const forged = [
      `insert into hub.reads (actor_id, query, referral_ids, request_id) values ('${ruth.id}', 'referrals.record', '{}', '')`,
      `insert into hub.reads (at, query, referral_ids) values (now() - interval '1 day', 'referrals.record', '{}')`,
      `insert into hub.events (service_id, seq, at, actor_id, command_id, ordinal, type, data) values ('${service.id}', 1, now(), '${ruth.id}', gen_random_uuid(), 0, 'x', '{}')`,
      `insert into hub.events (seq, command_id, ordinal, type, data, hash) values (1, gen_random_uuid(), 0, 'x', '{}', '')`,
      `insert into hub.seals select * from hub.seals`,
      ...['reads', 'events', 'seals'].flatMap((table) => [
        `update hub.${table} set service_id = service_id`,
        `delete from hub.${table}`,
        `truncate hub.${table}`,
      ]),
    ]
    for (const statement of forged)
      await expect(app.unsafe(statement), statement).rejects.toMatchObject({ code: '42501' })
    await app.end()
    for (const table of ['reads', 'events', 'seals'])
      await expect(hub.owner.unsafe(`truncate hub.${table}`)).rejects.toMatchObject({ code: '23001' })
    await expect(hub.owner`update hub.reads set query = ''`).rejects.toMatchObject({ code: '23001' })
    await expect(hub.owner`delete from hub.events`).rejects.toMatchObject({ code: '23001' })
  })
})
