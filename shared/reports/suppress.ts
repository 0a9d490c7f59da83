/** Counts from 1 to one less than this could point to a person, and are not published. */
export const SMALLEST_PUBLISHED = 5

/** A count as published: `null` is "fewer than 5, or hidden so that such a count cannot be worked out". */
export type Published = number | null

interface Cell {
  readonly count: number
  readonly isTotal: boolean
  hidden: boolean
}

/**
 * Hides the small counts of one row, and as many more as it takes that none can be worked out from the total. Nought is no
 * person, and stays.
 *
 * @example suppressSmall([3, 12, 20]) // { counts: [null, null, 20], total: 35 }
 */
export function suppressSmall(
  counts: readonly number[],
  smallest: number = SMALLEST_PUBLISHED,
): { readonly counts: readonly Published[]; readonly total: Published } {
  const cells = counts.map((count) => cellOf(count, false, smallest))
  const total = cellOf(sum(counts), true, smallest)
  hideUntilSafe([[...cells, total]], smallest)
  return { counts: cells.map(shown), total: shown(total) }
}

/** A published table with its totals. */
export interface PublishedTable {
  readonly cells: readonly (readonly Published[])[]
  readonly rowTotals: readonly Published[]
  readonly columnTotals: readonly Published[]
  readonly total: Published
}

/**
 * The same for a table with totals along both sides: no hidden count can be worked out along its row or its column.
 *
 * @throws RangeError when the rows are not equally long
 * @example suppressTable([[3, 12], [9, 30]]) // every inner count hidden: each could be worked out from the others
 */
export function suppressTable(
  rows: readonly (readonly number[])[],
  smallest: number = SMALLEST_PUBLISHED,
): PublishedTable {
  const width = rows[0]?.length ?? 0
  if (rows.some((row) => row.length !== width)) throw new RangeError('the rows of a table are equally long')
  const columns = Array.from({ length: width }, (_, index) => rows.map((row) => row[index] ?? 0))
  const cells = rows.map((row) => row.map((count) => cellOf(count, false, smallest)))
  const rowTotals = rows.map((row) => cellOf(sum(row), true, smallest))
  const columnTotals = columns.map((column) => cellOf(sum(column), true, smallest))
  const total = cellOf(sum(rows.map(sum)), true, smallest)
  hideUntilSafe(
    [
      ...cells.map((row, index) => withTotal(row, rowTotals[index])),
      ...columns.map((_, index) =>
        withTotal(
          cells.flatMap((row) => row[index] ?? []),
          columnTotals[index],
        ),
      ),
      [...rowTotals, total],
      [...columnTotals, total],
    ],
    smallest,
  )
  return {
    cells: cells.map((row) => row.map(shown)),
    rowTotals: rowTotals.map(shown),
    columnTotals: columnTotals.map(shown),
    total: shown(total),
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
const shown = ({ count, hidden }: Cell): Published => (hidden ? null : count)
const cellOf = (count: number, isTotal: boolean, smallest: number): Cell => ({
  count,
  isTotal,
  hidden: count > 0 && count < smallest,
})
const withTotal = (cells: readonly Cell[], total: Cell | undefined): readonly Cell[] =>
  total ? [...cells, total] : cells

/** Each line ends with what the others add up to. One more cell is hidden at a time, so this comes to an end. */
function hideUntilSafe(lines: readonly (readonly Cell[])[], smallest: number): void {
  let line = lines.find((one) => givesAway(one, smallest))
  while (line) {
    const [next] = line.filter(({ hidden }) => !hidden).toSorted(byPreference)
    if (!next) return
    next.hidden = true
    line = lines.find((one) => givesAway(one, smallest))
  }
}

/** A line gives a count away when it hides only one cell, or when those that it hides are known to be very few between them. */
function givesAway(line: readonly Cell[], smallest: number): boolean {
  const hidden = line.filter((cell) => cell.hidden)
  if (hidden.length === 0 || hidden.length === line.length) return false
  if (hidden.length === 1) return true
  const between = sum(hidden.map(({ count }) => count))
  return (
    between < smallest && hidden.every(({ isTotal, count }) => !isTotal && count > 0) && line.at(-1)?.hidden === false
  )
}

/** The smallest count that is somebody goes first, then a total, and a nought only when nothing else is left. */
function byPreference(a: Cell, b: Cell): number {
  const rank = ({ count, isTotal }: Cell) => (count === 0 ? 2 : isTotal ? 1 : 0)
  return rank(a) - rank(b) || a.count - b.count
}
