import { expect, it } from 'vitest'
import { markedPieces } from './markedPieces.ts'

const mark = (words: string) => ({ key: words, words, who: 'somebody-named' as const })
const shown = (text: string, ...marks: string[]) =>
  markedPieces(text, marks.map(mark)).map(({ words, mark: found }) => (found ? `[${words}]` : words))

it('cuts a text at its marks, each time they stand in it', () => {
  expect(shown('Her sister rang; the sister is well.', 'sister')).toEqual([
    'Her ',
    '[sister]',
    ' rang; the ',
    '[sister]',
    ' is well.',
  ])
})

it('shows the longer of two that overlap, and plain text as it is', () => {
  expect(shown('Margaret Holt came', 'Margaret', 'Margaret Holt')).toEqual(['[Margaret Holt]', ' came'])
  expect(shown('Nobody else')).toEqual(['Nobody else'])
  expect(shown('', 'x')).toEqual([])
})
