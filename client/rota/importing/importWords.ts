import type { ImportLine, ImportPreview } from '#shared/rota/importContract.ts'

export const doesWords: Readonly<Record<ImportLine['does'], string>> = {
  add: 'Puts on',
  change: 'Moves',
  'take-off': 'Takes off',
  same: 'The same',
  note: 'Look at this',
  problem: 'Left out',
}

/** A cell by the name that spreadsheets give it. @example cellName({ row: 4, column: 28 }) // 'AB4' */
export function cellName({ row, column }: Pick<ImportLine, 'row' | 'column'>): string {
  let letters = ''
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCodePoint(65 + ((left - 1) % 26)) + letters
  return `${letters}${row}`
}

/** @example countWords(counts) // '12 put on, 3 moved, 2 left out' */
export function countWords(counts: ImportPreview['counts']): string {
  const words = [
    [counts.add, 'put on'],
    [counts.change, 'moved'],
    [counts['take-off'], 'taken off'],
    [counts.same, 'the same'],
    [counts.note, 'to look at'],
    [counts.problem, 'left out'],
  ] as const
  const said = words.filter(([count]) => count > 0).map(([count, does]) => `${count} ${does}`)
  return said.length === 0 ? 'Nothing' : said.join(', ')
}
