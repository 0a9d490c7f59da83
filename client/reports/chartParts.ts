import { waitFacts } from '#shared/allocations/waits.ts'
import { HIDDEN, type ReportCell, type ReportRow, type ReportTable } from '#shared/reports/table.ts'
import { delayCodes, type DelayFacts } from '#shared/toil/delayCodes.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { inHours } from './reportWords.ts'

/** A line that may be drawn: its words, its number, and whose it is to change where it is a cause. */
export interface Line {
  readonly label: string
  readonly cell: ReportCell
  readonly figure: string
  readonly owner?: string | undefined
  readonly share?: string | undefined
  readonly colour?: 1 | 4 | 5 | undefined
}

export interface ChartBar extends Line {
  readonly value: number
}

/** One colour an owner, on every page: a partner, the service itself, nobody. */
export const sideColours = { partner: 1, ours: 4, neither: 5 } as const

/** A table of a report, and where one of its columns stands. */
export interface Column {
  readonly table: ReportTable
  readonly at: number
}

export function columnOf(tables: readonly ReportTable[], key: string, heading: string): Column | null {
  const table = tables.find((one) => one.key === key)
  const at = table?.columns.findIndex((one) => one.heading === heading) ?? -1
  return table && at >= 0 ? { table, at } : null
}

/** A value as the chart writes it: lengths of ten hours and more as whole hours, shares with their sign. */
export function figureOf({ table, at }: Column, cell: ReportCell): string {
  if (typeof cell !== 'number') return cell === HIDDEN ? 'not given' : '–'
  const kind = table.columns[at]?.kind
  if (kind === 'minutes') return cell < 600 ? formatMinutes(cell) : inHours(cell)
  return kind === 'percent' ? `${cell}%` : cell.toLocaleString('en-GB')
}

/** @example figureIn(tables, 'section136', 'Share', 4) // '67%' */
export function figureIn(tables: readonly ReportTable[], key: string, heading: string, row: number): string {
  const column = columnOf(tables, key, heading)
  return column ? figureOf(column, column.table.rows[row]?.cells[column.at] ?? null) : '–'
}

/** The rows of one column, with the share that stands beside each and what it is of, where the table says so. */
export function linesOf(column: Column, { share, of }: { readonly share?: string; readonly of?: string } = {}) {
  const { table, at } = column
  const beside = (row: ReportRow): string | undefined => {
    const [part, whole] = [share, of].map((heading) => {
      const other = heading === undefined ? null : columnOf([table], table.key, heading)
      const cell = other ? (row.cells[other.at] ?? null) : null
      return other && typeof cell === 'number' ? figureOf(other, cell) : null
    })
    return part && whole ? `${part} of ${whole}` : (part ?? (whole ? `of ${whole}` : undefined))
  }
  return table.rows.map((row): Line => {
    const cell = row.cells[at] ?? null
    return { label: row.label, cell, figure: figureOf(column, cell), share: beside(row) }
  })
}

/** The columns of a table’s last line as lines: how much of each part there is, of all. */
export function linesAcross(table: ReportTable): readonly Line[] {
  const cells = table.total?.cells ?? []
  return table.columns.flatMap(({ heading, kind }, at) =>
    kind === 'percent'
      ? [{ label: heading, cell: cells[at] ?? null, figure: figureOf({ table, at }, cells[at] ?? null) }]
      : [],
  )
}

const causes: ReadonlyMap<string, DelayFacts | (typeof waitFacts)['bed']> = new Map(
  [...Object.values(waitFacts), ...Object.values<DelayFacts>(delayCodes)].map((one) => [one.words, one]),
)

/** A cause says whose it is to change, and has that side’s colour; what nobody wrote down is nobody’s. */
export function withOwner(line: Line): Line {
  const facts = causes.get(line.label)
  return { ...line, owner: facts?.owner, colour: sideColours[facts?.side ?? 'neither'] }
}

/** What can be drawn: numbers above nought, and nought too where it is the answer. */
export const drawable = (lines: readonly Line[], withNought = false): readonly ChartBar[] =>
  lines.flatMap((line) =>
    typeof line.cell === 'number' && (line.cell > 0 || (withNought && line.cell === 0))
      ? [{ ...line, value: line.cell }]
      : [],
  )

/** The line of which there is least, nought among them. */
export const leastOf = (lines: readonly Line[]): ChartBar | undefined =>
  drawable(lines, true).toSorted((a, b) => a.value - b.value)[0]
