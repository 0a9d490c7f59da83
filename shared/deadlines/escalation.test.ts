import { describe, expect, it } from 'vitest'
import type { PersonId } from '#shared/kernel/ids.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { heldFirst, passedByHand, tellingAt, type Reachable } from './escalation.ts'

const NOW = instant('2026-11-12T16:43:00Z')
const one = (name: string): Reachable => ({
  personId: name as PersonId,
  name,
  roles: ['practice-consultant'],
  shiftRole: 'practice-consultant',
  shiftStartedAt: NOW,
})
const chain = ['Jo', 'Amir', 'Cy'].map(one)
/** As if everybody up to that step had been told in turn. */
const by = (name: string, step: number, people = chain) => {
  const told = people.slice(0, (step % Math.max(1, people.length)) + 1).map(({ personId }) => personId)
  const telling = passedByHand('limit', step, told, people, name as PersonId, NOW)
  return telling && [telling.step, telling.to?.name]
}

describe('an alarm that is passed on by hand', () => {
  it('goes to the next, and on from there as always', () => {
    expect(by('Jo', 0)).toEqual([1, 'Amir'])
    expect(passedByHand('limit', 0, ['Jo' as PersonId], chain, 'Jo' as PersonId, NOW)?.nextAt).toBe(addMinutes(NOW, 5))
  })

  it('leaves out whoever passes it on, whoever was told', () => {
    expect(by('Amir', 0)).toEqual([1, 'Cy'])
    expect(by('Cy', 0)).toEqual([1, 'Amir'])
  })

  it('has nobody further at the end of a round, but goes on in the next one', () => {
    expect([by('Cy', 2), by('Cy', 1), by('Jo', 0, chain.slice(0, 1)), by('Jo', 0, [])]).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(by('Jo', 3)).toEqual([4, 'Amir'])
  })
})

describe('a referral that somebody took over', () => {
  it('has whoever took it first and leaves nobody out', () => {
    const names = (holder: string | undefined) =>
      heldFirst(chain, holder as PersonId | undefined).map(({ name }) => name)
    expect(names('Cy')).toEqual(['Cy', 'Jo', 'Amir'])
    expect(names('Nobody who answers alarms')).toEqual(['Jo', 'Amir', 'Cy'])
    expect(names(undefined)).toEqual(['Jo', 'Amir', 'Cy'])
  })

  it('tells whoever takes it over while its alarm climbs next', () => {
    const told = ['Jo' as PersonId]
    expect(tellingAt('limit', 1, told, heldFirst(chain, 'Cy' as PersonId), NOW).to?.name).toBe('Cy')
  })
})

describe('a chain that changes with the shift', () => {
  const told = (...names: readonly string[]) => names.map((name) => name as PersonId)

  it('skips nobody who has come on duty, and tells nobody twice in a round', () => {
    // Jo was told and has gone off: Dee is at the desk now, and first in the chain.
    const later = ['Dee', 'Amir', 'Cy', 'Jo'].map(one)
    const second = tellingAt('limit', 1, told('Jo'), later, NOW)
    expect([second.to?.name, second.told, second.nextAt]).toEqual(['Dee', told('Jo', 'Dee'), addMinutes(NOW, 5)])
    expect(tellingAt('limit', 2, second.told, later, NOW).to?.name).toBe('Amir')
  })

  it('is through its round when nobody of those on now is left, and begins again with the first', () => {
    const last = tellingAt('limit', 3, told('Jo', 'Amir'), chain, NOW)
    expect([last.to?.name, last.nextAt]).toEqual(['Cy', addMinutes(NOW, 15)])
    const again = tellingAt('limit', 4, last.told, chain, NOW)
    expect([again.to?.name, again.told]).toEqual(['Jo', told('Jo')])
  })
})
