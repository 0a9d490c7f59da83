import { describe, expect, it } from 'vitest'
import { onePlace, placeLetters } from './placeLetters.ts'

const at = (...names: readonly (string | null)[]) => names.map((placeName) => ({ placeName }))

describe('letters for places', () => {
  it('are the initials of a place, numbered where two have the same', () => {
    expect([...placeLetters(at('North House', 'New Hall', 'Annexe', 'The old St Mary’s site', null))]).toEqual([
      ['Annexe', 'An'],
      ['New Hall', 'NH'],
      ['North House', 'NH2'],
      ['The old St Mary’s site', 'TOS'],
    ])
  })

  it('are none where they would tell nothing apart', () => {
    expect(placeLetters(at('North House', 'North House')).size).toBe(0)
    expect(placeLetters(at(null, null)).size).toBe(0)
    expect(placeLetters([]).size).toBe(0)
  })

  it('mark the one place of some shifts while others are worked nowhere in particular', () => {
    expect(placeLetters(at('North House', null)).get('North House')).toBe('NH')
  })
})

it('one place for all is said once', () => {
  expect([onePlace(at('North House', 'North House')), onePlace(at('North House', null)), onePlace([])]).toEqual([
    'North House',
    null,
    null,
  ])
})
