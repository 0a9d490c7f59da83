import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { board } from '#shared/allocations/contract.ts'
import { activityOf, auditedPeople, breachPack, recordPrinted, whoLooked } from '#shared/audit/contract.ts'
import { findReferrals, referralRecord } from '#shared/referrals/contract.ts'
import { openWithReason, restrictRecord } from '#shared/restricted/contract.ts'
import { addHours } from '#shared/time/instant.ts'
import { drawFrom } from '#db/seed/random.ts'
import { aReferral, type Saved } from '#tests/builders/referrals.ts'
import { aReason, aRestriction } from '#tests/builders/restricted.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, TEST_PASSWORD, type TestService } from '#tests/harness/service.ts'

const SEED = 20261112

let hub: TestHub
let service: TestService
let jo: Person, amir: Person, ewa: Person, ruth: Person, lead: Person, auditor: Person
let referrals: Saved[]
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  lead = await service.has({ name: 'Ines Duarte', roles: ['amhp-lead'] })
  auditor = await service.has({ name: 'Owen Frame', roles: ['auditor'] })
  referrals = []
  for (let count = 0; count < 4; count++) referrals.push(await aReferral(hub, jo))
})
afterAll(() => hub.close())

const today = () => ({ from: addHours(hub.now(), -20), to: addHours(hub.now(), 4) })

/** What somebody saw, as a proxy in front of the hub would count it from the answers alone. */
interface Seen {
  readonly door: string
  readonly ids: readonly string[]
}

describe('reads counted by a proxy', () => {
  it('and rows of the audit agree exactly, over a mixed session of many people', async () => {
    const draw = drawFrom(SEED, 'mixed session')
    const pick = () => draw.pick(referrals)
    const idsIn = (rows: unknown, key: string): string[] =>
      (rows as Record<string, string>[]).map((row) => String(row[key]))
    const record = (): [string, string] => ['referrals.record', `number=${draw.chance(0.1) ? 9999 : pick().number}`]
    const doors: (() => [string, string])[] = [
      record,
      record,
      () => ['allocations.board', ''],
      () => ['allocations.ofReferral', `referralId=${pick().referralId}`],
      () => ['allocations.candidates', `referralId=${pick().referralId}`],
      () => ['referrals.find', `text=${draw.pick(['Whitlock', 'Nobody', ''])}&show=all`],
      () => ['allocations.myDuty', ''],
      () => ['register.amhps', ''],
    ]
    const shownBy = (door: string, body: unknown): readonly string[] | null => {
      const answer = body as { referral: { id: string }; rows: unknown; referralId: string }
      if (door === 'referrals.record') return [answer.referral.id]
      if (door === 'allocations.board') return idsIn(answer.rows, 'id')
      if (door === 'allocations.ofReferral') return idsIn(body, 'referralId')
      if (door === 'allocations.candidates') return [answer.referralId]
      if (door === 'referrals.find') return idsIn(body, 'id')
      return door === 'allocations.myDuty' ? [] : null
    }
    const before = new Map<string, number>()
    const everybody = [jo, amir, ewa, ruth, lead, auditor]
    for (const one of everybody) before.set(one.id, await rowsOf(one))
    const seen = new Map<string, Seen[]>(everybody.map(({ id }) => [id, []]))
    let refusals = 0
    for (let turn = 0; turn < 150; turn++) {
      const person = draw.pick(everybody)
      const [door, asked] = draw.pick(doors)()
      const answer = await person.gets(`/api/${door}?${asked}`)
      if (answer.status === 403) refusals += 1
      const ids = answer.status === 200 ? shownBy(door, answer.body) : []
      const isSearch = door === 'referrals.find' && !asked.includes('text=&')
      if (answer.status === 403 || (answer.status === 200 && ids !== null && (ids.length > 0 || isSearch)))
        seen.get(person.id)?.push({ door, ids: answer.status === 403 ? [] : (ids ?? []) })
    }
    let rows = 0
    let people = 0
    for (const one of everybody) {
      const kept = await hub.owner`
        select query as door, case when kind = 'refused' then '{}'::uuid[] else referral_ids end as ids from hub.reads
        where actor_id = ${one.id} order by id offset ${before.get(one.id) ?? 0}`
      const counted = seen.get(one.id) ?? []
      expect(kept.map(({ door, ids }) => ({ door, ids: [...ids] }))).toEqual(
        counted.map(({ door, ids }) => ({ door, ids: [...new Set(ids)] })),
      )
      rows += kept.length
      people += counted.reduce((sum, { ids }) => sum + ids.length, 0)
    }
    console.info(
      `reads counted by a proxy: ${rows} rows, ${people} people shown, ${refusals} refusals, of 150 requests by 6 people; 0 differ (seed ${SEED})`,
    )
    expect(rows).toBeGreaterThan(50)
  })

  const rowsOf = async ({ id }: Person): Promise<number> =>
    Number((await hub.owner`select count(*)::int as n from hub.reads where actor_id = ${id}`)[0]?.['n'])
})

describe('who looked at a person', () => {
  it('is answered with how much they saw, by whom, from where, how often, and who took it away', async () => {
    const mine = await aReferral(hub, jo)
    for (let times = 0; times < 3; times++) await amir.asks(referralRecord, { number: String(mine.number) })
    await jo.asks(board, {})
    await jo.sends(recordPrinted, { referralId: mine.referralId, how: 'print' })
    await amir.sends(recordPrinted, { referralId: mine.referralId, how: 'copy' })
    const { looks, taken } = await auditor.asks(whoLooked, { number: String(mine.number), ...today() })
    expect(looks).toMatchObject([
      {
        actorName: 'Amir Shah',
        query: 'referrals.record',
        kind: 'view',
        shown: 'whole',
        stub: false,
        times: 3,
        day: '2026-11-12',
      },
      { actorName: 'Jo Marsh', query: 'allocations.board', kind: 'list', shown: 'row', times: 1 },
    ])
    expect(taken).toMatchObject([
      { actorName: 'Amir Shah', type: 'record-copied' },
      { actorName: 'Jo Marsh', type: 'record-printed' },
    ])
    const { timeline } = await jo.asks(referralRecord, { number: String(mine.number) })
    expect(timeline.map(({ type }) => type)).toContain('record-printed')
  })

  it('is a question that is kept itself, and no business of anybody else', async () => {
    const [kept] =
      await hub.owner`select kind, filter from hub.reads where actor_id = ${auditor.id} and query = 'audit.whoLooked' order by id desc limit 1`
    expect(kept).toMatchObject({ kind: 'audit', filter: { number: expect.any(String) as string } })
    for (const one of [jo, ewa, ruth])
      expect(
        (await one.gets(`/api/audit.whoLooked?${new URLSearchParams({ number: '1', ...today() }).toString()}`)).status,
      ).toBe(403)
    const stranger = await (await hub.service()).has({ name: 'Zed Fox', roles: ['auditor'] })
    const asked = (number: number) =>
      stranger.gets(`/api/audit.whoLooked?${new URLSearchParams({ number: String(number), ...today() }).toString()}`)
    expect((await asked(1)).status).toBe((await asked(99_999)).status)
    expect((await asked(1)).status).toBe(404)
  })

  it('uses the index of people, however many rows there are', async () => {
    const target = await aReferral(hub, jo)
    await hub.owner`
      insert into hub.reads (service_id, at, actor_id, query, referral_ids, request_id)
      select ${service.id}, ${hub.now()}::timestamptz - g * interval '1 minute', ${amir.id}, 'allocations.board', array[gen_random_uuid(), gen_random_uuid()], ''
      from generate_series(1, 20000) g`
    await hub.owner`analyze hub.reads`
    const plan = await hub.owner.begin(async (sql) => {
      await sql`set local role hub_owner`
      await sql`select set_config('app.service_id', ${service.id}, true)`
      const [body] = await sql`select prosrc from pg_proc where oid = 'hub.who_looked_at'::regproc`
      const asked = String(body?.['prosrc'])
        .replaceAll('who_looked_at.referral', `'${target.referralId}'::uuid`)
        .replaceAll('who_looked_at.since', `'${addHours(hub.now(), -24 * 300)}'::timestamptz`)
        .replaceAll('who_looked_at.until', `'${hub.now()}'::timestamptz`)
      return (await sql.unsafe(`explain ${asked}`)).map((row) => String(row['QUERY PLAN'])).join('\n')
    })
    expect(plan).toMatch(/Bitmap Index Scan on reads_showing\b/)
    expect(plan).not.toMatch(/Seq Scan on reads/)
  })
})

describe('a restricted record', () => {
  it('is kept with the opening under which it was read', async () => {
    const one = await aReferral(hub, jo, { lastName: 'Okonjo', firstName: 'Ada', bornOn: '1971-03-09' })
    await jo.stepsUp(TEST_PASSWORD)
    await amir.stepsUp(TEST_PASSWORD)
    await jo.sends(restrictRecord, aRestriction(one.referralId, jo.id))
    const { openingId } = await amir.sends(openWithReason, aReason(one.number))
    await amir.asks(referralRecord, { number: String(one.number) })
    const { looks } = await auditor.asks(whoLooked, { number: String(one.number), ...today() })
    expect(looks.filter(({ actorName, kind }) => actorName === 'Amir Shah' && kind === 'view')).toMatchObject([
      { grantId: openingId },
    ])
  })
})

describe('what a colleague did', () => {
  it('shows records, lists, searches with their terms, refusals and sessions', async () => {
    const kim = await service.has({ name: 'Kim Vale', roles: ['practice-consultant'] })
    const one = await aReferral(hub, kim)
    await kim.asks(referralRecord, { number: String(one.number) })
    await kim.asks(board, {})
    await kim.posts(`/api/${findReferrals.name}`, { text: 'Lindqvist' })
    await kim.gets('/api/audit.people')
    const people = await lead.asks(auditedPeople, {})
    expect(people.map(({ name }) => name)).toContain('Kim Vale')
    const did = await lead.asks(activityOf, { personId: kim.id, ...today() })
    expect(did).toMatchObject({
      name: 'Kim Vale',
      opened: [{ number: one.number, times: 1, query: 'referrals.record' }],
      lists: [{ query: 'allocations.board', times: 1 }],
      searches: [{ term: 'Lindqvist', found: 0 }],
      refused: [{ query: 'audit.people' }],
      sessions: [{ times: 4 }],
    })
    expect(did.did.map(({ type }) => type)).toContain('referral-received')
  })
})

describe('a breach pack', () => {
  it('holds everything by an account, a session or an address, and is an export that asks for proof and is kept', async () => {
    const mo = await service.has({ name: 'Mo Reyes', roles: ['practice-consultant'] })
    const one = await aReferral(hub, mo)
    await mo.asks(referralRecord, { number: String(one.number) })
    hub.clockMovesOn({ minutes: 6 })
    const asked = { by: 'person', value: mo.id, ...today() } as const
    const path = `/api/${breachPack.name}?${new URLSearchParams(asked).toString()}`
    expect((await auditor.gets(path)).body['code']).toBe('step-up-needed')
    await auditor.stepsUp(TEST_PASSWORD)
    const pack = await auditor.asks(breachPack, asked)
    expect(pack).toMatchObject({ people: [one.number], cut: false })
    expect(pack.rows.map(({ what }) => what)).toEqual(
      ['power-recorded', 'referral-received', 'referrals.record'].toSorted(
        (a, b) => pack.rows.findIndex((row) => row.what === a) - pack.rows.findIndex((row) => row.what === b),
      ),
    )
    const [row] = pack.rows.slice(-1)
    const bySession = await auditor.asks(breachPack, { by: 'session', value: row?.sessionId ?? '', ...today() })
    expect(bySession.rows).toEqual(pack.rows)
    const byAddress = await auditor.asks(breachPack, { by: 'address', value: row?.address ?? '', ...today() })
    expect(byAddress.rows.length).toBeGreaterThan(pack.rows.length)
    const kept =
      await hub.owner`select kind, filter from hub.reads where actor_id = ${auditor.id} and query = ${breachPack.name} and kind = 'export' order by id`
    expect(kept).toMatchObject([
      { filter: { by: 'person', value: mo.id } },
      { filter: { by: 'session' } },
      { filter: { by: 'address' } },
    ])
    expect((await auditor.gets(path.replace(mo.id, 'nobody'))).status).toBe(400)
  })
})
