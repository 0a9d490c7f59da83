import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { board } from '#shared/allocations/contract.ts'
import { activityOf, breachPack, figuresTaken, recordPrinted, sealsOf, whoLooked } from '#shared/audit/contract.ts'
import { byColleague } from '#shared/audit/lookingBack.ts'
import { findReferrals, referralRecord } from '#shared/referrals/contract.ts'
import { closedRecord, restrictRecord } from '#shared/restricted/contract.ts'
import { addHours } from '#shared/time/instant.ts'
import { openDatabase, type Database } from '#db/client.ts'
import { openLog } from '#server/kernel/log.ts'
import { sealOnce } from '#server/kernel/sealing.ts'
import { aReferral, type Saved } from '#tests/builders/referrals.ts'
import { aRestriction } from '#tests/builders/restricted.ts'
import { logInto } from '#tests/harness/logged.ts'
import type { Person } from '#tests/harness/person.ts'
import { sealable } from '#tests/harness/seals.ts'
import { TestHub, TEST_PASSWORD, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let app: Database
let jo: Person, amir: Person, ewa: Person, ruth: Person, lead: Person, auditor: Person
let first: Saved, again: Saved, namesake: Saved
beforeAll(async () => {
  hub = await TestHub.open()
  app = openDatabase(hub.appUrl, { connections: 2 })
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  lead = await service.has({ name: 'Ines Duarte', roles: ['amhp-lead'] })
  auditor = await service.has({ name: 'Felix Auer', roles: ['auditor'] })
  first = await aReferral(hub, jo)
  again = await aReferral(hub, jo)
  namesake = await aReferral(hub, jo, { bornOn: '1999-01-01' })
})
afterAll(async () => {
  await app.end()
  await hub.close()
})

const today = () => ({ from: addHours(hub.now(), -20), to: addHours(hub.now(), 4) })
const asked = ({ number }: Saved, whose: 'referral' | 'person' = 'referral') => ({
  number: String(number),
  whose,
  ...today(),
})

describe('who looked at a person', () => {
  it('covers every referral of theirs when asked for the person, and no namesake’s', async () => {
    await amir.asks(referralRecord, { number: String(first.number) })
    await jo.asks(referralRecord, { number: String(again.number) })
    await jo.asks(referralRecord, { number: String(namesake.number) })
    const one = await auditor.asks(whoLooked, asked(first))
    expect(one).toMatchObject({ number: first.number, numbers: [first.number, again.number], cut: false })
    expect(one?.looks.map(({ actorName, number }) => [actorName, number])).toEqual([['Amir Shah', first.number]])
    const all = await auditor.asks(whoLooked, asked(again, 'person'))
    expect(new Set(all?.looks.map(({ actorName, number }) => `${actorName} ${number}`))).toEqual(
      new Set([`Amir Shah ${first.number}`, `Jo Marsh ${again.number}`]),
    )
  })

  it('names whoever was refused, by reference or by id, and whoever saw a stub only', async () => {
    await ruth.gets(`/api/${referralRecord.name}?number=${again.number}`)
    await ruth.tries(recordPrinted, { referralId: again.referralId, how: 'print' })
    await ewa.asks(closedRecord, { number: String(again.number) })
    const found = await auditor.asks(whoLooked, asked(again))
    if (!found) throw new Error('nothing was found')
    const of = (name: string) => byColleague(found).find((one) => one.name === name)
    expect(of('Ruth Banerjee')).toMatchObject({ refused: 2, whole: 0, rows: 0, taken: 0 })
    expect(of('Ewa Kowalska')).toMatchObject({ whole: 0, refused: 0, stubs: 1 })
  })

  it('says who printed it, copied it or asked for it to be taken away', async () => {
    await jo.sends(recordPrinted, { referralId: first.referralId, how: 'copy' })
    const notTheirs = await ewa.tries(recordPrinted, { referralId: first.referralId, how: 'print' })
    expect(notTheirs, 'an AMHP prints their own work only').toMatchObject({ status: 404 })
    const found = await lead.asks(whoLooked, asked(first, 'person'))
    expect(found?.taken).toMatchObject([{ number: first.number, actorName: 'Jo Marsh', type: 'record-copied' }])
    expect((await ruth.tries(figuresTaken, { how: 'spreadsheet' })).status).toBe(200)
    expect((await jo.tries(figuresTaken, { how: 'spreadsheet' })).status).toBe(403)
  })
})

it('what a colleague looked at is told day by day, with stubs marked', async () => {
  const shut = await aReferral(hub, jo, { lastName: 'Okonjo', firstName: 'Ada', bornOn: '1971-03-09' })
  await jo.stepsUp(TEST_PASSWORD)
  await jo.sends(restrictRecord, aRestriction(shut.referralId, jo.id))
  const kim = await service.has({ name: 'Kim Vale', roles: ['practice-consultant'] })
  await kim.asks(referralRecord, { number: String(first.number) })
  await kim.asks(closedRecord, { number: String(shut.number) })
  const did = await auditor.asks(activityOf, { personId: kim.id, ...today() })
  expect(new Set(did?.opened.map(({ number, day, stub }) => `${number ?? ''} ${day} ${String(stub)}`))).toEqual(
    new Set([`${first.number} 2026-11-12 false`, `${shut.number} 2026-11-12 true`]),
  )
})

it('what a screen asked again by itself is kept and marked, and is no further look of its person', async () => {
  const lea = await service.has({ name: 'Lea Brandt', roles: ['practice-consultant'] })
  const seen = await aReferral(hub, jo, { lastName: 'Quist', bornOn: '1966-05-02' })
  const path = `/api/${referralRecord.name}?number=${seen.number}`
  await lea.asks(referralRecord, { number: String(seen.number) })
  for (let turn = 0; turn < 3; turn++) await lea.gets(path, { 'x-asked-by': 'screen' })
  const text = { text: 'Quist' }
  await lea.posts(`/api/${findReferrals.name}`, text)
  await lea.posts(`/api/${findReferrals.name}`, text, { 'x-asked-by': 'screen' })
  const found = await auditor.asks(whoLooked, asked(seen))
  const [looks] = byColleague({ looks: found?.looks.filter(({ actorId }) => actorId === lea.id) ?? [], taken: [] })
  expect(looks).toMatchObject({ whole: 1, rows: 1, again: 4 })
  const did = await auditor.asks(activityOf, { personId: lea.id, ...today() })
  expect(did?.opened).toMatchObject([{ number: seen.number, times: 1, again: 3 }])
  expect(did?.searches.filter(({ byItself }) => byItself)).toHaveLength(1)
  expect(did?.searches).toHaveLength(2)
  expect(did?.sessions).toMatchObject([{ times: 2, again: 4 }])
  const kept = await hub.owner`select id from hub.reads where actor_id = ${lea.id}`
  expect(kept, 'each read is kept').toHaveLength(6)
})

describe('a breach pack about one person', () => {
  it('holds who saw them and who worked on them, names nobody else of a list, and says what was asked for', async () => {
    await amir.asks(board, {})
    await amir.posts(`/api/${findReferrals.name}`, { text: 'Whitlock' })
    await auditor.stepsUp(TEST_PASSWORD)
    const pack = await auditor.asks(breachPack, { by: 'record', value: String(again.number), ...today() })
    if (!pack) throw new Error('no pack')
    expect(pack.about).toBe(`R-${first.number}, R-${again.number}`)
    expect(pack.people).toEqual([first.number, again.number])
    expect(new Set(pack.rows.flatMap(({ numbers }) => numbers))).toEqual(new Set([first.number, again.number]))
    const of = (name: string) => pack.rows.filter(({ actorName }) => actorName === name).map(({ what }) => what)
    expect(of('Amir Shah')).toEqual(['referrals.record', 'allocations.board', 'referrals.find'])
    expect(of('Jo Marsh')).toEqual(expect.arrayContaining(['referral-received', 'record-copied', 'referrals.record']))
    expect(of('Ruth Banerjee')).toEqual(['referrals.record', 'records.printed'])
    expect(pack.rows.find(({ what }) => what === 'referrals.record')?.fields).toContain('identity')
    const [kept] = await hub.owner`
      select filter from hub.reads where actor_id = ${auditor.id} and kind = 'export' order by id desc limit 1`
    expect(kept).toMatchObject({ filter: { by: 'record', value: String(again.number) } })
  })

  it('is told what to type when it cannot be made, and is no business of anybody else', async () => {
    const path = (by: string, value: string) =>
      `/api/${breachPack.name}?${new URLSearchParams({ by, value, ...today() }).toString()}`
    expect((await auditor.gets(path('record', '99999'))).status).toBe(404)
    expect((await auditor.gets(path('person', 'e2b5f2b4-3f0c-4a58-9b3e-0c8f6f1d2a11'))).status).toBe(404)
    const typed = await auditor.gets(path('record', 'Whitlock'))
    expect({ status: typed.status, said: JSON.stringify(typed.body) }).toMatchObject({
      status: 400,
      said: expect.stringContaining('Give the reference as a number, like 2424') as string,
    })
    for (const one of [jo, ewa, ruth]) expect((await one.gets(path('record', String(first.number)))).status).toBe(403)
    const stranger = await (await hub.service()).has({ name: 'Zed Fox', roles: ['auditor'] })
    await stranger.stepsUp(TEST_PASSWORD)
    expect((await stranger.gets(path('record', String(again.number)))).status).toBe(404)
    expect((await stranger.gets(path('person', jo.id))).status).toBe(404)
  })

  it('uses the index of people, however many reads there are', async () => {
    const plan = await hub.owner.begin(async (sql) => {
      await sql`
        insert into hub.reads (service_id, at, actor_id, query, referral_ids, request_id)
        select ${service.id}, ${hub.now()}::timestamptz - g * interval '1 minute', ${amir.id}, 'allocations.board', array[gen_random_uuid(), gen_random_uuid()], ''
        from generate_series(1, 20000) g`
      await sql`analyze hub.reads`
      await sql`set local role hub_owner`
      await sql`select set_config('app.service_id', ${service.id}, true)`
      const [body] = await sql`select prosrc from pg_proc where oid = 'hub.reads_about'::regproc`
      const question = String(body?.['prosrc'])
        .replaceAll('reads_about.referrals', `array['${first.referralId}'::uuid]`)
        .replaceAll('reads_about.since', `'${addHours(hub.now(), -24 * 300)}'::timestamptz`)
        .replaceAll('reads_about.until', `'${hub.now()}'::timestamptz`)
        .replaceAll(/limit most/g, 'limit 10001')
      return (await sql.unsafe(`explain ${question}`)).map((row) => String(row['QUERY PLAN'])).join('\n')
    })
    expect(plan).toMatch(/Bitmap Index Scan on reads_showing\b/)
    expect(plan).not.toMatch(/Seq Scan on reads/)
  })
})

describe('the seals', () => {
  const deps = (log = openLog('silent')) => ({ database: app, clock: hub.now, log, anchors: null })

  it('are shown to whoever verifies the audit, the latest first, with what waits', async () => {
    await sealable(hub.owner)
    await sealOnce(deps(), new Set())
    await jo.asks(board, {})
    const seals = await auditor.asks(sealsOf, {})
    expect(seals).toMatchObject({ waiting: 1, oldestWaitingAt: hub.now() })
    expect(seals.last[0]).toMatchObject({
      sealedAt: hub.now(),
      mark: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    })
    await sealable(hub.owner)
    await sealOnce(deps(), new Set())
    expect(await auditor.asks(sealsOf, {})).toMatchObject({
      waiting: 0,
      oldestWaitingAt: null,
    })
    expect((await auditor.asks(sealsOf, {})).last[0]).toMatchObject({ reads: 1 })
    expect((await jo.gets(`/api/${sealsOf.name}`)).status).toBe(403)
  })

  it('that do not come are an alarm in the log after two minutes: counts, and nobody’s name', async () => {
    const lines: string[] = []
    await hub.owner.begin(async (sql) => {
      await sql`insert into hub.reads (service_id, actor_id, query, referral_ids, request_id) values (${service.id}, ${jo.id}, 'slow', '{}', '')`
      await jo.asks(board, {})
      hub.clockMovesOn({ minutes: 3 })
      await sealOnce(deps(logInto(lines)), new Set())
      expect(await auditor.asks(sealsOf, {})).toMatchObject({ oldestWaitingAt: addHours(hub.now(), -0.05) })
    })
    const late = lines.filter((line) => line.includes('reads wait too long for their seal'))
    expect(late.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ serviceId: service.id, ms: 180_000 }])
    expect(late.join()).not.toContain('Marsh')
    const quiet: string[] = []
    await sealable(hub.owner)
    await sealOnce(deps(logInto(quiet)), new Set())
    expect(quiet.join()).not.toContain('too long')
  })
})
