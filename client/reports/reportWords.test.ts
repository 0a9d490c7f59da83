import { expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { minutes } from '#shared/time/minutes.ts'
import {
  inHours,
  lastSunday,
  mostlyWords,
  peakWords,
  percentWords,
  sharedLimit,
  shareWords,
  signedLength,
} from './reportWords.ts'

it('begins with the last whole week', () => {
  expect(lastSunday(instant('2026-11-09T08:45:00Z'))).toBe('2026-11-08')
  expect(lastSunday(instant('2026-11-08T23:59:00Z'))).toBe('2026-11-01')
})

it('writes lengths so that they cannot be read as times', () => {
  expect([inHours(2770), inHours(59), inHours(-130), signedLength(380), signedLength(-240), signedLength(0)]).toEqual([
    '46h',
    '59m',
    '−2h',
    '+6h 20m',
    '−4h',
    '0m',
  ])
})

it('gives no share without its n, and none of nothing', () => {
  expect(shareWords({ late: 199, n: 524, percent: 38 })).toBe('199 of 524')
  expect(percentWords({ late: 0, n: 0, percent: null })).toBe('–')
})

it('says what moved a balance', () => {
  expect([
    mostlyWords({ mostly: 'BED' }),
    mostlyWords({ mostly: 'TOIL_TAKEN' }),
    mostlyWords({ mostly: null }),
  ]).toEqual(['Waiting for a bed', 'Took TOIL', ''])
})

it('names one limit only when it is everybody’s', () => {
  const limit = minutes(2220)
  expect(sharedLimit([{ limit }, { limit }])).toBe(2220)
  expect(sharedLimit([{ limit }, { limit: null }])).toBeNull()
  expect(sharedLimit([])).toBeNull()
})

it('names the peak only when one hour stands out', () => {
  const days = [{ weekday: 5, counts: [2, 11] }]
  expect(peakWords({ peak: { weekday: 5, hour: 23, count: 11 }, days })).toBe(
    'Friday between 23:00 and 00:00 is the peak: 11.',
  )
  const level = [...days, { weekday: 1, counts: [11, 0] }]
  expect(peakWords({ peak: { weekday: 5, hour: 23, count: 11 }, days: level })).toContain('No one hour stands out')
})
