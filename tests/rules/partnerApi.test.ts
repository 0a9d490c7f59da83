import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { partnerApiPage } from '#shared/partners/apiPage.ts'
import { root } from '#tests/tree.ts'

it('the page that partners read is what the schemas say; npm run partner-api writes it again', () => {
  const written = (text: string): string => text.replaceAll(/[ -]+/g, ' ').trim()
  expect(written(readFileSync(join(root, 'docs', 'partner-api.md'), 'utf8'))).toBe(written(partnerApiPage()))
})
