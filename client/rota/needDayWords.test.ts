import { expect, it } from 'vitest'
import { daysWords } from './needDayWords.ts'

it.each([
  [['1', '2', '3', '4', '5'], 'Mon to Fri'],
  [['6', '7', 'bank-holiday'], 'Sat and Sun, Bank holidays'],
  [['1', '3', '5'], 'Mon, Wed, Fri'],
  [['bank-holiday'], 'Bank holidays'],
  [[], ''],
] as const)('says days %j as %s', (days, words) => {
  expect(daysWords(days)).toBe(words)
})
