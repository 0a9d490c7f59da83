import { expect, it } from 'vitest'
import { addHours, instant } from '#shared/time/instant.ts'
import { readClocks, type KeptClock } from './keptClocks.ts'

const NOW = instant('2026-11-12T16:43:00Z')
const clock: KeptClock = {
  number: 2424,
  of: 'power',
  kind: 's136',
  startedAt: addHours(NOW, -20),
  soonAt: NOW,
  limitAt: addHours(NOW, 4),
  asOf: NOW,
  aheadMs: 1200,
}

it('reads what it kept, until it is two days old', () => {
  const text = JSON.stringify([clock])
  expect(readClocks(text, addHours(NOW, 47))).toEqual([clock])
  expect(readClocks(text, addHours(NOW, 48))).toEqual([])
})

it.each([
  ['nothing', null],
  ['what is no JSON', '['],
  ['another shape', '{"number":1}'],
  ['a name where a code is meant', JSON.stringify([{ ...clock, kind: 'Sean Doyle' }])],
  ['a field that nobody asked for', JSON.stringify([{ ...clock, name: 'Sean' }])],
  ['a time that is none', JSON.stringify([{ ...clock, limitAt: 'tonight' }])],
])('reads none from %s', (_what, text) => {
  expect(readClocks(text, NOW)).toEqual([])
})
