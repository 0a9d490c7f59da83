import { describe, expect, it } from 'vitest'
import { readContractedHours } from './contractedHours.ts'

describe('contracted hours', () => {
  it.each([
    ['37', 2220],
    ['37h', 2220],
    [' 37 hours ', 2220],
    ['18.5', 1110],
    ['18,5', 1110],
    ['22h 12m', 1332],
    ['22h12', 1332],
    ['22.2', 1332],
    ['0', 0],
    ['60', 3600],
  ])('reads %s', (text, length) => {
    expect(readContractedHours(text)).toEqual({ ok: true, value: length })
  })

  it.each(['', 'full time', '37:30', '-5', '22h 75m', '137'])('asks again about “%s”', (text) => {
    expect(readContractedHours(text).ok).toBe(false)
  })

  it('does not take more than a week of work', () => {
    expect(readContractedHours('60h 1m')).toMatchObject({ refusal: { code: 'hours-too-many' } })
  })
})
