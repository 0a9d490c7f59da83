import { expect, it } from 'vitest'
import { readLength } from '#shared/referrals/typedLength.ts'

it.each([
  ['6h', 360],
  ['6h 30m', 390],
  ['6h30m', 390],
  ['90m', 90],
  ['12 hours', 720],
  ['1 hour 5 minutes', 65],
  ['45 mins', 45],
  ['0h', 0],
  ['12', null],
  ['', null],
  ['six hours', null],
  ['6:30', null],
  ['-6h', null],
])('%j is %j', (text, length) => {
  expect(readLength(text)).toBe(length)
})
