import { expect, it } from 'vitest'
import { powerId } from '#shared/kernel/ids.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { namesClockThatIsNone } from './clockClass.ts'
import type { RecordedPower } from './powers.ts'

const now = instant('2026-11-12T16:43:00Z')
const power: RecordedPower = {
  id: powerId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f10'),
  kind: 's136',
  startedAt: addHours(now, -2),
  startSource: '',
  extension: null,
  endedAt: null,
  supersededAt: null,
}
const limit = {
  kind: 's6-1-a',
  startedAt: addHours(now, -24),
  originAt: null,
  secondAt: null,
  period: 0,
  hold: null,
  endedAt: null,
  supersededAt: null,
} as const

it('the class of a legal clock is one where a power or another own limit runs, also without a start', () => {
  const none = { powers: [], limits: [] }
  expect(namesClockThatIsNone('U0', none, now)).toBe(true)
  expect(namesClockThatIsNone('U1', none, now)).toBe(false)
  expect(namesClockThatIsNone(null, none, now)).toBe(false)
  expect(namesClockThatIsNone('U0', { ...none, powers: [power] }, now)).toBe(false)
  expect(namesClockThatIsNone('U0', { ...none, powers: [{ ...power, startedAt: null }] }, now)).toBe(false)
  expect(namesClockThatIsNone('U0', { ...none, powers: [{ ...power, endedAt: now }] }, now)).toBe(true)
  expect(namesClockThatIsNone('U0', { ...none, limits: [limit] }, now)).toBe(false)
  expect(namesClockThatIsNone('U0', { ...none, limits: [{ ...limit, supersededAt: now }] }, now)).toBe(true)
  // What a partner answers for binds nobody here.
  expect(namesClockThatIsNone('U0', { ...none, limits: [{ ...limit, kind: 's2' }] }, now)).toBe(true)
})
