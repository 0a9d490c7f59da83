import { expect, it } from 'vitest'
import { usualLimits } from '#shared/identity/sessionLimits.ts'
import { londonDay } from '#shared/time/london.ts'
import { inHours, limitsText, readLimits } from './limitsEntry.ts'

const usual = limitsText(usualLimits(londonDay('2026-11-12')))
const errorsOf = (differs: Partial<typeof usual>) => {
  const read = readLimits({ ...usual, ...differs }, 0)
  return read.ok ? [] : read.errors
}

it('takes what is usual, and what is stricter', () => {
  expect(readLimits(usual, 3)).toMatchObject({
    ok: true,
    input: { seenVersion: 3, desk: { idleMinutes: 30 }, atOnce: 5 },
  })
  expect(errorsOf({ 'desk.idleMinutes': ' 10 ', atOnce: '1' })).toEqual([])
})

it('says beside each field what is wrong with it', () => {
  expect(errorsOf({ 'desk.idleMinutes': '45', 'field.idleMinutes': '60', 'field.absoluteMinutes': '100' })).toEqual([
    { field: 'desk.idleMinutes', message: 'Minutes without anything done at a desk: 30 at most' },
    { field: 'field.absoluteMinutes', message: 'Minutes in all on a phone: 240 at least' },
  ])
  expect(errorsOf({ 'desk.idleMinutes': 'half an hour', atOnce: '' })).toEqual([
    { field: 'desk.idleMinutes', message: 'Give whole minutes, like 30' },
    { field: 'atOnce', message: 'Give a whole number of devices, like 5' },
  ])
  expect(errorsOf({ 'field.idleMinutes': '700', 'field.absoluteMinutes': '600' })).toEqual([
    { field: 'field.idleMinutes', message: 'Give no more minutes without anything done than in all' },
  ])
})

it('says minutes as people do', () => {
  expect([inHours('30'), inHours('60'), inHours('90'), inHours('720'), inHours('x')]).toEqual([
    '30 minutes',
    '1 hour',
    '1 hour 30 minutes',
    '12 hours',
    '',
  ])
})
