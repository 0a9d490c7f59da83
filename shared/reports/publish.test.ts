import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publishTable } from './publish.ts'
import type { ReportTable } from './table.ts'

const table = (counts: readonly (readonly [n: number, of: number])[]): ReportTable => ({
  key: 'any',
  title: 'Any',
  means: 'Any',
  about: 'people',
  columns: [
    { heading: 'Number', kind: 'count', means: 'All of them.' },
    { heading: 'Detained', kind: 'of', means: 'Of those.' },
    { heading: 'Share', kind: 'percent', means: 'Of those.' },
  ],
  rows: counts.map(([n, of], index) => ({
    label: `Group ${index}`,
    cells: [n, of, n === 0 ? null : Math.round((100 * of) / n)],
  })),
  total: {
    label: 'All',
    cells: [counts.reduce((sum, [n]) => sum + n, 0), counts.reduce((sum, [, of]) => sum + of, 0), null],
  },
})

describe('what is published of people', () => {
  it('leaves out small groups, what they would be worked out from, and the shares made of them', () => {
    const { rows, total } = publishTable(
      table([
        [3, 1],
        [12, 6],
        [20, 19],
        [15, 6],
      ]),
    )
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['hidden', 'hidden', 'hidden'],
      // The six go with the one above them, which could be found from the total.
      ['hidden', 'hidden', 'hidden'],
      // One of twenty was not detained: that one could be found by subtracting.
      [20, 'hidden', 'hidden'],
      [15, 6, 40],
    ])
    expect(total?.cells[0]).toBe(50)
  })

  it('leaves work and minutes alone, and nothing of it is a table about people without a count', () => {
    const work = { ...table([[2, 1]]), about: 'work' } as const
    expect(publishTable(work)).toBe(work)
  })

  it('cannot be undone by subtracting, along a column or along a row, whatever the numbers', () => {
    const cell = fc.nat(30).chain((n) => fc.tuple(fc.constant(n), fc.nat(n)))
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (counts) => {
        const { rows, total } = publishTable(table(counts))
        for (const column of [0, 1]) {
          const cells = rows.map((row) => row.cells[column])
          const all = total?.cells[column]
          for (const shown of [...cells, all]) expect(typeof shown === 'number' && shown > 0 && shown < 5).toBe(false)
          const hidden = cells.filter((one) => one === 'hidden').length
          if (hidden === 0 || typeof all !== 'number') continue
          const left = all - cells.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0)
          // Between them those that are hidden are nobody, or more than one row with five people or more.
          expect(hidden).toBeGreaterThan(1)
          expect(left === 0 || left >= 5).toBe(true)
        }
        for (const { cells } of rows) {
          const [n, of, share] = cells
          if (typeof n === 'number' && typeof of === 'number') expect(n - of > 0 && n - of < 5).toBe(false)
          if (n === 'hidden' || of === 'hidden') expect([null, 'hidden']).toContain(share)
        }
      }),
      { numRuns: 400 },
    )
  })
})
