import {
  cellOf,
  isSmall,
  pointsToSomebody,
  protect,
  restOf,
  SMALLEST_PUBLISHED,
  type Cell,
  type Line,
} from './suppress.ts'
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
  // A sentence or a note that counts is an exact number beside the rounded one.
  sentences: report.sentences.filter((words) => !/^\d/.test(words)),
  provisional: report.provisional && 'Some cases are still open, so these figures can move.',
  tables: publishTables(report.tables.filter(({ about }) => about !== 'staff')),
})

/** What is published is rounded to this, as national statistics of the Mental Health Act are. */
const ROUNDED_TO = 5

/**
 * A number as it is published, once those under five are hidden, nought with them: to the nearest five. Another report of the same days,
 * or their year, adds up to it only roughly, so that nothing is left over to subtract.
 *
 * @example roundPublished(13) // 15
 */
export const roundPublished = (count: number): number => ROUNDED_TO * Math.round(count / ROUNDED_TO)

/** Sums of minutes are given to the hour and money to the hundred: exact ones of quarters and their year would give a hidden part back. */
const ROUNDED_SUM_MINUTES = 60
const ROUNDED_POUNDS = 100

const roundedTo = (step: number, value: ReportCell): ReportCell =>
  typeof value === 'number' ? step * Math.round(value / step) : value

/**
 * Tables that are published together. Those that count nobody’s case stay as they are, but for what is made of numbers that they do not
 * give: times and shares of nobody knows how few.
 */
export function publishTables(tables: readonly ReportTable[]): readonly ReportTable[] {
  const counts = ({ about, columns }: ReportTable): boolean =>
    about === 'people' || columns.some((one) => isCounted(one) || isMadeOfCounts(one))
  const grids = tables.filter(counts).map(gridOf)
  for (const grid of grids) hideBesideOverlaps(grid)
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
const isCounted = ({ kind }: Pick<ReportTable['columns'][number], 'kind'>): boolean =>
  kind === 'count' || kind === 'of' || kind === 'cases' || kind === 'part'

const isMadeOfCounts = ({ kind, of }: Pick<ReportTable['columns'][number], 'kind' | 'of'>): boolean =>
  kind === 'percent' || kind === 'minutes' || kind === 'pounds' || of === 'counts'

/**
 * Rows that share their cases, as reasons of late jobs do: their counts are more than the whole, but their minutes are the whole. So a
 * small row goes together with the smallest that has enough: what is left of the minutes is then never of fewer than five.
 */
function hideBesideOverlaps({ table, cells }: Grid): void {
  const lead = table.columns.findIndex(isCounted)
  const parts = table.rows.flatMap((_, row) => cells[row]?.[lead] ?? [])
  const whole = table.total === null ? null : cells.at(-1)?.[lead]
  if (!whole || parts.reduce((sum, { count }) => sum + count, 0) === whole.count) return
  const [next] = parts.filter(({ hidden }) => !hidden).toSorted((a, b) => a.count - b.count)
  if (next && parts.some(({ hidden }) => hidden)) next.hidden = true
}

/** Nought is nobody, but beside a quarter of nobody those of its year would be known: it is not given either. */
const publishedCell = (count: number, isTotal: boolean, people: number | null): Cell => ({
  ...cellOf(count, isTotal, people),
  hidden: count < SMALLEST_PUBLISHED || pointsToSomebody({ count, people }),
})

export function gridOf(table: ReportTable): Grid {
  const rows = rowsOf(table)
  const cells = rows.map(({ cells: own, people }, index) =>
    table.columns.map((column, at) => {
      const value = own[at]
      const isTotal = table.total !== null && index === rows.length - 1
      return isCounted(column) && typeof value === 'number' ? publishedCell(value, isTotal, people?.[at] ?? null) : null
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
    kind !== 'of' && kind !== 'part'
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
      if (isCounted({ kind })) return typeof value === 'number' ? roundPublished(value) : value
      if (value === null || !isMadeOfCounts({ kind, ...(of && { of }) })) return value
      if (table.about !== 'people' && !table.columns.some(isCounted)) return HIDDEN
      // Shares and middles are made of the counts before them, of the row around them and of the total: they go with any of those.
      const before = table.columns.slice(0, column).some((_, at) => isHidden(index, at))
      const around = isHidden(table.within?.[index] ?? -1, 0) || (kind === 'percent' && isHidden(totalRow, 0))
      if (before || around || (of === 'row' && tells(row.cells, value))) return HIDDEN
      if (of === 'counts') return difference(row.cells, column)
      if (kind === 'pounds') return roundedTo(ROUNDED_POUNDS, value)
      if (kind === 'minutes') return roundedTo(of === 'sum' ? ROUNDED_SUM_MINUTES : ROUNDED_TO, value)
      return kind === 'percent' && typeof value === 'number' && baseOf(table, row.cells, column) < ENOUGH_FOR_PERCENTS
        ? roundPublished(value)
        : value
    }),
  }))
  return { ...table, rows: rows.slice(0, table.rows.length), total: table.total && (rows.at(-1) ?? null) }
}

/** What a column that is the second less the first says of two rounded numbers. */
function difference(cells: readonly ReportCell[], column: number): ReportCell {
  const [first, second] = [cells[column - 2], cells[column - 1]]
  return typeof first === 'number' && typeof second === 'number'
    ? roundPublished(second) - roundPublished(first)
    : HIDDEN
}

/** With fewer than this, a whole percent gives back the number that was rounded away. */
const ENOUGH_FOR_PERCENTS = 200

/** How many a share is of: of the whole table where it has one count in each row, of the least of its row’s counts otherwise. */
function baseOf(table: ReportTable, cells: readonly ReportCell[], column: number): number {
  const counted = table.columns.flatMap((one, at) => (isCounted(one) ? [at] : []))
  const isOfAll = counted.length === 1 && table.total !== null && table.columns[column]?.of !== 'row'
  const all = isOfAll ? rowsOf(table).map((row) => row.cells[counted[0] ?? 0]) : counted.map((at) => cells[at])
  const numbers = all.filter((one) => typeof one === 'number')
  if (numbers.length === 0) return 0
  return isOfAll ? Math.max(...numbers) : Math.min(...numbers)
}

/** A share of its own row's number is a count again: 96% of 25 leaves one. */
function tells([base]: readonly ReportCell[], share: ReportCell): boolean {
  if (typeof base !== 'number' || typeof share !== 'number') return false
  const count = Math.round((base * share) / 100)
  return isSmall(count) || isSmall(base - count)
}
