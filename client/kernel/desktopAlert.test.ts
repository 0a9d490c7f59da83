import { expect, it } from 'vitest'
import { alertStateOf } from './desktopAlert.ts'

it.each([
  [true, 'granted', 'on'],
  [true, 'denied', 'blocked'],
  [true, 'default', 'blocked'],
  [false, 'granted', 'off'],
  [true, null, 'impossible'],
] as const)('notices of the computer, wanted %s and %s: %s', (wanted, permission, state) => {
  expect(alertStateOf(wanted, permission)).toBe(state)
})
