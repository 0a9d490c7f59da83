import { describe, expect, it } from 'vitest'
import { isSecondTap, type Tap } from './secondTap.ts'

const touch = (atMs: number, count = 1): Tap => ({ atMs, count, byTouch: true })
const mouse = (atMs: number, count = 1): Tap => ({ atMs, count, byTouch: false })

describe('the second tap of a double tap', () => {
  it('is told by the time between two touches, where a phone does not count them', () => {
    expect(isSecondTap(touch(1000), null)).toBe(false)
    expect(isSecondTap(touch(1180), touch(1000))).toBe(true)
    expect(isSecondTap(touch(1400), touch(1000))).toBe(false)
  })

  it('is told by the browser’s own count with a mouse, and never at a keyboard', () => {
    expect(isSecondTap(mouse(1180, 2), mouse(1000))).toBe(true)
    expect(isSecondTap(mouse(1180), mouse(1000))).toBe(false)
    expect(isSecondTap(touch(1180, 0), touch(1000, 0))).toBe(false)
  })
})
