import { describe, expect, it } from 'vitest'
import type { PersonId } from '#shared/kernel/ids.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { passedByHand, type Reachable } from './escalation.ts'

const NOW = instant('2026-11-12T16:43:00Z')
const one = (name: string): Reachable => ({
  personId: name as PersonId,
  name,
  roles: ['practice-consultant'],
  shiftRole: 'practice-consultant',
  shiftStartedAt: NOW,
})
const chain = ['Jo', 'Amir', 'Cy'].map(one)
const by = (name: string, step: number, people = chain) => {
  const telling = passedByHand('limit', step, people, name as PersonId, NOW)
  return telling && [telling.step, telling.to?.name]
}

describe('an alarm that is passed on by hand', () => {
  it('goes to the next, and on from there as always', () => {
    expect(by('Jo', 0)).toEqual([1, 'Amir'])
    expect(passedByHand('limit', 0, chain, 'Jo' as PersonId, NOW)?.nextAt).toBe(addMinutes(NOW, 5))
  })

  it('leaves out whoever passes it on, whoever was told', () => {
    expect(by('Amir', 0)).toEqual([2, 'Cy'])
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
