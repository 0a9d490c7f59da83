import { describe, expect, it } from 'vitest'
import { addMinutes, instant } from '../time/instant.ts'
import type { Ranked } from './candidates.ts'
import type { Reason } from './reasons.ts'
import { shortfallWords, unlocksOf } from './shortfall.ts'

const NOW = instant('2026-11-12T16:47:00Z')
const one = (name: string, reason: Reason, standing: Ranked['standing'] = 'set-aside') => ({
  name,
  standing,
  likelyAt: NOW,
  reasons: [reason],
})
const ranked = [
  one('Late Starter', { weighs: 'against', code: 'shift-not-begun', startsAt: addMinutes(NOW, 120) }),
  one('Tom Ellis', { weighs: 'against', code: 'on-a-job', freeAbout: addMinutes(NOW, 81), thereAt: null }),
  one('Gone Home', { weighs: 'against', code: 'shift-over', endedAt: addMinutes(NOW, -47) }),
  one('Off Duty', { weighs: 'against', code: 'off-shift' }),
  one('From Away', { weighs: 'against', code: 'not-acting-for' }, 'barred'),
]

describe('when nobody is free', () => {
  it('counts why, and says what would unlock it, the soonest first', () => {
    expect(shortfallWords(ranked)).toBe(
      '1 out on a job, 1 not yet on shift, 1 past the end of shift, 1 not on the rota, 1 not acting for this council',
    )
    expect(unlocksOf(ranked, 'Emergency Duty Team', NOW)).toEqual([
      'Tom Ellis is free about 18:10: hold it until then.',
      'Late Starter starts at 18:47: hold it until then, or ask them to begin earlier.',
      'Gone Home’s shift ended at 16:00: ask whether they would stay on, and say why.',
      'Ring down the call-in list: 1 is not on the rota.',
      '1 could go if they acted for this council: a lead can record it.',
      'Ask the Emergency Duty Team to take it.',
    ])
  })

  it('is not the case while anybody is suggested', () => {
    const free = [
      ...ranked,
      one('Ewa Kowalska', { weighs: 'for', code: 'finishes-inside-shift', inTen: 9 }, 'suggested'),
    ]
    expect(shortfallWords(free)).toBe('')
    expect(unlocksOf(free, 'Emergency Duty Team', NOW)).toEqual([])
  })

  it('names the day of a shift that ended before midnight', () => {
    const afterMidnight = instant('2026-11-13T00:40:00Z')
    const over = one('Gone Home', { weighs: 'against', code: 'shift-over', endedAt: instant('2026-11-12T23:00:00Z') })
    expect(unlocksOf([over], 'Emergency Duty Team', afterMidnight)[0]).toBe(
      'Gone Home’s shift ended at Thu 12 November 23:00: ask whether they would stay on, and say why.',
    )
  })

  it('leaves the out-of-hours team when nobody is on the register', () => {
    expect(unlocksOf([], 'Emergency Duty Team', NOW)).toEqual(['Ask the Emergency Duty Team to take it.'])
  })
})
