import { expect, it } from 'vitest'
import { readLength } from './readLength.ts'

it.each([
  ['7h 24m', 444],
  ['7h24', 444],
  ['7:24', 444],
  ['444', 444],
  ['3 hours', 180],
  ['45 mins', 45],
  ['24h', 1440],
])('reads %s', (text, length) => {
  expect(readLength(text)).toBe(length)
})

it.each(['', 'a day', '0', '25h', '7:60', '-30', '1441'])('does not read %j', (text) => {
  expect(readLength(text)).toBeNull()
})

it('reads longer than a day where a balance may be', () => {
  expect(readLength('120h', 60_000)).toBe(7200)
  expect(readLength('1000:00', 60_000)).toBe(60_000)
  expect(readLength('1000h 1m', 60_000)).toBeNull()
})
