import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendsRaw } from '#tests/harness/rawHttp.ts'
import { TestHub } from '#tests/harness/service.ts'
import type { Person } from '#tests/harness/person.ts'

let hub: TestHub
let jo: Person
const folder = mkdtempSync(join(tmpdir(), 'duty-hub-edge-'))
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Duty Hub</title>')
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(folder, 'assets', 'main-abc.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'main-abc.css'), 'b{}')
  hub = await TestHub.open({ clientFolder: folder, secure: true, securityContact: 'mailto:security@westmarch.example' })
  jo = await (await hub.service()).has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
})
afterAll(async () => {
  await hub.close()
  rmSync(folder, { recursive: true })
})

const raw = (path: string, options: RequestInit = {}): Promise<Response> =>
  fetch(`${hub.address}${path}`, { redirect: 'manual', ...options })

describe('an answer', () => {
  it('of signing out tells the browser to forget', async () => {
    const mo = await (await hub.service()).has({ name: 'Mo Reyes', roles: ['manager'] })
    const answer = await mo.signsOut()
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "cookies"')
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-hub=; Path=\/; HttpOnly; SameSite=Strict; Max-Age=0; Secure$/,
    )
  })

  it('of security.txt names an end that is neither past nor a year away', async () => {
    const text = await (await raw('/.well-known/security.txt')).text()
    const days = (Date.parse(/Expires: (.*)/.exec(text)?.[1] ?? '') - Date.parse(hub.now())) / 86_400_000
    expect(days).toBeGreaterThan(30)
    expect(days).toBeLessThan(365)
    expect(text).toContain('Contact: mailto:security@westmarch.example\n')
  })
})

describe('where a request comes from', () => {
  const post = (headers: Record<string, string>) =>
    raw('/api/session', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...headers } })

  it.each([
    ['our own page', () => ({ origin: hub.address }), 'through'],
    ['a browser that says so in another way', () => ({ 'sec-fetch-site': 'same-origin' }), 'through'],
    ['a program with its own key and no cookie', () => ({ authorization: 'Bearer abc' }), 'through'],
    [
      'a program with its own key that sends a cookie',
      () => ({ authorization: 'Bearer abc', cookie: jo.cookie }),
      'no-origin',
    ],
    ['nobody says where', () => ({}), 'no-origin'],
    ['nobody says where, with a cookie', () => ({ cookie: jo.cookie }), 'no-origin'],
    ['another site', () => ({ origin: 'https://evil.example' }), 'wrong-origin'],
    [
      'another site that says it is ours',
      () => ({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }),
      'wrong-origin',
    ],
    ['a sandboxed page', () => ({ origin: 'null' }), 'wrong-origin'],
    ['our host over https', () => ({ origin: hub.address.replace('http:', 'https:') }), 'wrong-origin'],
    ['our host with a dot', () => ({ origin: hub.address.replace('localhost', 'localhost.') }), 'wrong-origin'],
    ['our host as a part', () => ({ origin: `${hub.address}.evil.example` }), 'wrong-origin'],
    ['our host behind a name', () => ({ origin: hub.address.replace('//', '//evil@') }), 'wrong-origin'],
    ['our host in capitals', () => ({ origin: hub.address.toUpperCase() }), 'wrong-origin'],
    ['another port', () => ({ origin: hub.address.replace(/\d+$/, '1') }), 'wrong-origin'],
    ['a same-site sister', () => ({ 'sec-fetch-site': 'same-site' }), 'no-origin'],
  ])('is asked of every change: %s', async (_what, headers, expected) => {
    const answer = await post(headers())
    const { code } = (await answer.json()) as { code?: string }
    expect(expected === 'through' ? answer.status !== 403 : code === expected, `${answer.status} ${code ?? ''}`).toBe(
      true,
    )
  })
})

describe('what is not one plain request', () => {
  const head = 'Host: localhost\r\nConnection: close\r\n'
  it.each([
    [
      'both kinds of length',
      `POST /api/sign-in HTTP/1.1\r\n${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      'the same the other way round',
      `POST /api/sign-in HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['two lengths', `POST /api/sign-in HTTP/1.1\r\n${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`, 400],
    ['a list of lengths', `POST /api/sign-in HTTP/1.1\r\n${head}Content-Length: 5, 5\r\n\r\nabcde`, 400],
    ['a length with a sign', `POST /api/sign-in HTTP/1.1\r\n${head}Content-Length: +5\r\n\r\nabcde`, 400],
    ['a line without its return', `GET /health HTTP/1.1\r\nHost: localhost\nX-A: b\r\nConnection: close\r\n\r\n`, 400],
    ['all lines without', 'GET /health HTTP/1.1\nHost: localhost\n\n', 400],
    [
      'a chunk without its return',
      `POST /api/sign-in HTTP/1.1\r\n${head}Origin: OURS\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n`,
      400,
    ],
    [
      'another coding before chunks',
      `POST /api/sign-in HTTP/1.1\r\n${head}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      'a space before the colon',
      `POST /api/sign-in HTTP/1.1\r\n${head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['a folded header', `GET /health HTTP/1.1\r\n${head}X-A: a\r\n b\r\n\r\n`, 400],
    ['a NUL in a header', `GET /health HTTP/1.1\r\n${head}X-A: a\0b\r\n\r\n`, 400],
    ['two hosts', `GET /health HTTP/1.1\r\n${head}Host: evil.example\r\n\r\n`, 400],
    ['no host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['the address of another server', `GET http://evil.example/health HTTP/1.1\r\n${head}\r\n`, 400],
    ['no version', 'GET /health\r\n\r\n', 400],
    ['another version', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00', 400],
    ['headers without end', `GET /health HTTP/1.1\r\n${head}X-A: ${'a'.repeat(17_000)}\r\n\r\n`, 431],
    ['an expectation', `POST /api/sign-in HTTP/1.1\r\n${head}Expect: cake\r\nContent-Length: 0\r\n\r\n`, 417],
    ['TRACE', `TRACE /health HTTP/1.1\r\n${head}X-Secret: a\r\n\r\n`, 405],
    ['PUT', `PUT /api/sign-in HTTP/1.1\r\n${head}Content-Length: 0\r\n\r\n`, 405],
    ['PROPFIND', `PROPFIND / HTTP/1.1\r\n${head}\r\n`, 405],
    ['a method that nobody knows', `FROB / HTTP/1.1\r\n${head}\r\n`, 400],
  ])('is refused in words, and the line is closed: %s', async (_what, bytes, status) => {
    const answer = await sendsRaw(hub.address, bytes.replace('OURS', hub.address))
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    expect(answer).toMatch(/content-type: application\/json; charset=utf-8/i)
    expect(answer).toMatch(/x-content-type-options: nosniff/i)
    expect(answer).toMatch(/"message":"[^"]+\."/)
    expect(answer).not.toContain('X-Secret')
  })

  it('is not let through to the next request on the line', async () => {
    const smuggled = `POST /api/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nZ\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n`
    const answer = await sendsRaw(hub.address, smuggled)
    expect(answer).not.toContain('"ok":true')
  })

  it.each([
    ['an address that is too long', `/api/rota.week?monday=${'1'.repeat(2100)}`, 414, 'address-too-long'],
    ['a list where one value is meant', '/api/rota.week?monday=2026-11-09&monday=2026-11-16', 400, 'given-twice'],
    ['a list in brackets', '/api/rota.week?monday[]=2026-11-09', 400, 'invalid'],
    ['a poisoned parameter', '/api/rota.week?monday=2026-11-09&__proto__=x', 400, 'invalid'],
  ])('is refused in words: %s', async (_what, path, status, code) => {
    const answer = await jo.gets(path)
    expect([answer.status, answer.body['code']]).toEqual([status, code])
  })
})
