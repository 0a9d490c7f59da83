import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeOf } from '#tests/architecture.ts'
import { readProduct, root } from '#tests/tree.ts'

/** Every way out of the process, held equal to `docs/connections.md`: OWASP ASVS 5.0 V13.1.1, V13.2.4, V13.2.5, V15.3.2, V12.3.2. */
const page = readFileSync(join(root, 'docs', 'connections.md'), 'utf8')
const named = (heading: string): readonly string[] => {
  const [, part = ''] = page.split(`\n## ${heading}\n`)
  const [section = ''] = part.split('\n## ')
  return [
    ...new Set(
      [...section.matchAll(/`((?:server|db|client|shared)\/[\w/.-]+\.(?:ts|tsx|mjs))`/g)].map(([, path = '']) => path),
    ),
  ]
}

const product = readProduct().map(({ path, text }) => ({ path, code: codeOf(text) }))
/** The embedded database is a server of its own, on this machine's loopback and in its own folder. */
const onServer = product.filter(({ path }) => /^(?:server|db|shared)\//.test(path) && !path.startsWith('db/embedded/'))
const filesWith = (pattern: RegExp, files = product): readonly string[] =>
  files
    .filter(({ code }) => pattern.test(code))
    .map(({ path }) => path)
    .toSorted()

const CONNECTS =
  /\bfetch\s*\(|(?<=[=\s(])postgres\s*\(|\bcreateRemoteJWKSet\s*\(|from ['"]openid-client['"]|\bhttps?\s*\.\s*(?:request|get)\b|\b(?:net|tls)\s*\.\s*connect\b|\bcreateConnection\b|node:(?:https|http2|tls|dgram|dns)|\bundici\b|\bnodemailer\b/
const WRITES =
  /\b(?:writeFile|appendFile|copyFile|utimes|mkdir|symlink|unlink)(?:Sync)?\s*\(|\bcreateWriteStream\b|\brename(?:Sync)?\s*\(/
const LISTENS = /\bhttp\s*\.\s*listen\s*\(/

/** Files that do it without being named on the page, and files that are named there and do not. */
function unnamed(pattern: RegExp, heading: string): readonly string[] {
  const [doing, said] = [filesWith(pattern, onServer), named(heading)]
  return [
    ...doing.filter((path) => !said.includes(path)).map((path) => `${path} is not named`),
    ...said.filter((path) => !doing.includes(path)).map((path) => `${path} does not do it`),
  ]
}

describe('what leaves the process', () => {
  it('only these files reach out of the process, and the page names each', () => {
    expect(unnamed(CONNECTS, 'Files that connect')).toEqual([])
  })

  it('only these files write to the disk, and the page names each', () => {
    expect(unnamed(WRITES, 'Files that write')).toEqual([])
  })

  it('only these files take connections, and the page names each', () => {
    expect(unnamed(LISTENS, 'Files that listen')).toEqual([])
  })

  it('follows no redirect', () => {
    const fetching = onServer.filter(({ code }) => /\bfetch\s*\(/.test(code))
    expect(fetching.map(({ path }) => path).toSorted()).toEqual([
      'server/delivery/ask.ts',
      'server/identity/oidcClients.ts',
      'server/kernel/signedPost.ts',
    ])
    expect(fetching.every(({ code }) => /redirect: 'manual'/.test(code) && !/redirect: 'follow'/.test(code))).toBe(true)
  })

  it('switches no certificate check off', () => {
    expect(
      filesWith(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity|insecureHTTPParser: true/),
    ).toEqual([])
  })

  it('the screens ask their own server only', () => {
    const client = product.filter(({ path }) => path.startsWith('client/'))
    const asked = client.flatMap(({ path, code }) =>
      [...code.matchAll(/\bfetch\s*\(\s*([^,)]+)/g)].map(([, what = '']) => `${path}: ${what.trim()}`),
    )
    // One function asks, with paths of ours; a redirect is an error there. A phone's worker hands on what a page of ours asked for or
    // pressed (`readHanded`), or asks for a file of the build.
    expect(asked).toEqual([
      'client/kernel/shellWorker.ts: path',
      'client/kernel/shellWorker.ts: request',
      'client/kernel/shellWorker.ts: path',
      'client/kernel/wire.ts: path',
    ])
  })
})
