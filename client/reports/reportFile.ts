import { sheetOf, type Sheet } from '#client/ui/workbook.ts'
import { csvSheet, type Cell } from '#shared/kernel/csv.ts'
import { HIDDEN, type Report, type ReportCell, type ReportColumn, type ReportTable } from '#shared/reports/table.ts'
import { formatInstant } from '#shared/time/london.ts'

/** What stands in a file for a number that is not given. */
const NOT_GIVEN = 'not given'

const cellText = (cell: ReportCell): Cell => (cell === HIDDEN ? NOT_GIVEN : cell)

/** The lines of one table: headings with their units, rows, and the line that adds them up. */
export const tableLines = (table: ReportTable): readonly (readonly Cell[])[] => [
  ['', ...table.columns.map(headingOf)],
  ...[...table.rows, ...(table.total ? [table.total] : [])].map(({ label, cells }) => [label, ...cells.map(cellText)]),
]

const units: Partial<Record<ReportColumn['kind'], string>> = { percent: ', %', minutes: ', minutes', pounds: ', £' }
const headingOf = ({ heading, kind }: ReportColumn): string => `${heading}${units[kind] ?? ''}`

/** What the report is, as at when, and the address that makes it again. */
export const headLines = (report: Report, address: string): readonly (readonly Cell[])[] => [
  [report.title],
  ['Days', report.firstDay, report.lastDay],
  ['Counted at', formatInstant(report.asAt)],
  [
    'For',
    report.view === 'publication'
      ? 'Publication: numbers under 5 are not given, others are rounded to 5'
      : 'Work: not for publication',
  ],
  ...(report.provisional ? [['Provisional', report.provisional]] : []),
  ['Made again at', address],
]

/** Each table and column with what it counts. */
export const definitionLines = (report: Report): readonly (readonly Cell[])[] => [
  ['Table', 'Column', 'What it counts'],
  ...report.tables.flatMap((table): readonly (readonly Cell[])[] => [
    [table.title, '', table.means],
    ...table.columns.map(({ heading, means }) => [table.title, heading, means]),
  ]),
]

/**
 * A report as comma-separated text: its tables under each other, then the definitions.
 *
 * @example reportCsv(report, location.href).split('\r\n')[0] // '\uFEFFEquality'
 */
export const reportCsv = (report: Report, address: string): string =>
  csvSheet([
    ...headLines(report, address),
    ...report.tables.flatMap((table): readonly (readonly Cell[])[] => [[], [table.title], ...tableLines(table)]),
    [],
    ...definitionLines(report),
  ])

/**
 * A report as the sheets of a workbook: what it is, each table, and the definitions last.
 *
 * @example reportBook(report, location.href).map(({ sheet }) => sheet) // ['About', 'By gender', …, 'Definitions']
 */
export function reportBook(report: Report, address: string): readonly Sheet[] {
  const named = new Map<string, number>()
  const only = (name: string): string => {
    const times = (named.get(name) ?? 0) + 1
    named.set(name, times)
    return times === 1 ? name : `${name.slice(0, 28)} ${times}`
  }
  return [
    sheetOf('About', headLines(report, address), 0),
    ...report.tables.map((table) => sheetOf(only(table.title.slice(0, 31)), tableLines(table), 0)),
    sheetOf('Definitions', definitionLines(report), 0),
  ]
}
