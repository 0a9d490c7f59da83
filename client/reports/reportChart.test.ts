import { describe, expect, it } from 'vitest'
import { HIDDEN, type ColumnKind, type ReportCell, type ReportTable } from '#shared/reports/table.ts'
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

type Cells = readonly ReportCell[]

/** A table of some columns, each with its kind. */
const grid = (
  key: string,
  columns: readonly (readonly [heading: string, kind: ColumnKind])[],
  rows: readonly (readonly [string, Cells])[],
  total: Cells | null = null,
): ReportTable => ({
  key,
  title: key,
  means: '',
  about: 'work',
  columns: columns.map(([heading, kind]) => ({ heading, kind, means: '' })),
  rows: rows.map(([label, cells]) => ({ label, cells })),
  total: total && { label: 'All', cells: total },
})

const drawnBars = (chart: ReturnType<typeof chartOf>) =>
  chart?.kind === 'bars'
    ? chart.bars.map(({ label, figure, share, owner, colour }) => [label, figure, share, owner, colour])
    : []

describe('the chart of a report', () => {
  it('draws one column by size, with its sentence', () => {
    const rows = [
      ['GP', 12],
      ['Police', 30],
      ['Not recorded', 3],
      ['Court', 0],
    ] as const
    expect(chartOf({ key: 'referrals', tables: [table(rows, 45)] })).toMatchObject({
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
    expect(drawnBars(chart).map(([label]) => label)).toEqual(['GP'])
    expect(chart?.sentence).toBe('GP is the most: 20 of 25. 1 line is too small to be given, and not drawn.')
  })

  it('is left out where there is nothing to draw', () => {
    expect(chartOf({ key: 'referrals', tables: [table([['GP', 0]], 0)] })).toBeNull()
    expect(chartOf({ key: 'survey', tables: [table([['GP', 9]], 9)] })).toBeNull()
    expect(chartOf({ key: 'referrals', tables: [] })).toBeNull()
  })

  it('colours causes by whose they are to change', () => {
    const causes = grid(
      'causes',
      [
        ['Whose', 'text'],
        ['Late time', 'minutes'],
        ['Share', 'percent'],
      ],
      [
        ['Waiting for a bed', ['NHS trust', 900, 60]],
        ['Job began in last 2 hours of shift', ['Our rota', 450, 30]],
        ['Not recorded', ['Nobody named', 150, 10]],
      ],
      [null, 1500, 100],
    )
    const chart = chartOf({ key: 'late', tables: [causes] })
    expect(drawnBars(chart)).toEqual([
      ['Waiting for a bed', '15h', '60%', 'NHS trust', 1],
      ['Job began in last 2 hours of shift', '7h 30m', '30%', 'Our rota', 4],
      ['Not recorded', '2h 30m', '10%', undefined, 5],
    ])
    expect(chart?.sentence).toBe('Waiting for a bed is the most: 15h of 25h.')
  })

  it('draws a duty that was never met, and says that it is the least', () => {
    const share = [
      ['Number', 'count'],
      ['Share', 'percent'],
    ] as const
    const tables = [
      grid('reasons', share, [
        ['To be given', [8, 100]],
        ['Given', [4, 50]],
        ['Given in time', [0, 0]],
      ]),
      grid('outline', share, [
        ['Assessments completed', [40, 100]],
        ['Report there', [30, 75]],
      ]),
    ]
    const chart = chartOf({ key: 'duties', tables })
    expect(drawnBars(chart).map((one) => one.slice(0, 3))).toEqual([
      ['Reasons given in time', '0%', 'of 8'],
      ['Outline report there', '75%', 'of 40'],
    ])
    expect(chart?.sentence).toBe('Recorded least: Reasons given in time, 0% of 8.')
  })

  it('puts both sides of a day under each other, each with what it is of', () => {
    const shares = grid(
      'shares',
      [
        ['Before', 'percent'],
        ['Number', 'cases'],
        ['Of', 'cases'],
        ['Since', 'percent'],
        ['Number since', 'cases'],
        ['Of, since', 'cases'],
      ],
      [['Jobs that finished late', [71, 300, 420, 38, 199, 524]]],
    )
    const chart = chartOf({ key: 'change', tables: [shares] })
    expect(drawnBars(chart).map((one) => one.slice(0, 4))).toEqual([
      ['Jobs that finished late', '71%', '300 of 420', 'before'],
      ['Jobs that finished late', '38%', '199 of 524', 'since'],
    ])
    expect(chart?.sentence).toBe('Jobs that finished late: 71% before, 38% since. Other things changed too.')
    const oneSide = [{ ...shares, rows: [{ label: 'Jobs that finished late', cells: [null, 0, 0, 38, 199, 524] }] }]
    expect(chartOf({ key: 'change', tables: oneSide })?.sentence).toMatch(/^These days lie on one side of the change/)
  })

  it('says which part of a referral is there least, by the line of all', () => {
    const parts = grid(
      'completeness',
      [
        ['Referrals', 'count'],
        ['NHS number', 'percent'],
        ['Home address', 'percent'],
        ['All of them', 'percent'],
      ],
      [['GP', [12, 50, 90, 40]]],
      [12, 50, 90, 40],
    )
    const chart = chartOf({ key: 'completeness', tables: [parts] })
    expect(drawnBars(chart).map(([label, figure]) => [label, figure])).toEqual([
      ['NHS number', '50%'],
      ['Home address', '90%'],
      ['All of them', '40%'],
    ])
    expect(chart?.sentence).toBe('NHS number is there least often: in 50% of 12 referrals.')
  })

  it('sets who asks above who is on shift, and draws no hour of which a number is hidden', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => [String(hour).padStart(2, '0'), 'cases'] as const)
    const row = (of: (hour: number) => ReportCell) => Array.from({ length: 24 }, (_, hour) => of(hour))
    const tables = [
      grid('demand', hours, [
        ['Monday', row((hour) => (hour === 14 ? 9 : hour === 3 ? HIDDEN : 1))],
        ['Tuesday', row(() => 1)],
      ]),
      grid('cover', hours, [
        ['Monday', row(() => 2)],
        ['Tuesday', row((hour) => (hour === 14 ? 3 : 2))],
      ]),
    ]
    const chart = chartOf({ key: 'cover', tables })
    expect(chart?.sentence).toBe(
      'Most ask from 14:00 to 15:00: 10 of 54. Then 2.5 AMHPs are on shift. 1 hour holds numbers too small to be given: not drawn.',
    )
    const [asked, on] = chart?.kind === 'hours' ? chart.rows : []
    expect([asked?.values[3], asked?.values[14], on?.values[14]]).toEqual([null, 10, 2.5])
  })
})
