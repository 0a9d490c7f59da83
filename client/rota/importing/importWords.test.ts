import { expect, it } from 'vitest'
import { cellName, countWords } from './importWords.ts'

it('names a cell as spreadsheets do', () => {
  expect([1, 26, 27, 28, 52, 53, 703].map((column) => cellName({ row: 4, column }))).toEqual([
    'A4',
    'Z4',
    'AA4',
    'AB4',
    'AZ4',
    'BA4',
    'AAA4',
  ])
})

it('counts what a sheet does, without what it does not', () => {
  const none = { add: 0, change: 0, 'take-off': 0, same: 0, note: 0, problem: 0 }
  expect([countWords(none), countWords({ ...none, add: 12, problem: 1 })]).toEqual(['Nothing', '12 put on, 1 left out'])
})
