import { HIDDEN, type Report, type ReportCell, type ReportKey, type ReportTable } from '#shared/reports/table.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { inHours } from './reportWords.ts'

interface Drawn {
  readonly table: string
  readonly heading: string
  /** By size; otherwise in the order of the table, as hours and lengths of time are. */
  readonly bySize?: boolean
}

/** What is drawn of the reports that are read most: one column of one table, that answers its question at a look. */
const drawn: Partial<Record<ReportKey, Drawn>> = {
  referrals: { table: 'source', heading: 'Number', bySize: true },
  outcomes: { table: 'outcomes', heading: 'Number', bySize: true },
  partners: { table: 'partners', heading: 'In all', bySize: true },
  late: { table: 'causes', heading: 'Late time', bySize: true },
  rest: { table: 'average', heading: 'Number' },
  equality: { table: 'ethnicity', heading: 'Referrals' },
  toil: { table: 'toil', heading: 'Owed', bySize: true },
}

export interface ReportChart {
  readonly title: string
  readonly sentence: string
  readonly unit: string
  readonly bars: readonly { readonly label: string; readonly value: number; readonly figure: string }[]
}

/** More than this is a table. */
const MOST_BARS = 12

/**
 * The chart of a report with the sentence above it; `null` where nothing of it can be drawn. What is not given for being small is not drawn,
 * and the sentence says so.
 *
 * @example chartOf(referrals)?.sentence // 'GP is the most: 45 of 140.'
 */
export function chartOf({ key, tables }: Pick<Report, 'key' | 'tables'>): ReportChart | null {
  const of = drawn[key]
  const table = tables.find((one) => one.key === of?.table)
  const at = table?.columns.findIndex(({ heading }) => heading === of?.heading) ?? -1
  if (!of || !table || at < 0) return null
  const write = (value: number): string =>
    table.columns[at]?.kind === 'minutes' ? lengthWords(value) : value.toLocaleString('en-GB')
  const values = table.rows.map(({ label, cells }) => ({ label, cell: cells[at] ?? null }))
  const known = values.flatMap(({ label, cell }) =>
    typeof cell === 'number' && cell > 0 ? [{ label, value: cell, figure: write(cell) }] : [],
  )
  const sorted = known.toSorted((a, b) => b.value - a.value)
  const [most] = sorted
  if (!most) return null
  const hidden = values.filter(({ cell }) => cell === HIDDEN).length
  const bars = (of.bySize ? sorted : known).slice(0, MOST_BARS)
  const sentence = [
    `${most.label} is the most: ${most.figure}${ofAll(table, at, write)}.`,
    hidden > 0 ? `${hidden} ${hidden === 1 ? 'line is' : 'lines are'} too small to be given, and not drawn.` : '',
    bars.length < known.length ? `The ${MOST_BARS} largest are drawn.` : '',
  ]
  return {
    title: `${table.title}: ${of.heading}`,
    sentence: sentence.filter((words) => words !== '').join(' '),
    unit: of.heading,
    bars,
  }
}

const lengthWords = (minutes: number): string => (minutes < 600 ? formatMinutes(minutes) : inHours(minutes))

/** Of all of them, where the table adds up to a number that is given. */
function ofAll({ total }: ReportTable, at: number, write: (value: number) => string): string {
  const all: ReportCell = total?.cells[at] ?? null
  return typeof all === 'number' ? ` of ${write(all)}` : ''
}
