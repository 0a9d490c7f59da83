import { describe, expect, it } from 'vitest'
import { leftWords, stepOf, type Stay } from './stayRules.ts'

const MINUTE = 60_000
const stay = (change: Partial<Stay> = {}): Stay => ({
  idleEndsMs: 30 * MINUTE,
  endsMs: 720 * MINUTE,
  askedMs: 0,
  actedMs: 0,
  toldMs: 0,
  failedMs: null,
  ...change,
})

describe('staying signed in', () => {
  it('costs nothing while nobody does anything', () => {
    for (const at of [0, 5, 27]) expect(stepOf(stay(), at * MINUTE)).toBe('rest')
  })

  it('is told to the hub once a minute at most while somebody does something', () => {
    expect(stepOf(stay({ actedMs: 30_000 }), 31_000)).toBe('rest')
    expect(stepOf(stay({ actedMs: 30_000 }), MINUTE)).toBe('tell')
    expect(stepOf(stay({ actedMs: 30_000, toldMs: 30_000 }), 2 * MINUTE)).toBe('rest')
  })

  it('is told to a hub that cannot be reached every quarter of a minute, not for as long as there is something to tell', () => {
    const failed = stay({ actedMs: 30_000, failedMs: MINUTE })
    expect(stepOf(failed, MINUTE + 1)).toBe('rest')
    expect(stepOf(failed, MINUTE + 14_999)).toBe('rest')
    expect(stepOf(failed, MINUTE + 15_000)).toBe('tell')
    // Near its end it goes by its own count meanwhile.
    const near = stay({ actedMs: 29 * MINUTE, askedMs: 29 * MINUTE, failedMs: 29 * MINUTE })
    expect(stepOf(near, 29 * MINUTE + 1)).toBe('warn-idle')
  })

  it('is asked about before anybody is warned: another tab may have been used', () => {
    expect(stepOf(stay(), 28 * MINUTE)).toBe('ask')
    expect(stepOf(stay({ askedMs: 28 * MINUTE }), 28 * MINUTE + 1)).toBe('warn-idle')
    expect(stepOf(stay({ askedMs: 28 * MINUTE }), 28 * MINUTE + 15_000)).toBe('ask')
  })

  it('goes on at one press while the warning stands', () => {
    expect(stepOf(stay({ askedMs: 28 * MINUTE, actedMs: 29 * MINUTE }), 29 * MINUTE)).toBe('tell')
  })

  it('is over when the hub has said so, and is not brought back by a press', () => {
    expect(stepOf(stay({ askedMs: 29 * MINUTE + 50_000 }), 30 * MINUTE)).toBe('ask')
    expect(stepOf(stay({ askedMs: 30 * MINUTE }), 30 * MINUTE)).toBe('over')
    expect(stepOf(stay({ askedMs: 30 * MINUTE, actedMs: 30 * MINUTE }), 30 * MINUTE + 1)).toBe('over')
  })

  it('cannot be made longer than its limit: the warning then says so', () => {
    const late = stay({ idleEndsMs: 725 * MINUTE, askedMs: 718 * MINUTE, actedMs: 718 * MINUTE, toldMs: 717 * MINUTE })
    expect(stepOf(late, 718 * MINUTE + 1)).toBe('warn-limit')
  })
})

it.each([
  [120_000, '2 minutes'],
  [61_000, '2 minutes'],
  [60_000, '1 minute'],
  [44_000, '45 seconds'],
  [16_000, '30 seconds'],
  [3_000, '15 seconds'],
])('says of %i ms that %s are left', (ms, words) => {
  expect(leftWords(ms)).toBe(words)
})
