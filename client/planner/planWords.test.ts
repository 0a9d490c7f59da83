import { describe, expect, it } from 'vitest'
import { clockOf, clockTyped, differenceWords, figure, peopleTyped, spanOf } from './planWords.ts'

describe('figures of a plan', () => {
  it('are in hours or in numbers, no finer than they are known', () => {
    expect(figure('toilMinutes', 1146)).toBe('19h')
    expect(figure('toilMinutes', 420)).toBe('7.0h')
    expect(spanOf('late', { mean: 10, low: 8.61, high: 11.9 })).toBe('8.6 to 12')
  })

  it('are said to differ only when chance does not make them', () => {
    expect(differenceWords('toilMinutes', { mean: -420, low: -560, high: -300 })).toBe('7.0h less (5.0h to 9.3h less)')
    expect(differenceWords('late', { mean: 2, low: 1, high: 3 })).toBe('2.0 more (1.0 to 3.0 more)')
    expect(differenceWords('late', { mean: 0.2, low: -1, high: 1.5 })).toBe('no clear difference (−1.0 to +1.5)')
    expect(differenceWords('callIns', { mean: 0, low: 0, high: 0 })).toBe('the same')
  })

  it('are typed as people type them', () => {
    expect(['8:30', '08.30', '0830', '24:00', '8', 'x'].map(clockTyped)).toEqual([
      '08:30',
      '08:30',
      '08:30',
      '',
      '',
      '',
    ])
    expect(['3', ' 0 ', '21', '', '-1'].map(peopleTyped)).toEqual([3, 0, null, null, null])
    expect(clockOf(1320)).toBe('22:00')
  })
})
