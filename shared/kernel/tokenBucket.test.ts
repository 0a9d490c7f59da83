import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filledUp, fullBucket, msToWait, taken, type Allowance } from './tokenBucket.ts'

const allowance: Allowance = { burst: 10, perMinute: 60, reserved: 3 }

/** Does as much as it may at each of these moments, and says how much of it went through. */
function through(emergency: boolean, moments: readonly number[], of = allowance): number {
  let bucket = fullBucket(of, 0)
  let done = 0
  for (const nowMs of moments) {
    bucket = filledUp(bucket, of, nowMs)
    if (msToWait(bucket, of, emergency) > 0) continue
    bucket = taken(bucket)
    done += 1
  }
  return done
}

describe('an allowance', () => {
  it('lets a burst through, and leaves the reserve', () => {
    expect(through(false, Array<number>(50).fill(0))).toBe(7)
    expect(through(true, Array<number>(50).fill(0))).toBe(10)
  })

  it('keeps the reserve for an emergency after any flood', () => {
    let bucket = fullBucket(allowance, 0)
    while (msToWait(bucket, allowance, false) === 0) bucket = taken(bucket)
    expect(msToWait(bucket, allowance, true)).toBe(0)
  })

  it('grows back with time, and says how long that takes', () => {
    const empty = { left: 3, atMs: 0 }
    expect(msToWait(empty, allowance, false)).toBe(1000)
    expect(msToWait(filledUp(empty, allowance, 1000), allowance, false)).toBe(0)
  })

  it('never lets more through than the burst and what has grown back, in any order of moments', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 300 }),
        fc.boolean(),
        (gaps, emergency) => {
          const end = Math.max(0, ...gaps)
          expect(through(emergency, gaps)).toBeLessThanOrEqual(10 + Math.ceil((end * 60) / 60_000))
        },
      ),
    )
  })
})
