import { describe, expect, it } from 'vitest'
import { roomFor } from './Bars.tsx'
import { stepOf } from './HeatMap.tsx'
import { niceSteps, niceTop, trendScale } from './trendScale.ts'

describe('a trend’s axis', () => {
  it('ends at an easy number above every value', () => {
    expect([11.4, 12, 0, 0.7, 95, 310].map(niceTop)).toEqual(
      [12, 12, 3, 1.2, 120, 600].map((top) => expect.closeTo(top, 6)),
    )
    expect(niceSteps(12)).toEqual([0, 4, 8, 12])
  })

  it('puts the first point at the left edge, the last at the right, and nought at the bottom', () => {
    const scale = trendScale([9, 10, 11], 600, 270)
    expect([scale.x(0), scale.x(2)]).toEqual([scale.left, scale.right])
    expect(scale.y(0)).toBeGreaterThan(scale.y(scale.top))
  })

  it('can be drawn with one point, or none, or no room', () => {
    expect(Number.isFinite(trendScale([4], 600, 270).x(0))).toBe(true)
    expect(Number.isFinite(trendScale([], 0, 270).y(0))).toBe(true)
  })
})

describe('a heat map’s steps', () => {
  it('keep nothing apart from little, and end at the most', () => {
    expect([stepOf(0, 11), stepOf(1, 11), stepOf(11, 11), stepOf(3, 0)]).toEqual([0, 1, 5, 0])
  })
})

describe('bars', () => {
  it('leave room for what is written at their ends, however long it is', () => {
    expect(roomFor([{ figure: '46h' }])).toBe(92)
    expect(roomFor([{ figure: '76%', share: '294 of 376' }, { figure: '0%' }])).toBe(127)
  })
})
