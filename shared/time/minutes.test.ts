import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMinutes, minutes, minutesInput } from './minutes.ts'

describe('whole minutes', () => {
  it('takes whole numbers and nothing else', () => {
    expect(minutes(50)).toBe(50)
    for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => minutes(wrong)).toThrow(RangeError)
    }
  })

  it('has one zero, so that a ledger that cancels out compares as equal', () => {
    expect(Object.is(minutes(-0), 0)).toBe(true)
    expect(Object.is(minutesInput.parse(-0), 0)).toBe(true)
  })

  it('refuses fractions and absurd lengths at the door', () => {
    for (const wrong of [0.5, 1_000_001, '30', null]) expect(minutesInput.safeParse(wrong).success).toBe(false)
    expect(minutesInput.parse(-450)).toBe(-450)
  })
})

describe('a length in letters', () => {
  it.each([
    [0, '0m'],
    [5, '5m'],
    [59, '59m'],
    [60, '1h'],
    [105, '1h 45m'],
    [1440, '24h'],
    [-450, '−7h 30m'],
    [-60, '−1h'],
    [-0.5, '0m'],
    [-0, '0m'],
    [4320, '72h'],
  ])('%d is %s', (length, text) => {
    expect(formatMinutes(length)).toBe(text)
  })

  it('never looks like a time of day, and can be read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (length) => {
        const text = formatMinutes(length)
        expect(text).not.toContain(':')
        const match = /^(−?)(?:(\d+)h)?(?: ?(\d+)m)?$/.exec(text)
        const size = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0)
        expect(match?.[1] === '−' ? -size : size).toBe(length)
      }),
    )
  })
})
