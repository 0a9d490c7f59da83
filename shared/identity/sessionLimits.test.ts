import { describe, expect, it } from 'vitest'
import { londonDay } from '../time/london.ts'
import { choosable, profiles, termsOf, usualLimits } from './sessionLimits.ts'

const limits = usualLimits(londonDay('2026-11-12'))

describe('how long a session lasts', () => {
  it('is half an hour at a desk, whatever its person is', () => {
    for (const role of ['practice-consultant', 'amhp', 'manager', 'admin'] as const)
      expect(termsOf(limits, [role], 'computer')).toMatchObject({
        profile: 'desk',
        idleMinutes: 30,
        absoluteMinutes: 720,
        wakefulRoles: [role],
      })
  })

  it('is a long night on the phone of an AMHP, and on nobody else’s', () => {
    expect(termsOf(limits, ['amhp'], 'phone')).toMatchObject({
      profile: 'field',
      idleMinutes: 720,
      absoluteMinutes: 960,
    })
    expect(termsOf(limits, ['amhp'], 'tablet').profile).toBe('field')
    expect(termsOf(limits, ['practice-consultant'], 'phone').profile).toBe('desk')
    expect(termsOf(limits, ['manager', 'admin'], 'phone').profile).toBe('desk')
  })

  it('keeps only the role of the field awake for so long', () => {
    expect(termsOf(limits, ['practice-consultant', 'amhp'], 'phone')).toMatchObject({
      profile: 'field',
      wakefulRoles: ['amhp'],
      restMinutes: 30,
    })
  })

  it('has usual limits on every day, also before the first of them was written down', () => {
    expect(usualLimits(londonDay('2020-01-01'))).toEqual(limits)
  })

  it('is never longer than usual by the choice of a service', () => {
    for (const profile of profiles)
      for (const limit of ['idleMinutes', 'absoluteMinutes'] as const)
        expect(choosable[profile][limit][1]).toBe(limits[profile][limit])
  })
})
