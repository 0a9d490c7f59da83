import { expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { keptWords } from './keptWords.ts'

const keptAt = instant('2026-11-12T16:47:00.000Z')

it('never says that a draft is kept while what was typed cannot be', () => {
  expect(keptWords({ keptAt: null, trouble: null }, 0)).toBe('kept from the first letter, even if you are called away')
  expect(keptWords({ keptAt, trouble: null }, 15)).toBe('draft kept 15 seconds ago, even if you are called away')
  expect(keptWords({ keptAt, trouble: 'Too long' }, 15)).toBe('what was typed since 16:47 is not kept')
  expect(keptWords({ keptAt: null, trouble: 'Too long' }, 0)).toBe('not kept yet')
})
