import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../time/instant.ts'
import { londonDay } from '../time/london.ts'
import { gridOf, linesOf, publish, publishTables, type Grid } from './publish.ts'
import { isSmall, leakOf } from './suppress.ts'
import { HIDDEN, type ReportTable } from './table.ts'

const publishTable = (one: ReportTable): ReportTable => publishTables([one])[0] ?? one

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

/** The counts of a table with what was hidden of them, as somebody with a pencil has it before them; no small one is in sight. */
function attacked(whole: ReportTable, made: ReportTable): Grid {
  const grid = gridOf(whole)
  const published = [...made.rows, ...(made.total ? [made.total] : [])]
  for (const [row, cells] of grid.cells.entries())
    for (const [column, cell] of cells.entries()) {
      if (cell === null) continue
      cell.hidden = published[row]?.cells[column] === HIDDEN
      if (isSmall(cell.count)) expect(cell.hidden).toBe(true)
    }
  return grid
}

describe('what is published of people', () => {
  it('leaves out what many referrals of few people say, and what it could be worked out from', () => {
    const whole = table([
      [12, 6],
      [20, 10],
      [40, 11],
    ])
    const made = publishTable({
      ...whole,
      rows: whole.rows.map((row, index) => ({ ...row, people: index === 0 ? [1, 1] : [20, 10] })),
    })
    expect(made.rows.map(({ cells }) => cells[0])).toEqual([HIDDEN, HIDDEN, 40])
    expect(made.rows[0]?.cells).toEqual([HIDDEN, HIDDEN, HIDDEN])
    // As many people as referrals: nothing is left out.
    const each = whole.rows.map((row) => ({ ...row, people: row.cells.slice(0, 2).map(Number) }))
    expect(publishTable({ ...whole, rows: each }).rows).toEqual(
      publishTable(whole).rows.map((row, index) => ({ ...row, people: each[index]?.people })),
    )
  })

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
      // Six and fifteen, rounded, and a share of so few as well.
      [15, 5, 40],
    ])
    expect(total?.cells[0]).toBe(50)
  })

  it('leaves work and minutes alone, and nothing of it is a table about people without a count', () => {
    const columns = table([]).columns.map((column) => ({ ...column, kind: 'plain' as const }))
    const work = { ...table([[2, 1]]), columns, about: 'work' } as const
    expect(publishTable(work)).toBe(work)
  })

  it(
    'cannot be undone by subtracting, along a column or along a row, whatever the numbers',
    { timeout: 60_000 },
    () => {
      const cell = fc.nat(30).chain((n) => fc.tuple(fc.constant(n), fc.nat(n)))
      fc.assert(
        fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (counts) => {
          const made = publishTable(table(counts))
          const { rows } = made
          expect(leakOf(linesOf([attacked(table(counts), made)]))).toBeNull()
          for (const [at, { cells }] of rows.entries()) {
            const [n, of, share] = cells
            const [n0, of0] = counts[at] ?? ([0, 0] as const)
            if (typeof n === 'number' && typeof of === 'number') expect(isSmall(n0 - of0)).toBe(false)
            if (n === 'hidden' || of === 'hidden') expect([null, 'hidden']).toContain(share)
          }
        }),
        { numRuns: 120 },
      )
    },
  )

  it('hides a stage of which nearly all came further', () => {
    const stages: ReportTable = {
      ...table([]),
      columns: [
        { heading: 'Number', kind: 'count', means: 'So far.' },
        { heading: 'Share', kind: 'percent', means: 'Of the line above.' },
      ],
      rows: [
        { label: 'Received', cells: [50, 100] },
        { label: 'Triaged', cells: [48, 96] },
        { label: 'Accepted', cells: [30, 63] },
      ],
      within: [null, 0, 1],
      total: null,
    }
    expect(publishTable(stages).rows.map(({ cells }) => cells)).toEqual([
      [50, 100],
      ['hidden', 'hidden'],
      // Its share of the hidden line would give that line back.
      [30, 'hidden'],
    ])
  })

  it('hides a share of which one is left over', () => {
    const shares: ReportTable = {
      ...table([]),
      columns: [
        { heading: 'Referrals', kind: 'count', means: 'All.' },
        { heading: 'Filled in', kind: 'percent', of: 'row', means: 'Of them.' },
      ],
      rows: [
        { label: 'GP', cells: [25, 96] },
        { label: 'Police', cells: [40, 50] },
      ],
      total: null,
    }
    expect(publishTable(shares).rows.map(({ cells }) => cells)).toEqual([
      [25, 'hidden'],
      [40, 50],
    ])
  })

  it('cannot be undone with two tables beside each other', () => {
    const ends = fc.array(fc.nat(12), { minLength: 3, maxLength: 6 })
    fc.assert(
      fc.property(ends, (counts) => {
        const total = counts.reduce((sum, one) => sum + one, 0)
        const columns = [{ heading: 'Number', kind: 'count', means: 'How many.' }] as const
        const detained = counts.slice(0, 2).reduce((sum, one) => sum + one, 0)
        const tables: readonly ReportTable[] = [
          {
            ...table([]),
            key: 'ends',
            columns,
            rows: counts.map((one, index) => ({ label: `End ${index}`, cells: [one] })),
            total: { label: 'All', cells: [total] },
            adds: [{ rows: [0, 1], to: { table: 'headline', row: 0 } }],
          },
          { ...table([]), key: 'headline', columns, rows: [{ label: 'Detained', cells: [detained] }], total: null },
        ]
        const grids = publishTables(tables).map((made, at) => attacked(tables[at] ?? made, made))
        expect(leakOf(linesOf(grids))).toBeNull()
      }),
      { numRuns: 120 },
    )
  })
})

describe('what stands beside published tables', () => {
  const report = {
    key: 'partners',
    title: 'Partner delay',
    sentences: ['113 referrals were received.', 'A suggestion is not a target.'],
    asAt: instant('2026-11-12T16:43:00Z'),
    firstDay: londonDay('2026-07-01'),
    lastDay: londonDay('2026-09-30'),
    view: 'work',
    provisional: '2 of 113 are still open, so these figures can move.',
    tables: [
      {
        key: 'owners',
        title: 'By who could shorten them',
        means: 'Any',
        about: 'work',
        columns: [
          { heading: 'Referrals', kind: 'cases', means: 'How many.' },
          { heading: 'Waited', kind: 'minutes', of: 'sum', means: 'Each minute once.' },
          { heading: 'A referral', kind: 'minutes', means: 'The one by the other.' },
          { heading: 'Cost', kind: 'pounds', means: 'At a price.' },
        ],
        rows: [
          { label: 'Hospital trust', cells: [12, 1447, 121, 1266] },
          { label: 'Police', cells: [1, 95, 95, 83] },
        ],
        total: null,
      },
    ],
  } as const

  it('counts nothing in words, and gives sums, middles and money only roughly, and none of a hidden row', () => {
    const published = publish(report)
    expect(published.sentences).toEqual(['A suggestion is not a target.'])
    expect(published.provisional).toBe('Some cases are still open, so these figures can move.')
    expect(published.tables[0]?.rows.map(({ cells }) => cells)).toEqual([
      [10, 1440, 120, 1300],
      ['hidden', 'hidden', 'hidden', 'hidden'],
    ])
  })
})
