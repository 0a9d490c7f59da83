import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '#tests/harness/person.ts'
import { ENTERPRISE, PATCH_OP, ScimClient, USER } from '#tests/harness/scimClient.ts'
import { TestHub, TEST_PASSWORD, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let admin: Person
let entra: ScimClient
let norbeck: ScimClient
let stranger: Person

beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  admin = await service.has({ name: 'Ida Cole', roles: ['admin'] })
  entra = await ScimClient.madeBy(hub, admin)
  const other = await hub.service('Norbeck AMHP service')
  stranger = await other.has({ name: 'Canary Nightingale', roles: ['admin'] })
  norbeck = await ScimClient.madeBy(hub, stranger)
})
afterAll(() => hub.close())

/** As Entra sends somebody new. */
const entraUser = (name: string, more: Record<string, unknown> = {}) => {
  const key = randomUUID()
  return {
    schemas: [USER, ENTERPRISE],
    externalId: `oid-${key}`,
    userName: `${key}@westmarch.example`,
    active: true,
    displayName: name,
    emails: [{ primary: true, type: 'work', value: `${key}@westmarch.example` }],
    meta: { resourceType: 'User' },
    name: { formatted: name, familyName: name.split(' ')[1], givenName: name.split(' ')[0] },
    title: 'Social worker',
    [ENTERPRISE]: { department: 'Adults', manager: { value: 'x' } },
    ...more,
  }
}
const created = async (name: string): Promise<{ id: string; userName: string; externalId: string }> => {
  const { status, body } = await entra.send('POST', '/Users', entraUser(name))
  expect(status).toBe(201)
  return body as { id: string; userName: string; externalId: string }
}

describe('what a directory reads first', () => {
  it.each([
    [
      '/ServiceProviderConfig',
      (body: Record<string, unknown>) =>
        expect(body).toMatchObject({
          patch: { supported: true },
          bulk: { supported: false },
          etag: { supported: true },
        }),
    ],
    [
      '/ResourceTypes',
      (body: Record<string, unknown>) =>
        expect(body).toMatchObject({ totalResults: 1, Resources: [{ id: 'User', endpoint: '/Users' }] }),
    ],
    ['/ResourceTypes/User', (body: Record<string, unknown>) => expect(body).toMatchObject({ schema: USER })],
    ['/Schemas', (body: Record<string, unknown>) => expect(body).toMatchObject({ Resources: [{ id: USER }] })],
    [`/Schemas/${USER}`, (body: Record<string, unknown>) => expect(body).toMatchObject({ id: USER, name: 'User' })],
  ])('%s', async (path, holds) => {
    const { status, headers, body } = await entra.send('GET', path)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/scim+json; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store')
    holds(body)
  })
})

describe('the conversation that Entra has', () => {
  it('finds nobody, makes somebody, changes, disables and removes them', async () => {
    const kim = entraUser('Kim Vale')
    expect((await entra.find('userName', kim.userName)).body).toMatchObject({ totalResults: 0, Resources: [] })
    const made = await entra.send('POST', '/Users', kim)
    const { id } = made.body as { id: string }
    expect(made.status).toBe(201)
    expect(made.headers.get('location')).toBe(`${hub.address}/scim/v2/Users/${id}`)
    expect(Object.keys(made.body).toSorted()).toEqual([
      'active',
      'displayName',
      'emails',
      'externalId',
      'id',
      'meta',
      'name',
      'schemas',
      'userName',
    ])
    expect(made.body).toMatchObject({
      userName: kim.userName,
      externalId: kim.externalId,
      active: true,
      name: { familyName: 'Vale' },
    })
    expect((await entra.send('POST', '/Users', kim)).body).toMatchObject({ status: '409', scimType: 'uniqueness' })
    for (const [attribute, value] of [
      ['userName', kim.userName.toUpperCase()],
      ['externalId', kim.externalId],
      ['id', id],
    ] as const)
      expect((await entra.find(attribute, value)).body).toMatchObject({ totalResults: 1, Resources: [{ id }] })
    expect(
      (
        await entra.patch(
          id,
          { op: 'Add', path: 'phoneNumbers[type eq "work"].value', value: '01632 960 321' },
          { op: 'Replace', path: 'name.familyName', value: 'Dale' },
          { op: 'Replace', path: 'displayName', value: 'Kim Dale' },
        )
      ).body,
    ).toMatchObject({
      displayName: 'Kim Dale',
      name: { familyName: 'Dale', givenName: 'Kim' },
      phoneNumbers: [{ value: '01632 960 321', type: 'work' }],
    })
    expect((await entra.patch(id, { op: 'Replace', path: 'active', value: 'False' })).body).toMatchObject({
      active: false,
    })
    expect((await entra.patch(id, { op: 'Replace', path: 'active', value: 'True' })).body).toMatchObject({
      active: true,
    })
    expect((await entra.send('DELETE', `/Users/${id}`)).status).toBe(204)
    expect((await entra.send('GET', `/Users/${id}`)).status).toBe(404)
    expect((await entra.find('userName', kim.userName)).body).toMatchObject({ totalResults: 0 })
    // Sent again, they come back as themselves.
    expect((await entra.send('POST', '/Users', kim)).body).toMatchObject({ id, active: true })
    const events =
      await hub.owner`select type, actor_id, data->>'by' as by from hub.events where person_id = ${id} order by seq`
    expect(events.map(({ type }) => type as string)).toEqual([
      'person-provisioned',
      'person-changed-by-directory',
      'person-left',
      'person-returned',
      'person-left',
      'person-returned',
    ])
    expect(new Set(events.map(({ actor_id, by }) => `${String(actor_id)} ${String(by)}`))).toEqual(
      new Set(['null scim']),
    )
  })

  it('gives nobody a role, and makes no second account of one address', async () => {
    const { id, userName } = await created('Lee Ford')
    const [person] =
      await hub.owner`select p.roles, a.email from hub.people p join hub.accounts a on a.id = p.account_id where p.id = ${id}`
    expect(person).toEqual({ roles: [], email: userName })
    expect(
      (await norbeck.send('POST', '/Users', entraUser('Lee Ford', { userName, emails: [{ value: userName }] }))).status,
    ).toBe(201)
    const [counted] = await hub.owner`select count(*)::int as n from hub.accounts where email = ${userName}`
    expect(counted).toEqual({ n: 1 })
  })
})

describe('the conversation that Okta has', () => {
  it('lists, looks for somebody unknown, makes, reads, changes the name, deactivates without a path and reactivates', async () => {
    const listed = await entra.send('GET', '/Users?count=1&startIndex=1')
    expect(listed.body).toMatchObject({ itemsPerPage: 1, startIndex: 1 })
    expect((listed.body['Resources'] as unknown[])[0]).toMatchObject({
      id: expect.any(String),
      emails: [{ value: expect.any(String) }],
    })
    expect((await entra.send('GET', `/Users/${randomUUID()}`)).body).toMatchObject({
      status: '404',
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    })
    const user = {
      schemas: [USER],
      userName: `${randomUUID()}@westmarch.example`,
      name: { givenName: 'Otto', familyName: 'Kerr' },
      emails: [{ primary: true, value: 'otto@westmarch.example', type: 'work' }],
      displayName: 'Otto Kerr',
      locale: 'en-GB',
      groups: [],
      password: 'never kept',
      active: true,
    }
    const made = await entra.send('POST', '/Users', user)
    const { id } = made.body as { id: string }
    expect(made.status).toBe(201)
    expect(JSON.stringify(made.body)).not.toContain('never kept')
    const replaced = await entra.send('PUT', `/Users/${id}`, {
      ...user,
      id,
      name: { givenName: 'Otto', familyName: 'Kerr-Lane' },
      displayName: 'Otto Kerr-Lane',
    })
    expect(replaced.body).toMatchObject({ displayName: 'Otto Kerr-Lane', active: true })
    expect((await entra.patch(id, { op: 'replace', value: { active: false } })).body).toMatchObject({ active: false })
    expect((await entra.send('PUT', `/Users/${id}`, { ...user, active: true })).body).toMatchObject({ active: true })
  })
})

describe('versions', () => {
  it('refuses a change of somebody who has changed meanwhile, and saves an answer that is known', async () => {
    const { id } = await created('Una Reed')
    const first = await entra.send('GET', `/Users/${id}`)
    const etag = first.headers.get('etag') ?? ''
    expect(first.body['meta']).toMatchObject({ version: etag })
    expect((await entra.send('GET', `/Users/${id}`, undefined, { 'if-none-match': etag })).status).toBe(304)
    const body = { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'displayName', value: 'Una R' }] }
    expect((await entra.send('PATCH', `/Users/${id}`, body, { 'if-match': etag })).status).toBe(200)
    expect(
      (
        await entra.send(
          'PATCH',
          `/Users/${id}`,
          { ...body, Operations: [{ op: 'remove', path: 'displayName' }] },
          { 'if-match': etag },
        )
      ).body,
    ).toMatchObject({ status: '412' })
    // The same again changes nothing, and says so by the version.
    const again = await entra.send('PATCH', `/Users/${id}`, body)
    expect(again.headers.get('etag')).toBe('W/"2"')
  })

  it('makes one person of twenty creations at one moment', async () => {
    const user = entraUser('Ola Finch')
    const answers = await Promise.all(Array.from({ length: 20 }, () => entra.send('POST', '/Users', user)))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array.from({ length: 19 }, () => 409),
    ])
  })

  it('gives each person once over all pages', async () => {
    const seen: string[] = []
    for (let start = 1; ; start += 3) {
      const { body } = await entra.send('GET', `/Users?startIndex=${start}&count=3`)
      const page = body['Resources'] as { id: string }[]
      if (page.length === 0) break
      seen.push(...page.map(({ id }) => id))
      expect(body).toMatchObject({ itemsPerPage: page.length, startIndex: start })
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect((await entra.send('GET', '/Users?count=0')).body).toMatchObject({ totalResults: seen.length, Resources: [] })
  })
})

describe('somebody who is deactivated', () => {
  it('loses session and live screen here and nowhere else', async () => {
    const pat = await service.has({ name: 'Pat Long', roles: ['practice-consultant'] })
    const found = await entra.find('userName', pat.email)
    const [{ id } = { id: '' }] = found.body['Resources'] as { id: string }[]
    expect(id).toBe(pat.id)
    const screen = await pat.opensScreen()
    const gone = new Promise<number>((resolve) => screen.socket.once('disconnect', () => resolve(performance.now())))
    const began = performance.now()
    expect((await entra.patch(id, { op: 'Replace', path: 'active', value: 'False' })).status).toBe(200)
    const ms = (await gone) - began
    console.info(`SCIM deactivation: live screen closed after ${Math.round(ms)} ms`)
    expect((await pat.gets('/api/session')).status).toBe(401)
    expect((await pat.signsIn(TEST_PASSWORD)).status).toBe(401)
    expect((await stranger.gets('/api/session')).status).toBe(200)
  })

  it('is not the last administrator', async () => {
    expect((await entra.patch(admin.id, { op: 'replace', path: 'active', value: false })).body).toMatchObject({
      status: '409',
      detail: expect.stringContaining('last administrator'),
    })
    expect((await entra.send('DELETE', `/Users/${admin.id}`)).status).toBe(409)
    expect((await admin.gets('/api/session')).status).toBe(200)
  })
})
