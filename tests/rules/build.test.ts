import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf } from '#tests/architecture.ts'
import { isTest, readTree, root } from '#tests/tree.ts'

/** What is built, followed from the two places where it begins: OWASP ASVS 5.0 V15.2.3, V13.4.2. */
const tree = new Map(readTree().map((file) => [file.path, file]))

/** Every file of ours that is reached from one, by any kind of import. */
function reachedFrom(...begins: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [...begins]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = tree.get(path)
    if (reached.has(path) || !file) continue
    reached.add(path)
    for (const to of importsOf(file.text)) {
      if (to.startsWith('#')) waiting.push(to.slice(1))
      else if (to.startsWith('.')) waiting.push(posix.join(posix.dirname(path), to))
    }
  }
  return reached
}

const built = reachedFrom('server/main.ts', 'client/app/main.tsx')

describe('what is built', () => {
  it('holds no test, no bench and no tool', () => {
    expect(built.size).toBeGreaterThan(300)
    expect([...built].filter((path) => isTest({ path, text: '' }) || path.startsWith('tests/'))).toEqual([])
    expect(
      [...built]
        .flatMap((path) => importsOf(tree.get(path)?.text ?? ''))
        .filter((to) => /^(?:vitest|fast-check|playwright|tsx|drizzle-kit)/.test(to)),
    ).toEqual([])
  })
})

interface Locked {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly license?: string
  readonly link?: boolean
}
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>
}
/** States its licence, MIT, in the old form, which the lockfile does not take over. */
const OLD_FORM = 'node_modules/xmlhttprequest-ssl'
const locked = Object.entries(packages).filter(([path]) => path !== '')

/** Below these something was found; in whatever package they come along. */
const FLOORS: Readonly<Record<string, string>> = { 'engine.io': '6.6.7', 'socket.io-parser': '4.2.7' }

const isOlder = (one: string, other: string): boolean => one.localeCompare(other, 'en', { numeric: true }) < 0

describe('what is installed', () => {
  it('comes from the npm registry, each package with its version, licence and checksum', () => {
    expect(locked.length).toBeGreaterThan(100)
    const wrong = locked.filter(
      ([path, { version, resolved = 'https://registry.npmjs.org/', integrity = '', license }]) =>
        !version ||
        (!license && path !== OLD_FORM) ||
        !resolved.startsWith('https://registry.npmjs.org/') ||
        !integrity.startsWith('sha512-'),
    )
    expect(wrong.map(([path]) => path)).toEqual([])
  })

  it('is no older than what was found in it', () => {
    for (const [name, floor] of Object.entries(FLOORS)) {
      const versions = locked
        .filter(([path]) => path.endsWith(`node_modules/${name}`))
        .map(([, { version = '0' }]) => version)
      expect(versions.length, name).toBeGreaterThan(0)
      expect(
        versions.filter((version) => isOlder(version, floor)),
        name,
      ).toEqual([])
    }
    expect([isOlder('6.6.6', '6.6.7'), isOlder('6.10.0', '6.6.7')]).toEqual([true, false])
  })
})
