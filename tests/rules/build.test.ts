import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf } from '#tests/architecture.ts'
import { isTest, readTree } from '#tests/tree.ts'

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
