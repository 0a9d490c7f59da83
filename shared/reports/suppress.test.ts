import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SMALLEST_PUBLISHED, suppressSmall, suppressTable, type Published } from './suppress.ts'

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

describe('suppressSmall', () => {
  it('leaves counts of five and more, and noughts, as they are', () => {
    expect(suppressSmall([5, 0, 20])).toEqual({ counts: [5, 0, 20], total: 25 })
  })

  it('hides a second count with a small one, which the total would give away', () => {
    expect(suppressSmall([3, 12, 20])).toEqual({ counts: [null, null, 20], total: 35 })
  })

  it('hides only the small ones when there are enough of them', () => {
    expect(suppressSmall([3, 4, 20])).toEqual({ counts: [null, null, 20], total: 27 })
  })

  it('hides another when the hidden ones are known to be very few between them', () => {
    expect(suppressSmall([1, 1, 20, 30])).toEqual({ counts: [null, null, null, 30], total: 52 })
  })

  it('hides a total that is itself small, or that alone would give a count away', () => {
    expect(suppressSmall([3, 0, 0])).toEqual({ counts: [null, 0, 0], total: null })
    expect(suppressSmall([2])).toEqual({ counts: [null], total: null })
  })

  it('takes another smallest number', () => {
    expect(suppressSmall([3, 12, 20], 3)).toEqual({ counts: [3, 12, 20], total: 35 })
  })

  it('never shows a small count, and leaves none to be worked out', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 8 }), (counts) => {
        const published = suppressSmall(counts)
        published.counts.forEach((shown, index) => {
          const small = (counts[index] ?? 0) > 0 && (counts[index] ?? 0) < SMALLEST_PUBLISHED
          if (small) expect(shown).toBeNull()
          else if (shown !== null) expect(shown).toBe(counts[index])
        })
        const hidden = published.counts.filter((shown) => shown === null).length
        if (published.total === null) return
        expect(published.total).toBe(total(counts))
        expect(hidden).not.toBe(1)
      }),
    )
  })
})

describe('suppressTable', () => {
  it('hides until nothing can be worked out along a row or a column', () => {
    expect(
      suppressTable([
        [3, 12, 40],
        [9, 30, 50],
        [20, 60, 70],
      ]),
    ).toEqual({
      cells: [
        [null, null, 40],
        [null, null, 50],
        [20, 60, 70],
      ],
      rowTotals: [55, 89, 150],
      columnTotals: [32, 102, 160],
      total: 294,
    })
  })

  it('leaves a table without small counts alone', () => {
    expect(
      suppressTable([
        [5, 0],
        [8, 9],
      ]),
    ).toEqual({
      cells: [
        [5, 0],
        [8, 9],
      ],
      rowTotals: [5, 17],
      columnTotals: [13, 9],
      total: 22,
    })
  })

  it('refuses rows of different lengths', () => {
    expect(() => suppressTable([[1, 2], [3]])).toThrow(RangeError)
  })

  it('shows no small count anywhere, and no line with one hidden', () => {
    const table = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 })).chain(([height, width]) =>
      fc.array(fc.array(fc.nat(30), { minLength: width, maxLength: width }), {
        minLength: height,
        maxLength: height,
      }),
    )
    fc.assert(
      fc.property(table, (rows) => {
        const published = suppressTable(rows)
        const columns = (published.cells[0] ?? []).map((_, index) => published.cells.map((row) => row[index] ?? null))
        const lines: (readonly Published[])[] = [
          ...published.cells.map((row, index) => [...row, published.rowTotals[index] ?? null]),
          ...columns.map((column, index) => [...column, published.columnTotals[index] ?? null]),
          [...published.rowTotals, published.total],
          [...published.columnTotals, published.total],
        ]
        for (const line of lines) {
          expect(line.filter((shown) => shown !== null && shown > 0 && shown < SMALLEST_PUBLISHED)).toEqual([])
          expect(line.filter((shown) => shown === null).length).not.toBe(1)
        }
      }),
    )
  })
})
