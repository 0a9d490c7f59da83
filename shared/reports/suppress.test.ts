import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cellOf, isSmall, leakOf, protect, restOf, type Cell, type Line } from './suppress.ts'

const hiddenOf = (cells: readonly Cell[]): readonly boolean[] => cells.map(({ hidden }) => hidden)
const added = (counts: readonly number[]): Line => ({
  parts: counts.map((count) => cellOf(count)),
  whole: cellOf(
    counts.reduce((sum, count) => sum + count, 0),
    true,
  ),
})

it.each([
  [[3, 12, 20], [true, true, false], false],
  [[0, 8, 20], [false, false, false], false],
  [[3, 4, 20], [true, true, false], false],
  [[1, 2, 20], [true, true, true], false],
  [[3, 0, 0], [true, false, false], true],
  [[3, 0, 30], [true, false, true], false],
  [[5, 5], [false, false], false],
])('of %j hides no more than it takes', (counts, hidden, total) => {
  const line = added(counts)
  protect([line])
  expect(hiddenOf(line.parts)).toEqual(hidden)
  expect(line.whole.hidden).toBe(total)
})

it('hides what is left of a number as well as what is part of it', () => {
  const [whole, part] = [cellOf(20), cellOf(18)]
  protect([restOf(whole, part)])
  expect([whole.hidden, part.hidden]).toEqual([false, true])
})

it('sees a number that takes two lines to work out', () => {
  // Three men under 18: the men’s row and the column of those under 18 each hide one more, and those two are in one line as well.
  const cells = [3, 30, 40, 50].map((count) => cellOf(count))
  const [a, b, c, d] = cells
  if (!a || !b || !c || !d) throw new Error('four cells')
  b.hidden = true
  const lines: readonly Line[] = [
    { parts: [a, b], whole: cellOf(33, true) },
    { parts: [b, d], whole: cellOf(80, true) },
    { parts: [c, d], whole: cellOf(90, true) },
  ]
  expect(leakOf(lines)).not.toBeNull()
  protect(lines)
  expect(leakOf(lines)).toBeNull()
})

/** Every whole number that a hidden cell can still be, when a reader narrows all lines as far as they go. */
function rangesOf(lines: readonly Line[]): ReadonlyMap<Cell, readonly [number, number]> {
  const ranges = new Map<Cell, readonly [number, number]>()
  const rangeOf = (cell: Cell): readonly [number, number] =>
    cell.isPrinted && !cell.hidden ? [cell.count, cell.count] : (ranges.get(cell) ?? [0, 10_000])
  for (let turn = 0; turn < 12; turn += 1)
    for (const { parts, whole } of lines) {
      const low = parts.map((part) => rangeOf(part)[0]).reduce((sum, one) => sum + one, 0)
      const high = parts.map((part) => rangeOf(part)[1]).reduce((sum, one) => sum + one, 0)
      const [least, most] = rangeOf(whole)
      ranges.set(whole, [Math.max(least, low), Math.min(most, high)])
      for (const part of parts) {
        const [from, to] = rangeOf(part)
        const [all, any] = rangeOf(whole)
        ranges.set(part, [Math.max(from, all - (high - to)), Math.min(to, any - (low - from))])
      }
    }
  return ranges
}

it('is not undone by whoever subtracts every line from every other, whatever the numbers', { timeout: 60_000 }, () => {
  const size = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  const counts = size.chain(([height, width]) =>
    fc.array(fc.array(fc.nat(25), { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
  )
  let tried = 0
  fc.assert(
    fc.property(counts, (rows) => {
      const cells = rows.map((row) => row.map((count) => cellOf(count)))
      const across = rows.map((row) => added(row).whole)
      const down = rows[0]?.map((_, at) => added(rows.map((row) => row[at] ?? 0)).whole) ?? []
      const all = added(across.map(({ count }) => count)).whole
      const lines: readonly Line[] = [
        ...cells.flatMap((parts, at) => (across[at] ? [{ parts, whole: across[at] }] : [])),
        ...down.map((whole, at) => ({ parts: cells.flatMap((row) => row[at] ?? []), whole })),
        { parts: across, whole: all },
        { parts: down, whole: all },
      ]
      protect(lines)
      const ranges = rangesOf(lines)
      for (const cell of [...cells.flat(), ...across, ...down, all])
        if (isSmall(cell.count)) {
          tried += 1
          expect(cell.hidden).toBe(true)
          const [least, most] = ranges.get(cell) ?? [0, 10_000]
          expect(least === most, `${cell.count} is known exactly`).toBe(false)
        }
    }),
    { numRuns: 120, seed: 20_261_127 },
  )
  console.info(`suppression: seed 20261127, ${tried} small numbers tried by subtraction, 0 found`)
})
