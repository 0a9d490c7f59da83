/** A stretch of text: as it was, as it is now, or the same in both. */
export interface Piece {
  readonly text: string
  readonly mark: 'was' | 'is' | 'same'
}

/** Beyond this many words a side, comparing word by word costs more than it tells. */
const LONGEST = 600

/**
 * What changed between two texts, word by word, by the longest run of words that they share. Spaces go with the word before them.
 *
 * @example wordDifference('by 21:00 today', 'by 18:32 today')
 * // [{ text: 'by ', mark: 'same' }, { text: '21:00 ', mark: 'was' }, { text: '18:32 ', mark: 'is' }, { text: 'today', mark: 'same' }]
 */
export function wordDifference(was: string, is: string): readonly Piece[] {
  const [before, after] = [wordsOf(was), wordsOf(is)]
  if (before.length > LONGEST || after.length > LONGEST)
    return joined([...marked(before, 'was'), ...marked(after, 'is')])
  const common = commonLengths(before, after)
  const pieces: Piece[] = []
  let [left, right] = [0, 0]
  while (left < before.length || right < after.length) {
    const [old, fresh] = [before[left], after[right]]
    if (old !== undefined && fresh !== undefined && bare(old) === bare(fresh)) {
      pieces.push({ text: fresh, mark: 'same' })
      left += 1
      right += 1
    } else if (
      fresh === undefined ||
      (old !== undefined && lengthAt(common, left + 1, right) >= lengthAt(common, left, right + 1))
    ) {
      pieces.push({ text: old ?? '', mark: 'was' })
      left += 1
    } else {
      pieces.push({ text: fresh, mark: 'is' })
      right += 1
    }
  }
  return joined(pieces)
}

const wordsOf = (text: string): readonly string[] => text.match(/\S+\s*|^\s+/g) ?? []
const bare = (word: string): string => word.trimEnd()
const marked = (words: readonly string[], mark: Piece['mark']): readonly Piece[] =>
  words.map((text) => ({ text, mark }))
const lengthAt = (common: readonly Uint16Array[], left: number, right: number): number => common[left]?.[right] ?? 0

/** How many words the rest of both texts share, from each pair of places on. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly Uint16Array[] {
  const rows = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1))
  for (let left = before.length - 1; left >= 0; left -= 1) {
    for (let right = after.length - 1; right >= 0; right -= 1) {
      const same = bare(before[left] ?? '') === bare(after[right] ?? '')
      const longest = same
        ? lengthAt(rows, left + 1, right + 1) + 1
        : Math.max(lengthAt(rows, left + 1, right), lengthAt(rows, left, right + 1))
      rows[left]?.fill(longest, right, right + 1)
    }
  }
  return rows
}

/** Neighbours of one kind become one; what was stands before what is. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const together: Piece[] = []
  for (const piece of pieces) {
    const last = together.at(-1)
    if (last?.mark === piece.mark) together[together.length - 1] = { text: last.text + piece.text, mark: piece.mark }
    else together.push(piece)
  }
  return together
}
