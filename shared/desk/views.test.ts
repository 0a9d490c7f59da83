import { describe, expect, it } from 'vitest'
import {
  addressOf,
  boardLooks,
  boardShows,
  isWholeBoard,
  readView,
  sameView,
  saysHow,
  searchOf,
  viewWords,
  waitingFors,
  wholeBoard,
  wholeBoardSearch,
} from './views.ts'

describe('a view of the board', () => {
  it('comes back from its address as it was', () => {
    for (const show of [null, ...boardShows])
      for (const waiting of [null, ...waitingFors])
        for (const area of ['', 'Kelsham', 'St Mary’s & Co']) {
          for (const look of boardLooks) {
            const view = { show, area, team: area === '' ? '' : `${area} team`, waiting, look }
            expect(sameView(readView(searchOf(view)), view)).toBe(true)
            expect(sameView(readView(addressOf(view)), view)).toBe(true)
            expect(saysHow(addressOf(view))).toBe(true)
            expect(isWholeBoard(view)).toBe(show === null && area === '' && waiting === null)
          }
        }
  })

  it('is the whole board when the address says nothing that is known', () => {
    expect(readView({})).toEqual(wholeBoard)
    expect(readView({ show: 'everything', waiting: 'godot' })).toEqual(wholeBoard)
    expect(readView({ area: 'x'.repeat(500) }).area).toHaveLength(80)
  })

  it('is the whole board on purpose, which is something else than an address that says nothing', () => {
    expect(readView(wholeBoardSearch)).toEqual(wholeBoard)
    expect(readView({ team: 'Kelsham' })).toEqual({ ...wholeBoard, team: 'Kelsham' })
    expect([{}, { area: '' }, wholeBoardSearch, { show: 'all' }, { waiting: 'bed' }].map(saysHow)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
  })

  it('is said in words', () => {
    const view = { show: 'out', area: 'Kelsham', team: 'Hub', waiting: 'bed', look: 'list' } as const
    expect(viewWords(view)).toBe('Out now · Kelsham · Hub · waiting for a bed')
    expect(viewWords({ ...wholeBoard, look: 'stages' })).toBe('The whole board · by stage')
    expect(viewWords(wholeBoard)).toBe('The whole board')
  })
})
