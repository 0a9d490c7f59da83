import { expect, it } from 'vitest'
import { doorNames, doorOf } from '../kernel/matrix.ts'
import { deedName, doorName, partsWords, times } from './words.ts'

it('tells a look by what was seen, not by the name of our door', () => {
  const shows = doorNames.filter((name) => doorOf(name).is === 'query' && doorOf(name).names === 'referral')
  const asWritten = (name: string): string =>
    name.replace(/^.*\./, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  expect(shows.length).toBeGreaterThan(5)
  expect(shows.filter((name) => doorName(name) === asWritten(name))).toEqual([])
  expect(doorName('allocations.takeBack')).toBe('take back')
})

it('says how often, what was done and which parts as people do', () => {
  expect([times(1), times(2), times(3)]).toEqual(['once', 'twice', '3 times'])
  expect(deedName('allocation-taken-back')).toBe('allocation taken back')
  expect(partsWords(['identity', 'risk'])).toBe('name, birth, NHS number; risk')
})
