import type { ExportMark } from '#shared/privacy/exportDocument.ts'

export interface MarkedPiece {
  readonly words: string
  readonly at: number
  readonly mark: ExportMark | null
}

/**
 * A text cut at what is marked in it, so that each piece can be shown by itself. Where marks overlap the longer one is shown.
 *
 * @example markedPieces('Her sister rang', [sister]) // 'Her ', 'sister' with its mark, ' rang'
 */
export function markedPieces(text: string, marks: readonly ExportMark[]): readonly MarkedPiece[] {
  const longest = marks.toSorted((a, b) => b.words.length - a.words.length)
  const pieces: MarkedPiece[] = []
  let from = 0
  for (let at = 0; at < text.length;) {
    const mark = longest.find(({ words }) => text.startsWith(words, at))
    if (!mark) {
      at += 1
      continue
    }
    if (at > from) pieces.push({ words: text.slice(from, at), at: from, mark: null })
    pieces.push({ words: mark.words, at, mark })
    at += mark.words.length
    from = at
  }
  if (from < text.length) pieces.push({ words: text.slice(from), at: from, mark: null })
  return pieces
}
