import { describe, expect, it } from 'vitest'
import type { Power } from '#shared/referrals/clocks.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { londonDay, startOfDay } from '#shared/time/london.ts'
import { presses, pressingOf, shortOf } from './boardLimit.ts'
import type { LimitFacts } from './limits.ts'

const now = instant('2026-11-12T16:47:00Z')
const s136 = (hoursAgo: number): Power => ({ kind: 's136', startedAt: addHours(now, -hoursAgo) })
const limit = (kind: LimitFacts['kind'], day: string): LimitFacts => ({ kind, startedAt: startOfDay(londonDay(day)) })
const shown = (powers: readonly Power[], ...limits: readonly LimitFacts[]) => {
  const clock = pressingOf({ powers, limits }, now)
  return clock && [shortOf(clock), clock.state, presses(clock)]
}

describe('the clock that a referral shows where there is room for one', () => {
  it('is a limit that is over or near beside a calm power, so that a lifted row says why', () => {
    // Examined on 30 October: admission by the end of 12 November, in seven hours; the power has twenty left.
    expect(shown([s136(4)], limit('s6-1-a', '2026-10-30'))).toEqual(['s6', 'soon', true])
    expect(shown([s136(4)], limit('s6-1-a', '2026-10-20'))).toEqual(['s6', 'over', true])
    expect(shown([s136(4)], { kind: 's4-5', startedAt: addHours(now, -23) })).toEqual(['s4(5)', 'soon', true])
  })

  it('is the one that ends first where both press, or neither does', () => {
    expect(shown([s136(23)], limit('s6-1-a', '2026-10-30'))).toEqual(['s136', 'soon', true])
    expect(shown([s136(4)], limit('s6-1-a', '2026-11-12'))).toEqual(['s136', 'calm', false])
    expect(shown([s136(4)], { kind: 's4-5', startedAt: addHours(now, -5) })).toEqual(['s4(5)', 'calm', false])
  })

  it('is a start that nobody has recorded before anything calm, and after what is over', () => {
    expect(shown([s136(4)], { kind: 's12-1', startedAt: null })).toEqual(['s12(1)', 'not-recorded', true])
    expect(shown([s136(25)], { kind: 's12-1', startedAt: null })).toEqual(['s136', 'over', true])
  })

  it('is never what has ended, what a partner answers for, or a target of the service', () => {
    expect(shown([{ ...s136(4), endedAt: now }])).toBeNull()
    expect(shown([], limit('s2', '2026-10-01'), limit('s13-4', '2026-10-01'))).toBeNull()
    expect(shown([], { ...limit('s6-1-a', '2026-10-01'), endedAt: now })).toBeNull()
  })
})
