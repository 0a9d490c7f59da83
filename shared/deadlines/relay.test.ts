import { describe, expect, it } from 'vitest'
import { addMinutes, instant } from '../time/instant.ts'
import { duePoints } from './due.ts'
import { isRelayed, isUndelivered, nextRelayAt, relayedAlarm, saysUndelivered } from './relay.ts'

const NOW = instant('2026-11-12T16:43:00Z')

describe('an alarm that leaves the hub', () => {
  it('is one of the law’s', () => {
    expect(duePoints.filter(isRelayed)).toEqual(['warning', 'limit', 'start-not-recorded'])
  })

  it('is tried again ever more seldom, and at least every quarter of an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 60].map((tries) => nextRelayAt(tries, NOW))).toEqual(
      [1, 2, 5, 10, 15, 15, 15].map((pause) => addMinutes(NOW, pause)),
    )
  })

  it('is to be rung after the second try in vain, said once, until it is delivered', () => {
    const ring = [0, 1, 2, 9].map((relayTries) => isUndelivered({ relayTries, relayedAt: null }))
    expect(ring).toEqual([false, false, true, true])
    expect(isUndelivered({ relayTries: 9, relayedAt: NOW })).toBe(false)
    expect([1, 2, 3].filter(saysUndelivered)).toEqual([2])
  })

  it('says the reference, the rule and the time, and nothing else', () => {
    const limitAt = addMinutes(NOW, 120)
    expect(relayedAlarm({ number: 2424, kind: 's136', dueAt: NOW, limitAt })).toEqual({
      reference: 'R-2424',
      rule: 'Section 136',
      dueAt: limitAt,
    })
    expect(relayedAlarm({ number: 2424, kind: 's136', dueAt: NOW, limitAt: null }).dueAt).toBe(NOW)
  })
})
