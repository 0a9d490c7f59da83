import { guarded, type Cell } from '#shared/kernel/csv.ts'
import { isLondonDay } from '#shared/time/london.ts'

export const BOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface BookCell {
  readonly value: string | number | Date
  readonly type: StringConstructor | NumberConstructor | DateConstructor
  readonly format?: string
  readonly fontWeight?: 'bold'
}

/** One sheet of a workbook; text stays text, also what a spreadsheet would take for a formula. */
export interface Sheet {
  readonly sheet: string
  readonly data: BookCell[][]
}

const bookCell = (cell: Cell, bold: boolean): BookCell => {
  const style = bold ? ({ fontWeight: 'bold' } as const) : {}
  // A day is a date in a spreadsheet, so that it sorts and filters as one.
  if (typeof cell === 'string' && isLondonDay(cell))
    return { value: new Date(`${cell}T00:00:00.000Z`), type: Date, format: 'yyyy-mm-dd', ...style }
  return typeof cell === 'number'
    ? { value: cell, type: Number, ...style }
    : { value: cell === null ? '' : guarded(String(cell)), type: String, ...style }
}

/**
 * Lines as a sheet of a workbook.
 *
 * @param bold the line that is its heading, counted from 0
 * @example sheetOf('Rota: 16 to 22', [['', 'Mon 16'], ['Priya Nair', '08–16']], 0).sheet // 'Rota  16 to 22'
 */
export const sheetOf = (name: string, lines: readonly (readonly Cell[])[], bold: number): Sheet => ({
  // A sheet's name has at most 31 characters and none of these.
  sheet: name.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31),
  data: lines.map((line, index) => line.map((cell) => bookCell(cell, index === bold))),
})

/** A workbook as a file, to be handed to `saveFile` as `BOOK`. What writes it is fetched when it is first needed. */
export async function bookOf(sheets: readonly Sheet[]): Promise<Blob> {
  const { default: writeBook } = await import('write-excel-file/universal')
  return writeBook([...sheets]).toBlob()
}
