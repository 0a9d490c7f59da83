import { expect, it } from 'vitest'
import { differenceWords, figure, shareTone } from './shareWords.ts'

it.each([
  [9, 7.4, 'more', '1.6 more than a fair part'],
  [7, 7.4, 'even', 'About a fair part'],
  [4, 7.4444, 'less', '3.4 less than a fair part'],
] as const)('%s of a fair %s is %s', (had, fair, tone, words) => {
  const share = { had, fair, difference: had - fair }
  expect(shareTone(share)).toBe(tone)
  expect(differenceWords(share)).toBe(words)
})

it('says a number to one place', () => {
  expect([figure(3), figure(3.25), figure(0)]).toEqual(['3', '3.3', '0'])
})
