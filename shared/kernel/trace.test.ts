import { describe, expect, it } from 'vitest'
import { pointsIn, termToKeep } from './trace.ts'

describe('what is kept of a refused attempt', () => {
  it('is ids and a reference number, never what was typed', () => {
    const id = '4f1c1d7e-58a5-4e0c-9a6a-0f1f1b7f3a55'
    expect(pointsIn({ referralId: id, number: '2424', text: 'Doyle', reason: 'he is my neighbour' })).toEqual({
      referralId: id,
      number: '2424',
    })
    expect(pointsIn({ nhsNumber: '9990123456', phone: '07700900318', 'Jean Whitlock': id })).toEqual({})
  })

  it.each([[null], ['text'], [7], [[1, 2]]])('is nothing when %j was sent', (sent) => {
    expect(pointsIn(sent)).toEqual({})
  })
})

it.each([
  [' Doyle ', 'Doyle'],
  ['\u0000', null],
  ['a\u0000b', 'a b'],
  ['\uD800x', 'x'],
  ['', null],
])('keeps of the search %j what a database can hold', (typed, kept) => {
  expect(termToKeep(typed)).toBe(kept)
})
