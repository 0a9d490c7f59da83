import { expect, it } from 'vitest'
import { hashOf, placeIn } from './dutyPlace.ts'

it('reads what it writes', () => {
  expect(placeIn(hashOf(2424, 'delayed'))).toEqual({ number: 2424, sheet: 'delayed' })
  expect(placeIn(hashOf(2424))).toEqual({ number: 2424, sheet: null })
})

it('reads anything else as the job in hand', () => {
  for (const hash of ['', 'main', '-delayed', 'x-outcome', '1e3']) {
    expect(placeIn(hash)).toEqual({ number: null, sheet: null })
  }
  expect(placeIn('2424-gone')).toEqual({ number: 2424, sheet: null })
})
