import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendsRaw } from '#tests/harness/rawHttp.ts'
import { TestHub } from '#tests/harness/service.ts'

/** Nothing but the built client is served: OWASP ASVS 5.0 V13.4.1 to V13.4.5, V5.3.2. */
let hub: TestHub
const project = mkdtempSync(join(tmpdir(), 'duty-hub-served-'))
const SECRET = 'this must never be served'
const PAGE = '<!doctype html><title>Duty Hub</title>'
const SCRIPT = 'export const many = 1\n'.repeat(200)
const hidden = [
  'package.json',
  '.env',
  '.git/config',
  '.git/HEAD',
  'server/main.ts',
  '.data/secret-keys',
  'dist/server/main.js',
  'dist/.built',
  'dist/client/.git/config',
  'dist/client/.env',
  'dist/client/.well-known-else/x.txt',
]
beforeAll(async () => {
  for (const path of hidden) {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), SECRET)
  }
  const client = join(project, 'dist', 'client')
  mkdirSync(join(client, 'assets'), { recursive: true })
  writeFileSync(join(client, 'index.html'), PAGE)
  writeFileSync(join(client, 'assets', 'main-abc.js'), 'export {}')
  writeFileSync(join(client, 'assets', 'big-abc.js'), SCRIPT)
  writeFileSync(join(client, 'assets', 'big-abc.js.gz'), gzipSync(SCRIPT))
  writeFileSync(join(client, 'assets', 'big-abc.js.br'), brotliCompressSync(SCRIPT))
  symlinkSync(join(project, '.git'), join(client, 'assets', '.hidden'))
  hub = await TestHub.open({ clientFolder: client })
})
afterAll(async () => {
  await hub.close()
  rmSync(project, { recursive: true })
})

const plain = hidden.flatMap((path) => {
  const inside = path.replace('dist/client/', '')
  return [`/${inside}`, `/assets/../${inside}`, `/../${path}`, `/../../${path}`, `/assets/../../../${path}`]
})
const dressed = plain.flatMap((path) => [
  path.replaceAll('..', '%2e%2e'),
  path.replaceAll('../', '..%2f'),
  path.replaceAll('../', '..%5c'),
  path.replaceAll('../', '....//'),
  path.replaceAll('../', '%252e%252e%252f'),
  `${path}%00.html`,
])
const folders = ['/assets', '/assets/', '/assets/.hidden/config', '/api', '/api/', '/.well-known/', '/socket.io']
const monitoring = [
  '/metrics',
  '/debug',
  '/status',
  '/server-status',
  '/actuator/env',
  '/openapi.json',
  '/swagger',
  '/api-docs',
  '/graphql',
  '/admin',
  '/assets/main-abc.js.map',
  '/health/../metrics',
]

/** Sends a path as it is written, which `fetch` would tidy up. */
async function asks(path: string): Promise<{ readonly status: number; readonly text: string }> {
  const text = await sendsRaw(hub.address, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text }
}

describe('an address that is no file of the built client', () => {
  it('gives nothing that lies beside it: no repository, settings, keys, sources or lists of files', async () => {
    const paths = [...plain, ...dressed, ...folders, ...monitoring]
    const wrong: string[] = []
    const waiting = [...paths]
    const walker = async (): Promise<void> => {
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        const { status, text } = await asks(path)
        const isPage = status === 200 && text.endsWith(PAGE)
        const isNo = status >= 400 && status < 500 && /"message":"[^"]+\."/.test(text)
        if (text.includes(SECRET) || text.includes('main-abc') || !(isPage || isNo))
          wrong.push(`${path}: ${text.slice(0, 200)}`)
      }
    }
    await Promise.all(Array.from({ length: 8 }, walker))
    expect(wrong).toEqual([])
    console.info(
      `served: ${paths.length} addresses tried for what must not show, 0 gave anything but the page or a “no”`,
    )
  })

  it('leaves one address for monitoring, which says only whether the database answers', async () => {
    const answer = await fetch(`${hub.address}/health`)
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }])
  })
})

describe('a script of the build', () => {
  const asked = async (packing: string) => {
    const answer = await fetch(`${hub.address}/assets/big-abc.js`, { headers: { 'accept-encoding': packing } })
    const { headers, status } = answer
    // `fetch` unpacks it.
    expect([status, await answer.text()]).toEqual([200, SCRIPT])
    return ['content-encoding', 'content-type', 'cache-control', 'vary'].map((name) => headers.get(name))
  }

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['identity', null],
    ['gzip;q=0', null],
  ])(
    'for a browser that takes %s comes packed as the build left it, and is kept for a year',
    async (takes, packing) => {
      const [coding, type, kept, vary] = await asked(takes)
      expect([coding, vary]).toEqual([packing, 'Accept-Encoding'])
      expect(type).toMatch(/^text\/javascript; charset=utf-8$/i)
      expect(kept).toBe('public, max-age=31536000, immutable')
    },
  )
})

it('a new database holds nobody: there is no account to try, and none that anybody knows', async () => {
  const [held] = await hub.owner`
    select (select count(*) from hub.accounts) as accounts, (select count(*) from hub.people) as people, (select count(*) from hub.services) as services`
  expect(held).toEqual({ accounts: '0', people: '0', services: '0' })
  const tried = ['admin', 'root', 'sa', 'administrator', 'test', 'demo'].map((name) =>
    fetch(`${hub.address}/api/sign-in`, {
      method: 'POST',
      headers: { origin: hub.address, 'content-type': 'application/json' },
      body: JSON.stringify({ email: `${name}@localhost.example`, password: name }),
    }),
  )
  expect(new Set((await Promise.all(tried)).map(({ status }) => status))).toEqual(new Set([401]))
})
