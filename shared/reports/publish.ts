import { cellOf, isSmall, protect, restOf, type Cell, type Line } from './suppress.ts'
import { HIDDEN, type Report, type ReportCell, type ReportRow, type ReportTable } from './table.ts'

/**
 * A report as it may leave the service: nothing about single colleagues, and no number from which a small group of people could be
 * worked out, neither along a column, nor from what is left of a row, nor from one table and another.
 *
 * @example publish(report).tables[0]?.rows[0]?.cells // ['hidden', 'hidden', 12]
 */
export const publish = (report: Report): Report => ({
  ...report,
  view: 'publication',
  tables: publishTables(report.tables.filter(({ about }) => about !== 'staff')),
})

/** Tables that are published together. Those that are not about people stay as they are. */
export function publishTables(tables: readonly ReportTable[]): readonly ReportTable[] {
  const grids = tables.filter(({ about }) => about === 'people').map(gridOf)
  protect(linesOf(grids))
  const byTable = new Map(grids.map((grid) => [grid.table, grid]))
  return tables.map((table) => {
    const grid = byTable.get(table)
    return grid ? shown(grid) : table
  })
}

/** The counts of a table: its rows, the total last, by column; `null` where a column holds something else. */
export interface Grid {
  readonly table: ReportTable
  readonly cells: readonly (readonly (Cell | null)[])[]
}

const rowsOf = ({ rows, total }: ReportTable): readonly ReportRow[] => [...rows, ...(total ? [total] : [])]
const isCounted = ({ kind }: ReportTable['columns'][number]): boolean => kind === 'count' || kind === 'of'

export function gridOf(table: ReportTable): Grid {
  const rows = rowsOf(table)
  const cells = rows.map(({ cells: own }, index) =>
    table.columns.map((column, at) => {
      const value = own[at]
      const isTotal = table.total !== null && index === rows.length - 1
      return isCounted(column) && typeof value === 'number' ? cellOf(value, isTotal) : null
    }),
  )
  return { table, cells }
}

/** Everything that adds up, in each of the tables and from one to another. */
export const linesOf = (grids: readonly Grid[]): readonly Line[] => [
  ...grids.flatMap((grid) => [...downLines(grid), ...acrossLines(grid), ...withinLines(grid)]),
  ...betweenLines(grids),
]

const columnOf = ({ cells }: Grid, column: number): readonly Cell[] => cells.flatMap((row) => row[column] ?? [])

/** The rows of a column are its total. */
const downLines = (grid: Grid): readonly Line[] =>
  grid.table.total === null
    ? []
    : grid.table.columns.flatMap((_, column) => {
        const all = columnOf(grid, column)
        const [parts, whole] = [all.slice(0, -1), all.at(-1)]
        const sum = parts.reduce((total, { count }) => total + count, 0)
        return whole && all.length === grid.cells.length && sum === whole.count ? [{ parts, whole }] : []
      })

/** Along a row, what is counted of a number is never more than it: what is left of it is somebody too. */
const acrossLines = (grid: Grid): readonly Line[] =>
  grid.table.columns.flatMap(({ kind }, column) =>
    kind !== 'of'
      ? []
      : grid.table.columns.flatMap((_, other) => {
          if (other === column) return []
          const pairs = grid.cells.flatMap((row) => {
            const [part, whole] = [row[column], row[other]]
            return part && whole ? [{ part, whole }] : []
          })
          const nests =
            pairs.length === grid.cells.length && pairs.every(({ part, whole }) => part.count <= whole.count)
          // The total first: what it hides may spare its rows.
          return nests ? pairs.toReversed().map(({ part, whole }) => restOf(whole, part)) : []
        }),
  )

/** Rows that are part of another row: of those received, how many were triaged. */
const withinLines = ({ table, cells }: Grid): readonly Line[] =>
  cells.flatMap((row, index) => {
    const outer = cells[table.within?.[index] ?? -1]
    return row.flatMap((part, column) => {
      const whole = outer?.[column]
      return part && whole ? [restOf(whole, part)] : []
    })
  })

/** Rows of one table that are a row of another, added up. */
function betweenLines(grids: readonly Grid[]): readonly Line[] {
  const byKey = new Map(grids.map((grid) => [grid.table.key, grid]))
  return grids.flatMap(({ table, cells }) =>
    (table.adds ?? []).flatMap(({ rows, to }) =>
      table.columns.flatMap((_, column) => {
        const whole = byKey.get(to.table)?.cells[to.row]?.[column]
        const parts = rows.flatMap((row) => cells[row]?.[column] ?? [])
        return whole && parts.length === rows.length ? [{ parts, whole }] : []
      }),
    ),
  )
}

function shown({ table, cells }: Grid): ReportTable {
  const isHidden = (row: number, column: number): boolean => cells[row]?.[column]?.hidden ?? false
  const totalRow = table.total === null ? -1 : cells.length - 1
  const rows = rowsOf(table).map((row, index): ReportRow => ({
    ...row,
    cells: row.cells.map((value, column): ReportCell => {
      const { kind, of } = table.columns[column] ?? { kind: 'text' }
      if (isHidden(index, column)) return HIDDEN
      if (value === null || (kind !== 'percent' && kind !== 'minutes' && of !== 'counts')) return value
      // Shares and middles are made of the counts before them, of the row around them and of the total: they go with any of those.
      const before = table.columns.slice(0, column).some((_, at) => isHidden(index, at))
      const around = isHidden(table.within?.[index] ?? -1, 0) || (kind === 'percent' && isHidden(totalRow, 0))
      return before || around || (of === 'row' && tells(row.cells, value)) ? HIDDEN : value
    }),
  }))
  return { ...table, rows: rows.slice(0, table.rows.length), total: table.total && (rows.at(-1) ?? null) }
}

/** A share of its own row's number is a count again: 96% of 25 leaves one. */
function tells([base]: readonly ReportCell[], share: ReportCell): boolean {
  if (typeof base !== 'number' || typeof share !== 'number') return false
  const count = Math.round((base * share) / 100)
  return isSmall(count) || isSmall(base - count)
}
