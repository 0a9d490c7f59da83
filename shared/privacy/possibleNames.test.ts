import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { possibleNames } from './possibleNames.ts'

describe('other people in a free text', () => {
  it.each<[string, readonly string[]]>([
    ['Her sister Margaret Holt rang.', ['sister', 'Margaret Holt']],
    ['Margaret says she is worse.', ['Margaret']],
    ['Found walking on the A41 near Norbeck, very cold.', ['Norbeck']],
    ['Jean Whitlock was seen. Whitlock’s neighbour called.', ['Whitlock’s', 'neighbour']],
    ['Told Dr Anne Hale that the police had gone.', ['Anne Hale']],
    ['Siobhán O’Brien-Łuczak and her ex-partner', ['Siobhán O’Brien-Łuczak', 'ex-partner']],
    ['Crisis team saw her at 11:20. She has not slept.', []],
    ['', []],
  ])('%s', (text, marked) => {
    expect(possibleNames(text, ['Jean Whitlock'])).toEqual(marked)
  })

  it('marks only what stands in the text, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        for (const words of possibleNames(text, [])) expect(text.replaceAll('\u00A0', ' ')).toContain(words)
      }),
      { seed: 20_261_112, numRuns: 200 },
    )
  })
})
