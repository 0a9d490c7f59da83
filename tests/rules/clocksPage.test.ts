import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { clocksPage } from '#tests/clocksPage.ts'
import { root } from '#tests/tree.ts'

it('the page of clocks says what the hub counts by; npm run clocks writes it again', () => {
  const written = (text: string): string => text.replaceAll(/[ -]+/g, ' ')
  expect(written(readFileSync(join(root, 'docs', 'clocks.md'), 'utf8'))).toBe(written(clocksPage()))
})
