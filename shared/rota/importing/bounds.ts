import { done, refuse, type Outcome } from '../../kernel/outcome.ts'
import type { Cells } from './sheet.ts'

/** As much as one import may bring: sixty people over eight weeks as a grid, or four weeks as a list. */
export const MOST_ROWS = 2000
export const MOST_COLUMNS = 80
/** Letters of one cell: no shift, day or name is longer. */
export const LONGEST_CELL = 120
/** Letters of a whole sheet, which has to fit in one question to the hub. */
export const MOST_LETTERS = 90_000

// What spreadsheets put into a cell and nobody sees: control characters, marks of direction, a byte order mark.
const UNSEEN = /[^\P{Cc}\n]|\p{Cf}/gu

/**
 * Cells as they are sent to the hub: without what nobody sees, empty rows and columns at the end left out, and refused in words where
 * they are more than one import may bring.
 *
 * @example tidyCells([['', 'Mon 16 '], ['', '']]) // done([['', 'Mon 16']])
 */
export function tidyCells(cells: Cells): Outcome<Cells, string> {
  const tidy = cells.map((row) =>
    withoutTail(
      row.map((text) => text.replaceAll(UNSEEN, '').trim()),
      (text) => text === '',
    ),
  )
  const rows = withoutTail(tidy, (row) => row.length === 0)
  if (rows.length === 0) return refuse('There is nothing in this sheet.')
  if (rows.length > MOST_ROWS)
    return refuse(
      `This sheet has ${rows.length.toLocaleString('en-GB')} rows. Import ${MOST_ROWS.toLocaleString('en-GB')} at a time.`,
    )
  const widest = Math.max(...rows.map((row) => row.length))
  if (widest > MOST_COLUMNS)
    return refuse(`This sheet has ${widest} columns. Import ${MOST_COLUMNS} at a time: eight weeks and the names.`)
  const long = rows.flat().find((text) => text.length > LONGEST_CELL)
  if (long !== undefined)
    return refuse(`A cell has more than ${LONGEST_CELL} letters: “${long.slice(0, 40)}…”. Shorten it.`)
  const letters = rows.flat().reduce((sum, text) => sum + text.length + 3, 0)
  if (letters > MOST_LETTERS) return refuse('This sheet is more than fits in one import. Import four weeks at a time.')
  return done(rows)
}

function withoutTail<Value>(list: readonly Value[], isNothing: (value: Value) => boolean): readonly Value[] {
  const last = list.findLastIndex((value) => !isNothing(value))
  return list.slice(0, last + 1)
}
