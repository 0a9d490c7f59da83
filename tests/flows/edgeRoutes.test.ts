import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { timesOver, usualAllowances } from '#server/kernel/edge/allowances.ts'
import { aReferral } from '#tests/builders/referrals.ts'
import { API, COOKIE, doors, EXACT, paths, SCIM, SHARED, type Rule } from '#tests/harness/everyRoute.ts'
import { sendsRaw } from '#tests/harness/rawHttp.ts'
import { ScimClient } from '#tests/harness/scimClient.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'
import { setProviders } from '#tests/harness/ssoDesk.ts'
import type { Person } from '#tests/harness/person.ts'
import { readProduct } from '#tests/tree.ts'

/** Every route there is, by every method and in every way it can say no, for its headers, its kind and its cache rule. */
let hub: TestHub
let service: TestService
let jo: Person
/** Signs out on the way. */
let leaver: Person
let admin: Person
let directory: ScimClient
const folder = mkdtempSync(join(tmpdir(), 'duty-hub-routes-'))
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Duty Hub</title>')
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(folder, 'sw.js'), 'export {}')
  writeFileSync(join(folder, 'site.webmanifest'), '{}')
  mkdirSync(join(folder, 'icons'))
  writeFileSync(join(folder, 'icons', 'icon-192.png'), 'x')
  writeFileSync(join(folder, 'assets', 'main-abc.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'main-abc.css'), 'b{}')
  writeFileSync(join(folder, 'assets', 'font-abc.woff2'), 'x')
  hub = await TestHub.open({
    clientFolder: folder,
    secure: true,
    securityContact: 'mailto:security@westmarch.example',
    allowances: timesOver(usualAllowances, 1000),
  })
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  leaver = await service.has({ name: 'Lee Moss', roles: ['manager'] })
  admin = await service.has({ name: 'Ada Quill', roles: ['admin'] })
  directory = await ScimClient.madeBy(hub, admin)
  // Nobody answers there, so the way to it ends on our own page that says so.
  await setProviders(hub, { name: 'away', issuer: 'http://127.0.0.1:9/realms/away' })
})
afterAll(async () => {
  await hub.close()
  rmSync(folder, { recursive: true })
})

type Kind = readonly [
  method: string,
  path: string,
  headers: Record<string, string>,
  rule: Rule,
  body?: string | Uint8Array<ArrayBuffer>,
]
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const kinds = (): readonly Kind[] =>
  paths().flatMap(([path, rule]): readonly Kind[] => {
    const { cookie } = path === '/api/sign-out' ? leaver : jo
    const ours = { origin: hub.address, cookie, 'content-type': 'application/json' }
    const twice = `${path}${path.includes('?') ? '&' : '?'}a=1&a=2`
    const always: readonly Kind[] = [
      ['GET', path, {}, rule],
      ['GET', twice, ours, { ...API, ...(rule === SHARED && SHARED) }],
      ['POST', path, ours, rule],
      ['POST', path, { ...ours, cookie: '' }, rule],
      ['POST', path, { ...ours, origin: 'https://evil.example' }, rule],
      ['POST', path, { ...ours, 'content-type': 'text/plain' }, rule],
      ['DELETE', path, ours, rule],
    ]
    // The doors of the features are all mounted in the same way.
    return doors.includes(path) ? always : [...always, ...inEachOtherWay(path, ours, rule)]
  })

const inEachOtherWay = (path: string, ours: Record<string, string>, rule: Rule): readonly Kind[] => [
  ...METHODS.map((method): Kind => [method, path, ours, rule]),
  ['GET', path, { range: 'bytes=0-3' }, rule],
  ['GET', path, { range: 'bytes=999999-9999999' }, rule],
  ['GET', path, { 'if-none-match': '*', accept: 'text/html' }, rule],
  ['GET', path, { 'if-match': '"none"' }, rule],
  ['POST', path, { ...ours, 'content-encoding': 'gzip' }, rule],
  ['POST', path, ours, rule, '{"a":'],
  ['POST', path, ours, rule, new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  [
    'POST',
    path,
    { ...ours, authorization: `Bearer ${directory.token}`, 'content-type': 'application/scim+json' },
    rule,
  ],
  ['GET', path, { authorization: `Bearer ${directory.token}` }, rule],
]

/** What is not a route at all. */
const others = (): readonly Kind[] => [
  ...[
    '/../package.json',
    '/%E0%A4%A',
    '/%00',
    `/${'a'.repeat(3000)}`,
    '/.env',
    '/assets/..%2f..%2fpackage.json',
    '/api/%E0%A4%A',
  ].map((path): Kind => [
    'GET',
    path,
    {},
    { ...API, type: /^(?:application\/json|text\/html); charset=utf-8$/i, tagged: true },
  ]),
  [
    'POST',
    '/api/sign-in',
    { origin: hub.address, 'content-type': 'application/json' },
    API,
    `"${'a'.repeat(140_000)}"`,
  ],
  [
    'POST',
    '/scim/v2/Users',
    { authorization: `Bearer ${directory.token}`, 'content-type': 'application/json' },
    SCIM,
    `"${'a'.repeat(140_000)}"`,
  ],
  ['POST', '/csp-report', { 'content-type': 'application/csp-report' }, API, 'a'.repeat(20_000)],
]

const statuses = new Map<number, number>()
const wrong: string[] = []

async function walk([method, path, headers, rule, body]: Kind): Promise<void> {
  const answer = await fetch(`${hub.address}${path}`, {
    method,
    headers,
    redirect: 'manual',
    ...(!['GET', 'HEAD'].includes(method) && { body: body ?? '{}' }),
  })
  const bytes = await answer.arrayBuffer()
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  const say = (what: string, was: unknown): number =>
    wrong.push(
      `${method} ${path.slice(0, 60)} ${JSON.stringify(headers).slice(0, 60)} ${answer.status}: ${what} ${String(was)}`,
    )
  for (const [name, value] of Object.entries(EXACT))
    if (answer.headers.get(name) !== value) say(name, answer.headers.get(name))
  if (!answer.headers.get('permissions-policy')?.includes('geolocation=()')) say('permissions-policy', '')
  if (!rule.tagged && answer.headers.get('etag') !== null) say('etag', answer.headers.get('etag'))
  for (const cookie of answer.headers.getSetCookie())
    if (!COOKIE.test(cookie)) say('set-cookie', cookie.replace(/=[^;]*/, '=…'))
  // A "no" is JSON in words and kept nowhere, also where the answer would have been a file.
  const isNo = answer.status >= 400
  const isEmpty = [204, 304].includes(answer.status)
  const type = answer.headers.get('content-type') ?? ''
  if (
    isEmpty
      ? bytes.byteLength > 0
      : !(isNo ? /^(?:application\/(?:scim\+)?json); charset=utf-8$/ : rule.type).test(type)
  )
    say('content-type', type)
  const cache = answer.headers.get('cache-control')
  if (cache !== (isNo ? 'no-store' : rule.cache) && !(isEmpty && cache === 'no-store')) say('cache-control', cache)
  // Whoever watches the alarms is told by 503 that nothing has looked at them yet, as here.
  const saysSo = answer.status === 503 && path.startsWith('/health/')
  if (answer.status >= 500 && !saysSo) say('status', Buffer.from(bytes).toString('utf8'))
}

const said = (): string =>
  [...statuses]
    .toSorted(([a], [b]) => a - b)
    .map(([status, count]) => `${count} x ${status}`)
    .join(', ')

describe('every answer', () => {
  it('carries its exact headers, kind and cache rule, whatever it is', async () => {
    const left = [...kinds(), ...others()]
    const count = left.length
    const walker = async (): Promise<void> => {
      for (let next = left.pop(); next; next = left.pop()) await walk(next)
    }
    await Promise.all(Array.from({ length: 12 }, walker))
    expect(wrong).toEqual([])
    console.info(
      `edge: ${count} answers of ${paths().length} addresses walked for headers, kind and cache rule: ${said()}`,
    )
  }, 300_000)

  it('is of a route that this walk knows: each that the sources name is on its list', () => {
    const walked = paths().map(([path]) => path)
    const sources = readProduct().filter(({ path }) => path.startsWith('server/'))
    const named = sources.flatMap(({ text }) => {
      const routes =
        /(?:router|app)\s*\.(?:get|post|put|patch|delete)\(\s*'([^']+)'|^ {2}post\('([^']+)'|^ {2}'(\/account\/[^']+)':/gm
      return [...text.matchAll(routes)].map(([, route, post, account]) => route ?? post ?? account ?? '')
    })
    const isWalked = (route: string): boolean => {
      const pattern = route.replace('/{*screen}', '/referrals').replaceAll(/:\w+/g, '[^/]+')
      return walked.some((path) => new RegExp(`${pattern}(?:/|$|\\?)`).test(path))
    }
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter((route) => !isWalked(route))).toEqual([])
  })

  it('that is a fault, or that could not be recorded, carries them too', async () => {
    const asks = async (path: string): Promise<number> => {
      const before = new Map(statuses)
      await walk(['GET', path, { cookie: jo.cookie }, API])
      return [...statuses].find(([status, count]) => (before.get(status) ?? 0) < count)?.[0] ?? 0
    }
    const { number } = await aReferral(hub, jo)
    await hub.owner`alter table hub.shift_templates rename to shift_templates_gone`
    expect(await asks('/api/rota.week?monday=2026-11-09')).toBe(500)
    await hub.owner`alter table hub.shift_templates_gone rename to shift_templates`
    await hub.owner`alter table hub.reads rename to reads_gone`
    expect(await asks(`/api/referrals.record?number=${number}`)).toBe(503)
    await hub.owner`alter table hub.reads_gone rename to reads`
    expect(wrong.splice(0).filter((line) => !/: status /.test(line))).toEqual([])
  })

  it('to the socket’s own address is plain: a socket is opened by an upgrade, or refused in words', async () => {
    const head = `Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n`
    const refused = await sendsRaw(
      hub.address,
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${head}Origin: https://evil.example\r\n\r\n`,
    )
    expect(refused).toMatch(/^HTTP\/1\.1 403 /)
    for (const line of [
      'Content-Type: application/json; charset=utf-8',
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
    ])
      expect(refused).toContain(line)
    const trace = await sendsRaw(
      hub.address,
      `TRACE /api/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-A: ${randomUUID()}\r\n\r\n`,
    )
    expect(trace).toMatch(/^HTTP\/1\.1 405 /)
    expect(trace).not.toContain('X-A')
  })

  it('that sets a cookie sets it for this host alone, and signing in and out do', async () => {
    const kim = await service.has({ name: 'Kim Vale', roles: ['manager'] })
    const answers = [await kim.signsIn(TEST_PASSWORD), await kim.stepsUp(TEST_PASSWORD), await kim.signsOut()]
    for (const { headers } of answers) {
      expect(headers.getSetCookie().length).toBeGreaterThan(0)
      for (const cookie of headers.getSetCookie()) expect(cookie).toMatch(COOKIE)
    }
  })
})
