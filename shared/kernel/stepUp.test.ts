import { expect, it } from 'vitest'
import { addMinutes, instant } from '../time/instant.ts'
import { isSteppedUp } from './stepUp.ts'

const at = instant('2026-03-29T00:58:00.000Z')

it.each([
  ['never', null, false],
  ['just now', at, true],
  ['five minutes ago, across the change of the clocks', addMinutes(at, -5), true],
  ['longer ago', addMinutes(at, -5.001), false],
])('asks again who is there when that was last shown %s', (_when, steppedUpAt, holds) => {
  expect(isSteppedUp(steppedUpAt, at)).toBe(holds)
})
