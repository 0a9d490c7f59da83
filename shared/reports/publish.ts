import { SMALLEST_PUBLISHED, suppressSmall } from './suppress.ts'
import { HIDDEN, type Report, type ReportCell, type ReportRow, type ReportTable } from './table.ts'

/**
 * A report as it may leave the service: nothing about single colleagues, and no number from which a small group of people could be
 * worked out, neither along its column nor from what is left of its row.
 *
 * @example publish(report).tables[0]?.rows[0]?.cells // ['hidden', 'hidden', 12]
 */
export const publish = (report: Report): Report => ({
  ...report,
  view: 'publication',
  tables: report.tables.filter(({ about }) => about !== 'staff').map(publishTable),
})

/** The same for one table. */
export function publishTable(table: ReportTable): ReportTable {
  if (table.about !== 'people') return table
  const base = table.columns.findIndex(({ kind }) => kind === 'count')
  if (base < 0) return table
  const hidden = table.columns.map(({ kind }, column) =>
    kind === 'count' || kind === 'of' ? hiddenIn(table, column, base) : null,
  )
  const all = [...table.rows, ...(table.total ? [table.total] : [])]
  const cellsOf = (row: ReportRow, index: number): readonly ReportCell[] =>
    row.cells.map((cell, column) => {
      const own = hidden[column]
      if (own) return own[index] ? HIDDEN : cell
      // Shares and middles are made of the counts before them: they go when one of those does.
      const before = hidden.findLast((one, at) => one !== null && at <= column) ?? hidden[base]
      const { kind } = table.columns[column] ?? { kind: 'text' }
      const telling = kind === 'percent' || kind === 'minutes'
      return telling && cell !== null && ((before?.[index] ?? false) || (hidden[base]?.[index] ?? false))
        ? HIDDEN
        : cell
    })
  const rows = all.map((row, index) => ({ ...row, cells: cellsOf(row, index) }))
  return {
    ...table,
    rows: rows.slice(0, table.rows.length),
    total: table.total ? (rows.at(-1) ?? null) : null,
  }
}

const numberAt = (row: ReportRow | undefined, column: number): number => {
  const cell = row?.cells[column]
  return typeof cell === 'number' ? cell : 0
}

/** Which cells of a column of counts are hidden, the total last. */
function hiddenIn(table: ReportTable, column: number, base: number): readonly boolean[] {
  const counts = table.rows.map((row) => numberAt(row, column))
  const rest = table.rows.map((row) => numberAt(row, base) - numberAt(row, column))
  const small = (count: number): boolean => count > 0 && count < SMALLEST_PUBLISHED
  // What is left of a row's number gives a small group away as well as the group itself does.
  const giving = counts.map((count, index) => column !== base && (small(count) || small(rest[index] ?? 0)))
  const { counts: shown, total } = suppressSmall(counts)
  const first = shown.map((count, index) => count === null || (giving[index] ?? false))
  if (table.total === null) return first
  const given = numberAt(table.total, column)
  const left = numberAt(table.total, base) - given
  const totalHidden = total === null || (column !== base && (small(given) || small(left)))
  return secured([...first, totalHidden], [...counts, given])
}

/** One hidden number beside a total could be worked out from the others: a second goes with it, the smallest that is somebody. */
function secured(hidden: readonly boolean[], counts: readonly number[]): readonly boolean[] {
  const between = counts.reduce(
    (sum, count, index) => sum + (hidden[index] && index < counts.length - 1 ? count : 0),
    0,
  )
  const lone = hidden.filter(Boolean).length === 1
  const few = hidden.at(-1) === false && hidden.some(Boolean) && between > 0 && between < SMALLEST_PUBLISHED
  if (!lone && !few) return hidden
  const [next] = [...counts.keys()]
    .filter((index) => !hidden[index])
    .toSorted((a, b) => rankOf(counts, a) - rankOf(counts, b) || (counts[a] ?? 0) - (counts[b] ?? 0))
  return next === undefined
    ? hidden
    : secured(
        hidden.map((one, index) => one || index === next),
        counts,
      )
}

const rankOf = (counts: readonly number[], index: number): number =>
  (counts[index] ?? 0) === 0 ? 2 : index === counts.length - 1 ? 1 : 0
