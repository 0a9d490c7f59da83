import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestHub } from '#tests/harness/service.ts'
import type { Person } from '#tests/harness/person.ts'

let hub: TestHub
let jo: Person
beforeAll(async () => {
  hub = await TestHub.open()
  const service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
})
afterAll(() => hub.close())

const raw = (path: string, options: RequestInit = {}): Promise<Response> =>
  fetch(`${hub.address}${path}`, { redirect: 'manual', ...options })
const post = (path: string, body: BodyInit | undefined, headers: Record<string, string> = {}): Promise<Response> =>
  raw(path, {
    method: 'POST',
    ...(body !== undefined && { body }),
    headers: { 'content-type': 'application/json', origin: hub.address, cookie: jo.cookie, ...headers },
  })

describe('signing in', () => {
  it('says who somebody is, and stops when they sign out', async () => {
    const amir = await (await hub.service()).has({ name: 'Amir Shah', roles: ['practice-consultant', 'amhp'] })
    const session = await amir.gets('/api/session')
    expect(session.body).toMatchObject({
      person: { name: 'Amir Shah', initials: 'AS', roles: ['practice-consultant', 'amhp'] },
    })
    await amir.signsOut()
    expect((await amir.gets('/api/session')).status).toBe(401)
  })

  it('answers a wrong password and an unknown address alike', async () => {
    const wrong = await post('/api/sign-in', JSON.stringify({ email: jo.email, password: 'not this one' }))
    const unknown = await post(
      '/api/sign-in',
      JSON.stringify({ email: 'nobody@westmarch.example', password: 'not this one' }),
    )
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    const [first, second] = [
      (await wrong.json()) as Record<string, unknown>,
      (await unknown.json()) as Record<string, unknown>,
    ]
    expect({ ...first, requestId: '' }).toEqual({ ...second, requestId: '' })
  })

  it('slows guessing down without shutting the person out', async () => {
    const kim = await (await hub.service()).has({ name: 'Kim Vale', roles: ['manager'] })
    const statuses: number[] = []
    for (let guess = 0; guess < 7; guess++)
      statuses.push(
        (await post('/api/sign-in', JSON.stringify({ email: kim.email, password: `guess ${guess}` }))).status,
      )
    expect(statuses).toContain(429)
    hub.clockMovesOn({ minutes: 2 })
    expect((await kim.signsIn('correct horse battery staple')).status).toBe(200)
  })

  it('keeps the cookie from scripts and other sites', async () => {
    const answer = await jo.signsIn('correct horse battery staple')
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^hub=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/,
    )
  })
})

describe('the front door', () => {
  it.each([
    ['nothing here', () => post('/api/rota.nothing', '{}'), 404, 'not-found'],
    [
      'a form instead of JSON',
      () => post('/api/sign-in', 'email=a', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'not-json',
    ],
    [
      'an odd character set',
      () => post('/api/sign-in', '{}', { 'content-type': 'application/json; charset=utf-7' }),
      415,
      'not-json',
    ],
    ['a compressed body', () => post('/api/sign-in', '{}', { 'content-encoding': 'gzip' }), 415, 'not-json'],
    ['broken JSON', () => post('/api/sign-in', '{"email":'), 400, 'not-json'],
    ['bytes that are not UTF-8', () => post('/api/sign-in', new Uint8Array([0x22, 0xff, 0xfe, 0x22])), 400, 'not-json'],
    ['a poisoned key', () => post('/api/sign-in', '{"__proto__":{"admin":true}}'), 400, 'invalid'],
    ['a well of brackets', () => post('/api/sign-in', '['.repeat(5000) + ']'.repeat(5000)), 400, 'invalid'],
    ['a list where a form is meant', () => post('/api/sign-in', '[]'), 400, 'not-an-object'],
    [
      'a field that is not known',
      () => post('/api/sign-in', '{"email":"a@b","password":"c","roles":["admin"]}'),
      400,
      'invalid',
    ],
    ['too much at once', () => post('/api/sign-in', JSON.stringify({ email: 'x'.repeat(200_000) })), 413, 'too-large'],
    ['another site', () => post('/api/sign-in', '{}', { origin: 'https://evil.example' }), 403, 'wrong-origin'],
    [
      'a look-alike site',
      () => post('/api/sign-in', '{}', { origin: `${hub.address}.evil.example` }),
      403,
      'wrong-origin',
    ],
    ['a sandboxed page', () => post('/api/sign-in', '{}', { origin: 'null' }), 403, 'wrong-origin'],
    ['nobody', () => raw('/api/session'), 401, 'not-signed-in'],
    [
      'a made-up cookie',
      () => raw('/api/session', { headers: { cookie: `hub=${'A'.repeat(43)}` } }),
      401,
      'not-signed-in',
    ],
    ['a short cookie', () => raw('/api/session', { headers: { cookie: 'hub=abc' } }), 401, 'not-signed-in'],
    ['an address that does not decode', () => raw('/api/%E0%A4%A'), 404, 'not-found'],
  ])('answers %s in words', async (_what, ask, status, code) => {
    const response = await ask()
    const body = (await response.json()) as { code: string; message: string; requestId: string }
    expect({ status: response.status, code: body.code }).toEqual({ status, code })
    expect(body.message).toMatch(/\w.*\.$/)
    expect(JSON.stringify(body)).not.toMatch(/node_modules|at \w+ \(|Error:/)
  })

  it('sends its safety headers on every kind of answer', async () => {
    for (const path of ['/health', '/api/session', '/api/nothing', '/nothing']) {
      const { headers } = await raw(path)
      expect(headers.get('content-security-policy')).toContain("default-src 'self'")
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('x-hub-time')).toBe(hub.now())
      if (path.startsWith('/api')) expect(headers.get('cache-control')).toBe('no-store')
    }
  })
})

describe('the live line', () => {
  const connects = (options: { origin?: string; cookie?: string }): Promise<string> =>
    new Promise((resolve) => {
      const socket = io(hub.address, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { origin: options.origin ?? hub.address, cookie: options.cookie ?? jo.cookie },
      })
      socket.once('pulse', () => resolve('in'))
      socket.once('connect_error', (error) => resolve(`refused: ${error.message}`))
      setTimeout(() => socket.close(), 4000).unref()
    })

  it('lets in who is signed in, from our own address only', async () => {
    expect(await connects({})).toBe('in')
    expect(await connects({ cookie: '' })).toBe('refused: not-signed-in')
    expect(await connects({ origin: 'https://evil.example' })).toMatch(/^refused/)
  })

  it('ends with the session, however the session ended', async () => {
    const service = await hub.service()
    const mo = await service.has({ name: 'Mo Reyes', roles: ['practice-consultant'] })
    const screen = await mo.opensScreen()
    await mo.signsOut()
    await expect.poll(() => screen.socket.connected).toBe(false)

    const ann = await service.has({ name: 'Ann Silva', roles: ['practice-consultant'] })
    const second = await ann.opensScreen()
    await hub.owner`update hub.people set left_at = ${hub.now()}, version = version + 1 where service_id = ${service.id} and id = ${ann.id}`
    await expect.poll(() => second.socket.connected).toBe(false)
    expect((await ann.gets('/api/session')).status).toBe(401)
  })
})
