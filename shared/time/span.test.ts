import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, instant, type Instant } from './instant.ts'
import { contains, merge, minutesCovered, minutesIn, overlapOf, overlaps, span, subtract, type Span } from './span.ts'

const START = instant('2026-11-12T00:00:00Z')
const minute = (count: number): Instant => addMinutes(START, count)
const from = (start: number, end: number): Span => span(minute(start), minute(end))

const anySpan = fc.tuple(fc.nat(120), fc.nat(60)).map(([start, length]) => from(start, start + length))
const spans = fc.array(anySpan, { maxLength: 8 })

/** The minutes that stretches hold, one by one: slow and plain, to compare with. */
const clock = Array.from({ length: 200 }, (_, at) => minute(at))
const held = (stretches: readonly Span[]): readonly number[] =>
  [...clock.entries()].filter(([, at]) => stretches.some((one) => contains(one, at))).map(([count]) => count)

describe('a span', () => {
  it('may not end before it starts', () => {
    expect(() => from(10, 9)).toThrow(RangeError)
    expect(minutesIn(from(10, 10))).toBe(0)
  })

  it('holds its start and not its end', () => {
    expect([9, 10, 19, 20].map((at) => contains(from(10, 20), minute(at)))).toEqual([false, true, true, false])
  })

  it('touches its neighbour without overlapping it', () => {
    expect(overlaps(from(0, 10), from(10, 20))).toBe(false)
    expect(overlapOf(from(0, 10), from(10, 20))).toBeNull()
    expect(overlapOf(from(0, 11), from(10, 20))).toEqual(from(10, 11))
  })

  it('overlaps nothing when it has no length, as in the database', () => {
    expect(overlaps(from(5, 5), from(0, 10))).toBe(false)
    expect(overlaps(from(5, 5), from(5, 5))).toBe(false)
  })

  it('is 9 hours for a night of 22:00 to 08:00 when the clocks go forward, and 11 when they go back', () => {
    expect(minutesIn(span(instant('2026-03-28T22:00:00Z'), instant('2026-03-29T07:00:00Z')))).toBe(540)
    expect(minutesIn(span(instant('2026-10-24T21:00:00Z'), instant('2026-10-25T08:00:00Z')))).toBe(660)
  })
})

describe('spans together', () => {
  it('overlap exactly when they hold a minute in common', () => {
    fc.assert(
      fc.property(anySpan, anySpan, (a, b) => {
        const common = held([a]).filter((at) => held([b]).includes(at))
        expect(overlaps(a, b)).toBe(common.length > 0)
        expect(overlaps(b, a)).toBe(overlaps(a, b))
        const shared = overlapOf(a, b)
        expect(shared === null ? [] : held([shared])).toEqual(common)
      }),
    )
  })

  it('merge into the same minutes, in order, apart from each other', () => {
    fc.assert(
      fc.property(spans, (stretches) => {
        const before = structuredClone(stretches)
        const merged = merge(stretches)
        expect(held(merged)).toEqual(held(stretches))
        expect(minutesCovered(stretches)).toBe(held(stretches).length)
        for (const [index, one] of merged.entries()) {
          expect(one.start < one.end).toBe(true)
          const next = merged[index + 1]
          if (next) expect(one.end < next.start).toBe(true)
        }
        expect(stretches).toEqual(before)
      }),
    )
  })

  it('leave what was not taken', () => {
    fc.assert(
      fc.property(anySpan, spans, (whole, taken) => {
        const gone = held(taken)
        expect(held(subtract(whole, taken))).toEqual(held([whole]).filter((at) => !gone.includes(at)))
      }),
    )
  })

  it('add up odd seconds before dropping them', () => {
    const halves = [
      span(instant('2026-11-12T10:00:30Z'), instant('2026-11-12T10:30:00Z')),
      span(instant('2026-11-12T11:00:00Z'), instant('2026-11-12T11:30:30Z')),
    ]
    expect(minutesCovered(halves)).toBe(60)
  })
})
