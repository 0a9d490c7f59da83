import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { directory, makeScimToken, revokeScimToken } from '#shared/identity/directoryContract.ts'
import { usualAllowances } from '#server/kernel/edge/allowances.ts'
import type { Person } from '#tests/harness/person.ts'
import { ENTERPRISE, PATCH_OP, ScimClient, USER } from '#tests/harness/scimClient.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let admin: Person
let entra: ScimClient
let stranger: Person

beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  admin = await service.has({ name: 'Ida Cole', roles: ['admin'] })
  entra = await ScimClient.madeBy(hub, admin)
  const other = await hub.service('Norbeck AMHP service')
  stranger = await other.has({ name: 'Canary Nightingale', roles: ['admin'] })
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

describe('what a directory may not send', () => {
  let id = ''
  beforeAll(async () => {
    id = (await created('Vic Tarn')).id
  })
  const op = (...operations: unknown[]) => ({ schemas: [PATCH_OP], Operations: operations })
  const deep = '['.repeat(200) + ']'.repeat(200)

  it.each<[string, string, string, unknown, number, string | undefined]>([
    ['no JSON', 'POST', '/Users', '{"schemas":', 400, 'invalidSyntax'],
    ['a list', 'POST', '/Users', [], 400, 'invalidSyntax'],
    ['a text', 'POST', '/Users', '"x"', 400, 'invalidSyntax'],
    ['nothing', 'POST', '/Users', {}, 400, 'invalidSyntax'],
    ['another schema', 'POST', '/Users', { schemas: ['urn:x'], userName: 'x' }, 400, 'invalidSyntax'],
    ['no sign-in name', 'POST', '/Users', { schemas: [USER] }, 400, 'invalidValue'],
    ['a sign-in name that is a number', 'POST', '/Users', { schemas: [USER], userName: 7 }, 400, 'invalidValue'],
    [
      'a sign-in name of 300 letters',
      'POST',
      '/Users',
      { schemas: [USER], userName: 'x'.repeat(300) },
      400,
      'invalidValue',
    ],
    [
      'a sign-in name that says nothing',
      'POST',
      '/Users',
      { schemas: [USER], userName: '\u200b' },
      400,
      'invalidValue',
    ],
    ['no address to sign in with', 'POST', '/Users', { schemas: [USER], userName: 'kim' }, 400, 'invalidValue'],
    [
      'half an address',
      'POST',
      '/Users',
      { schemas: [USER], userName: 'kim', emails: [{ value: 'kim@' }] },
      400,
      'invalidValue',
    ],
    [
      'a name that is a list',
      'POST',
      '/Users',
      { schemas: [USER], userName: 'a@b.example', name: ['x'] },
      400,
      'invalidValue',
    ],
    [
      'a control character',
      'POST',
      '/Users',
      { schemas: [USER], userName: 'a@b.example', displayName: 'a\u0007b' },
      400,
      'invalidValue',
    ],
    [
      'half a character',
      'POST',
      '/Users',
      { schemas: [USER], userName: 'a@b.example', displayName: 'a\ud800' },
      400,
      'invalidValue',
    ],
    ['a poisoned key', 'POST', '/Users', '{"__proto__":{"admin":true}}', 400, 'invalidSyntax'],
    ['a well of brackets', 'POST', '/Users', deep, 400, 'invalidSyntax'],
    [
      'bytes that are not UTF-8',
      'POST',
      '/Users',
      Buffer.from([0x22, 0xff, 0x22]).toString('latin1'),
      400,
      'invalidSyntax',
    ],
    ['an empty PATCH', 'PATCH', '/Users/:id', {}, 400, 'invalidSyntax'],
    ['a PATCH of no operations', 'PATCH', '/Users/:id', op(), 400, 'invalidSyntax'],
    ['an operation that is not one', 'PATCH', '/Users/:id', op('x'), 400, 'invalidSyntax'],
    ['an unknown operation', 'PATCH', '/Users/:id', op({ op: 'move', path: 'active' }), 400, 'invalidSyntax'],
    ['a broken path', 'PATCH', '/Users/:id', op({ op: 'replace', path: 'emails[', value: 'x' }), 400, 'invalidPath'],
    ['a removal of nothing', 'PATCH', '/Users/:id', op({ op: 'remove' }), 400, 'noTarget'],
    ['a removal of the sign-in name', 'PATCH', '/Users/:id', op({ op: 'remove', path: 'userName' }), 400, 'mutability'],
    [
      'active that is perhaps',
      'PATCH',
      '/Users/:id',
      op({ op: 'replace', path: 'active', value: 'perhaps' }),
      400,
      'invalidValue',
    ],
    ['a filter half understood', 'GET', '/Users?filter=userName%20sw%20%22a%22', undefined, 400, 'invalidFilter'],
    ['a filter for a password', 'GET', '/Users?filter=password%20eq%20%22a%22', undefined, 400, 'invalidFilter'],
    ['a filter that tries SQL', 'GET', "/Users?filter=userName%20eq%20'%20or%201=1--", undefined, 400, 'invalidFilter'],
    ['a start that is no number', 'GET', '/Users?startIndex=x', undefined, 400, 'invalidValue'],
    ['an id that is none', 'GET', '/Users/1', undefined, 404, undefined],
    [
      'a version that is none',
      'PATCH',
      '/Users/:id',
      op({ op: 'replace', path: 'active', value: true }),
      412,
      undefined,
    ],
    ['groups', 'GET', '/Groups', undefined, 404, undefined],
    ['everything at once', 'POST', '/Bulk', {}, 404, undefined],
  ])('%s is refused in SCIM’s own words, and changes nothing', async (what, method, path, body, status, scimType) => {
    const before =
      await hub.owner`select (select count(*)::int from hub.people) as people, (select sum(version)::int from hub.people) as versions`
    const answer = await entra.send(
      method,
      path.replace(':id', id),
      body,
      what === 'a version that is none' ? { 'if-match': 'x' } : {},
    )
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      detail: expect.stringMatching(/\w{3}/),
    })
    expect(answer.body['scimType']).toBe(scimType)
    expect(JSON.stringify(answer.body)).not.toMatch(/\bat \S+:\d|select |postgres/i)
    expect(
      await hub.owner`select (select count(*)::int from hub.people) as people, (select sum(version)::int from hub.people) as versions`,
    ).toEqual(before)
  })

  it('is not taken as a form, packed, or too large', async () => {
    expect(
      (await entra.send('POST', '/Users', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status,
    ).toBe(415)
    expect((await entra.send('POST', '/Users', '{}', { 'content-encoding': 'gzip' })).status).toBe(415)
    expect((await entra.send('POST', '/Users', { ...entraUser('Big One'), title: 'x'.repeat(200_000) })).status).toBe(
      413,
    )
  })
})

describe('another service’s people', () => {
  it('are as unknown as people who never were, by every request', async () => {
    const random = randomUUID()
    const body = { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'active', value: false }] }
    for (const [method, sent] of [
      ['GET', undefined],
      ['PUT', entraUser('X Y')],
      ['PATCH', body],
      ['DELETE', undefined],
    ] as const) {
      const [theirs, never] = [
        await entra.send(method, `/Users/${stranger.id}`, sent),
        await entra.send(method, `/Users/${random}`, sent),
      ]
      expect([theirs.status, theirs.body]).toEqual([never.status, never.body])
      expect(theirs.status).toBe(404)
    }
    for (const [attribute, value] of [
      ['userName', stranger.email],
      ['id', stranger.id],
      ['emails', stranger.email],
      ['displayName', stranger.name],
    ] as const)
      expect((await entra.find(attribute, value)).body).toMatchObject({ totalResults: 0 })
    const all = await entra.send('GET', '/Users')
    expect(JSON.stringify(all.body)).not.toContain('Canary')
    expect((await stranger.gets('/api/session')).status).toBe(200)
  })
})

describe('a key', () => {
  it('is shown once, kept as a hash, and not shown when the same is asked again', async () => {
    const key = randomUUID()
    const first = await admin.tries(makeScimToken, { label: 'Okta', scopes: ['read'], days: 30 }, key)
    const again = await admin.tries(makeScimToken, { label: 'Okta', scopes: ['read'], days: 30 }, key)
    const { token, tokenId } = first.body['value'] as { token: string; tokenId: string }
    expect(token).toMatch(/^scim-[\w-]{43}$/)
    expect(again.body['value']).toEqual({ tokenId, token: null })
    const everything = await hub.owner`
      select string_agg(t::text, '') as text from (select to_jsonb(c) as t from hub.commands c union all select to_jsonb(e) from hub.events e union all select to_jsonb(k) from hub.scim_tokens k) as all_rows`
    expect(String(everything[0]?.['text'])).not.toContain(token.slice(5))
    expect(JSON.stringify(await admin.asks(directory, {}))).not.toContain(token.slice(5))
    expect(hub.logged.join('')).not.toContain(token.slice(5))
  })

  it('that may read may not write', async () => {
    const reader = await ScimClient.madeBy(hub, admin, ['read'])
    expect((await reader.send('GET', '/Users')).status).toBe(200)
    expect((await reader.send('POST', '/Users', entraUser('Not This'))).status).toBe(403)
  })

  it('ends when it is revoked, when its time is up, and never opens another door', async () => {
    const short = await ScimClient.madeBy(hub, admin, ['read', 'write'], 1)
    const revoked = await ScimClient.madeBy(hub, admin, ['read'], 90, 'To be revoked')
    const shown = await admin.asks(directory, {})
    const newest = shown.tokens.find(({ label }) => label === 'To be revoked')
    await admin.sends(revokeScimToken, { tokenId: newest?.id ?? '' })
    expect((await revoked.send('GET', '/Users')).status).toBe(401)
    expect((await admin.tries(revokeScimToken, { tokenId: newest?.id ?? '' })).body).toMatchObject({
      code: 'already-revoked',
    })
    expect((await stranger.tries(revokeScimToken, { tokenId: newest?.id ?? '' })).status).toBe(404)
    const here = hub.now()
    hub.clockMovesOn({ hours: 25 })
    const late = await short.send('GET', '/Users')
    hub.clockIs(here)
    expect(late.status).toBe(401)
    expect(late.headers.get('www-authenticate')).toBe('Bearer realm="Duty Hub SCIM"')
    expect(
      (await fetch(`${hub.address}/api/session`, { headers: { authorization: `Bearer ${entra.token}` } })).status,
    ).toBe(401)
  })

  it.each(['', 'Bearer', 'Bearer x', `Bearer scim-${'A'.repeat(43)}`, 'Basic YTpi', `Bearer ${"' or 1=1--"}`])(
    '%j opens nothing',
    async (authorization) => {
      const answer = await fetch(`${hub.address}/scim/v2/Users`, { headers: { authorization } })
      expect(answer.status).toBe(401)
      expect(await answer.json()).toMatchObject({ status: '401' })
    },
  )

  it('is not made without showing again who asks, nor by anybody else', async () => {
    const manager = await service.has({ name: 'Mo Banks', roles: ['manager'] })
    expect((await manager.tries(makeScimToken, { label: 'x', scopes: ['read'], days: 1 })).status).toBe(403)
    const here = hub.now()
    hub.clockMovesOn({ minutes: 6 })
    expect((await admin.tries(makeScimToken, { label: 'x', scopes: ['read'], days: 1 })).body).toMatchObject({
      code: 'step-up-needed',
    })
    hub.clockIs(here)
  })

  it('is told to wait when it asks too much at once', async () => {
    const small = await TestHub.open({ allowances: { ...usualAllowances, directory: { burst: 5, perMinute: 1 } } })
    const boss = await (await small.service()).has({ name: 'Bo Hart', roles: ['admin'] })
    const [hasty, calm] = [
      await ScimClient.madeBy(small, boss, ['read']),
      await ScimClient.madeBy(small, boss, ['read']),
    ]
    const answers = await Promise.all(Array.from({ length: 8 }, () => hasty.send('GET', '/ServiceProviderConfig')))
    expect(answers.filter(({ status }) => status === 429).length).toBe(3)
    const waiting = answers.find(({ status }) => status === 429)
    expect(Number(waiting?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await calm.send('GET', '/ServiceProviderConfig')).status).toBe(200)
    await small.close()
  })
})
