import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const styles = readdirSync('client', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css'))

/** WCAG 2.2, 1.3.4. axe would have to load every sheet anew on every page to say so. */
it('no style ties a screen to the way in which it is held', () => {
  expect(styles.length).toBeGreaterThan(20)
  expect(styles.filter((path) => readFileSync(join('client', path), 'utf8').includes('orientation:'))).toEqual([])
})
