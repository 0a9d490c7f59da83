import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#db/client.ts'
import { carryOutLeavers, leaversAskedFor, LeaversError, leaversReport } from '#server/identity/leaversCommand.ts'
import { endLeavers, previewLeavers } from '#shared/identity/directoryContract.ts'
import type { Person } from '#tests/harness/person.ts'
import { ScimClient, USER } from '#tests/harness/scimClient.ts'
import { TestHub, TEST_PASSWORD, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let admin: Person
let stranger: Person
let database: Database
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  admin = await service.has({ name: 'Ida Cole', roles: ['admin'] })
  stranger = await (await hub.service('Norbeck AMHP service')).has({ name: 'Nor Beck', roles: ['manager'] })
  database = openDatabase(hub.appUrl, { connections: 2 })
})
afterAll(async () => {
  await database.end()
  await hub.close()
})

const colleague = (name: string): Promise<Person> => service.has({ name, roles: ['practice-consultant'] })
const listOf = (...people: readonly { email: string }[]): string =>
  `Name,E-mail\n${people.map(({ email }) => `"A, B",${email}`).join('\n')}`

describe('a list of leavers', () => {
  it('says first what it would do, and changes nothing', async () => {
    const [kim, lee] = [await colleague('Kim Vale'), await colleague('Lee Ford')]
    const before = await hub.owner`select count(*)::int as n from hub.events`
    const preview = await admin.posts('/api/identity.previewLeavers', {
      list: `${listOf(kim, lee, kim, stranger, admin)}\nx,nonsense`,
    })
    expect(preview.body).toMatchObject({
      leaving: 2,
      lines: [
        { line: 2, fate: 'leaves', name: 'Kim Vale' },
        { line: 3, fate: 'leaves', name: 'Lee Ford' },
        { line: 4, fate: 'twice' },
        { line: 5, fate: 'unknown', name: null, personId: null },
        { line: 6, fate: 'yourself' },
      ],
      unreadable: [{ line: 7, why: 'This is not an e-mail address' }],
    })
    expect(await hub.owner`select count(*)::int as n from hub.events`).toEqual(before)
    expect((await kim.gets('/api/session')).status).toBe(200)
  })

  it('ends everybody on it at once: session, live screen and password', async () => {
    const pat = await colleague('Pat Long')
    const screen = await pat.opensScreen()
    const gone = new Promise<number>((resolve) => screen.socket.once('disconnect', () => resolve(performance.now())))
    const [account] = await hub.owner<{ id: string }[]>`select account_id as id from hub.people where id = ${pat.id}`
    await hub.owner`
      insert into hub.account_links (account_id, id, purpose, token_hash, made_at, expires_at)
      values (${account?.id ?? ''}, ${randomUUID()}, 'reset', ${Buffer.from(pat.id)}, now(), now() + interval '50 minutes')`
    const began = performance.now()
    const done = await admin.sends(endLeavers, { list: listOf(pat), expected: 1 })
    const ms = (await gone) - began
    console.info(`leavers list: live screen closed after ${Math.round(ms)} ms`)
    expect(done.leaving).toBe(1)
    expect((await pat.gets('/api/session')).status).toBe(401)
    expect((await pat.signsIn(TEST_PASSWORD)).status).toBe(401)
    const events =
      await hub.owner`select type, actor_id from hub.events where person_id = ${pat.id} and type = 'person-left'`
    expect(events).toEqual([{ type: 'person-left', actor_id: admin.id }])
    expect((await admin.asks(previewLeavers, { list: listOf(pat) })).lines).toMatchObject([{ fate: 'left-already' }])
  })

  it('is not carried out when it would end another number than was shown', async () => {
    const [max, una] = [await colleague('Max Ford'), await colleague('Una Reed')]
    const refused = await admin.tries(endLeavers, { list: listOf(max, una), expected: 1 })
    expect(refused).toMatchObject({ status: 409, body: { code: 'leavers-changed', leaving: 2 } })
    expect((await max.gets('/api/session')).status).toBe(200)
  })

  it('names people by the directory’s own id as well', async () => {
    const entra = await ScimClient.madeBy(hub, admin)
    const externalId = `oid-${randomUUID()}`
    const made = await entra.send('POST', '/Users', {
      schemas: [USER],
      userName: `${externalId}@westmarch.example`,
      externalId,
      displayName: 'Ola Finch',
    })
    const done = await admin.sends(endLeavers, { list: `objectId\n${externalId}`, expected: 1 })
    expect(done.lines).toMatchObject([{ personId: made.body['id'], name: 'Ola Finch' }])
    expect((await entra.send('GET', `/Users/${String(made.body['id'])}`)).body).toMatchObject({ active: false })
  })

  it('is for administrators who have just shown that it is them', async () => {
    const [manager, kit] = [await service.has({ name: 'Mo Banks', roles: ['manager'] }), await colleague('Kit Dale')]
    expect((await manager.tries(endLeavers, { list: listOf(kit), expected: 1 })).status).toBe(403)
    const here = hub.now()
    hub.clockMovesOn({ minutes: 6 })
    expect((await admin.tries(endLeavers, { list: listOf(kit), expected: 1 })).body).toMatchObject({
      code: 'step-up-needed',
    })
    hub.clockIs(here)
    for (const list of ['', 'x'.repeat(100_001), 7, null])
      expect((await admin.tries(endLeavers, { list: list as never, expected: 1 })).status).toBe(400)
  })
})

describe('the nightly command', () => {
  const runs = (list: string, ...typed: string[]) =>
    carryOutLeavers(database, {
      ...leaversAskedFor(['list.csv', ...typed]),
      list,
      now: hub.now(),
      requestId: randomUUID(),
    })
  const here = ['--service', 'Westmarch AMHP service']

  it('does nothing until it is told to, then ends them, and the next night has nothing left to do', async () => {
    const ada = await colleague('Ada Moor')
    const dry = await runs(listOf(ada), ...here)
    expect(leaversReport(dry, false)).toEqual([
      '1 on the list: 1 would be ended, 0 had left already, 0 not of this service, 0 named twice.',
      'Nothing was changed. To end them, say --apply.',
    ])
    expect((await ada.gets('/api/session')).status).toBe(200)
    await runs(listOf(ada), ...here, '--apply')
    expect((await ada.gets('/api/session')).status).toBe(401)
    expect(leaversReport(await runs(listOf(ada), ...here, '--apply'), true)).toEqual([
      '1 on the list: 0 ended now, 1 had left already, 0 not of this service, 0 named twice.',
    ])
    const [event] =
      await hub.owner`select actor_id, data from hub.events where person_id = ${ada.id} and type = 'person-left'`
    expect(event).toEqual({ actor_id: null, data: { by: 'leavers-list' } })
  })

  it('takes a list of more than twenty for the wrong file, and leaves the last administrator', async () => {
    const [one, two] = [await colleague('Bo Hart'), await colleague('Rae Lund')]
    await expect(runs(listOf(one, two), ...here, '--apply', '--most', '1')).rejects.toThrow(
      /would end 2 people, more than 1/,
    )
    expect((await one.gets('/api/session')).status).toBe(200)
    const view = await runs(listOf(admin), ...here, '--apply')
    expect(leaversReport(view, true)).toContain(
      'Line 2 is the last administrator, who stays: make somebody else one first.',
    )
    expect((await admin.gets('/api/session')).status).toBe(200)
  })

  it.each([[[]], [['a.csv', 'b.csv']], [['a.csv', '--most', '0']], [['a.csv', '--all']]])(
    'says how to type it: %j',
    (typed) => {
      expect(() => leaversAskedFor(typed)).toThrow(LeaversError)
    },
  )

  it('asks which service when there are several', async () => {
    await expect(runs(listOf(admin))).rejects.toThrow(/several services/)
    await expect(runs(listOf(admin), '--service', 'Nowhere')).rejects.toThrow(/No service is called/)
    expect((await runs(listOf(stranger), ...here)).lines).toMatchObject([{ fate: 'unknown', name: null }])
  })
})
