import { describe, expect, it } from 'vitest'
import { londonDay } from '#shared/time/london.ts'
import { powerKinds } from '../clockRules.ts'
import { isPoliceStation, whereSays } from './placesOfSafety.ts'

const DAY = londonDay('2026-11-12')
const at = (place: string, kind: (typeof powerKinds)[number] = 's136', age: number | null = 40) =>
  whereSays({ place, kinds: [kind], age }, DAY)

describe('a police station as a place of safety', () => {
  it.each([
    ['Kelsham Police Station, cell 4', true],
    ['Custody suite, Wexmoor', true],
    ['custody centre', true],
    ['Police custody', true],
    ['Health-based place of safety, St Aldhelm’s', false],
    ['18 Station Road', false],
    ['With police outside the station', false],
    ['Emergency department, police with them', false],
  ])('%s: %s', (place, is) => {
    expect(isPoliceStation(place)).toBe(is)
  })

  it('is warned of for an adult, and said to be against the law under 18', () => {
    expect(at('Kelsham police station')).toMatchObject({ unlawful: false })
    expect(at('Kelsham police station', 's135', 17)).toMatchObject({ unlawful: true })
    expect(at('Kelsham police station', 's136', null)?.words).toContain('Find out how old they are')
  })

  it('is nobody’s business under a power that needs no place of safety, or at another place', () => {
    for (const kind of powerKinds.filter((one) => !/^s13[56]/.test(one)))
      expect(at('Kelsham police station', kind)).toBeNull()
    expect(whereSays({ place: 'Kelsham police station', kinds: [], age: 15 }, DAY)).toBeNull()
    expect(at('Ward 4')).toBeNull()
  })
})
