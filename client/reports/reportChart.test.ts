import { describe, expect, it } from 'vitest'
import { HIDDEN, type ReportCell, type ReportTable } from '#shared/reports/table.ts'
import { chartOf } from './reportChart.ts'

const table = (rows: readonly (readonly [string, ReportCell])[], all: number): ReportTable => ({
  key: 'source',
  title: 'By who asked',
  means: '',
  about: 'people',
  columns: [{ heading: 'Number', kind: 'count', means: '' }],
  rows: rows.map(([label, cell]) => ({ label, cells: [cell] })),
  total: { label: 'All', cells: [all] },
})

describe('the chart of a report', () => {
  it('draws one column by size, with its sentence', () => {
    const rows = [
      ['GP', 12],
      ['Police', 30],
      ['Not recorded', 3],
      ['Court', 0],
    ] as const
    expect(chartOf({ key: 'referrals', tables: [table(rows, 45)] })).toEqual({
      title: 'By who asked: Number',
      sentence: 'Police is the most: 30 of 45.',
      unit: 'Number',
      bars: [
        { label: 'Police', value: 30, figure: '30' },
        { label: 'GP', value: 12, figure: '12' },
        { label: 'Not recorded', value: 3, figure: '3' },
      ],
    })
  })

  it('draws nothing that is too small to be given, and says so', () => {
    const chart = chartOf({
      key: 'referrals',
      tables: [
        table(
          [
            ['GP', 20],
            ['Court', HIDDEN],
          ],
          25,
        ),
      ],
    })
    expect(chart?.bars.map(({ label }) => label)).toEqual(['GP'])
    expect(chart?.sentence).toBe('GP is the most: 20 of 25. 1 line is too small to be given, and not drawn.')
  })

  it('is left out where there is nothing to draw', () => {
    expect(chartOf({ key: 'referrals', tables: [table([['GP', 0]], 0)] })).toBeNull()
    expect(chartOf({ key: 'survey', tables: [table([['GP', 9]], 9)] })).toBeNull()
    expect(chartOf({ key: 'referrals', tables: [] })).toBeNull()
  })
})
