import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordDifference, type Piece } from '#shared/referrals/wordDifference.ts'

const shown = (was: string, is: string): string =>
  wordDifference(was, is)
    .map(({ text, mark }) => (mark === 'same' ? text : `[${mark} ${text.trim()}]`))
    .join('')
const side = (pieces: readonly Piece[], left: Piece['mark'], between = ''): string =>
  pieces
    .filter(({ mark }) => mark !== left)
    .map(({ text }) => text)
    .join(between)

describe('the difference between two texts', () => {
  it.each([
    ['by 21:00 today', 'by 18:32 today', 'by [was 21:00][is 18:32]today'],
    ['none', 'none', 'none'],
    ['police stay', 'police will stay', 'police [is will]stay'],
    ['a b c', 'c', '[was a b]c'],
    ['', 'new', '[is new]'],
    ['old', '', '[was old]'],
  ])('%j to %j', (was, is, difference) => {
    expect(shown(was, is)).toBe(difference)
  })

  it('always adds up to both texts', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd\n'), { maxLength: 30 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(text, text, (was, is) => {
        const pieces = wordDifference(was, is)
        expect(side(pieces, 'was')).toBe(is)
        expect(side(pieces, 'is', ' ').split(/\s+/).filter(Boolean)).toEqual(was.split(/\s+/).filter(Boolean))
      }),
    )
  })

  it('gives very long texts whole', () => {
    const long = 'word '.repeat(700)
    expect(wordDifference(long, `${long}more`).map(({ mark }) => mark)).toEqual(['was', 'is'])
  })
})
