import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isolated, isolatedIn } from './direction.ts'

const MARKS = [...'\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069']

/** How deep isolates are nested at the end, and whether a closing mark ever met nothing to close. */
function nesting(text: string): { readonly deep: number; readonly broken: boolean } {
  let [deep, broken] = [0, false]
  for (const letter of text) {
    if ('\u2066\u2067\u2068'.includes(letter)) deep += 1
    if (letter === '\u2069') {
      if (deep === 0) broken = true
      deep = Math.max(0, deep - 1)
    }
  }
  return { deep, broken }
}

describe('text in a sentence', () => {
  it('is left alone when it turns nothing round', () => {
    for (const text of ['', 'Marta Lindqvist', 'Siobhán O’Brien-Łuczak', 'line one\nline two', '🙂'])
      expect(isolated(text)).toBe(text)
  })

  it('keeps its marks of direction to itself, whichever they are and however many', () => {
    const typed = fc.array(fc.constantFrom(...MARKS, 'a', ' ', 'ا', '7'), { maxLength: 30 }).map((all) => all.join(''))
    fc.assert(
      fc.property(typed, (text): void => {
        const said = isolated(text)
        expect(said).toContain(text)
        if (said === text) {
          expect(MARKS.filter((mark) => text.includes(mark))).toEqual([])
          return
        }
        expect(nesting(said)).toEqual({ deep: 0, broken: false })
        // Closed only at its very end: what stands inside cannot close the isolate around it before.
        expect(nesting(said.slice(0, -1)).deep).toBe(1)
      }),
      { numRuns: 2000 },
    )
  })

  it('is found in an answer however deep, and an answer without any is the same one', () => {
    const plain = { name: 'Marta', rows: [{ note: 'none', count: 3, at: null }] }
    expect(isolatedIn(plain)).toBe(plain)
    expect(isolatedIn({ ...plain, rows: [{ note: '\u202Ereversed', count: 3, at: null }] })).toEqual({
      name: 'Marta',
      rows: [{ note: '\u2068\u202Ereversed\u2069', count: 3, at: null }],
    })
  })
})
