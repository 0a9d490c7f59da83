import type { ReferralId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import type { LondonDay } from '../time/london.ts'

/**
 * What a column holds. `count` counts people referred or their cases, `of` counts those of the first column to which something applies:
 * both can point to a person when they are small. `cases` counts cases, or people at work, where nobody can be looked up behind it, and
 * `part` those of another column to which something applies. `plain` is a number that points to nobody.
 */
export type ColumnKind = 'count' | 'of' | 'cases' | 'part' | 'percent' | 'minutes' | 'pounds' | 'plain' | 'text'

export interface ReportColumn {
  readonly heading: string
  readonly kind: ColumnKind
  /** What is counted, so that somebody else can count it again. */
  readonly means: string
  /**
   * A percentage of its own row’s first number: published with it, it is a count again. Or made of the row’s counts, and gone with one. Or
   * minutes of all cases added up, which are published to the hour.
   */
  readonly of?: 'row' | 'counts' | 'sum'
}

/** A value as it is shown; `null` is nothing to count, `'hidden'` a number that could point to a person. */
export type ReportCell = number | string | null
export const HIDDEN = 'hidden'

export interface ReportRow {
  readonly label: string
  readonly cells: readonly ReportCell[]
  /** By column, of how many people its number is, where one can be in it several times. For hiding small numbers; no screen is given it. */
  readonly people?: readonly (number | null)[]
}

export interface ReportTable {
  readonly key: string
  readonly title: string
  /** The definition that stands beside it. */
  readonly means: string
  /** Whom its numbers are about: those about staff are not published, those about people are published without small numbers. */
  readonly about: 'people' | 'staff' | 'work'
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly ReportRow[]
  /** Row by row, of which other row it is a part; `null` for one that is of none. Nothing where rows stand side by side. */
  readonly within?: readonly (number | null)[]
  /** Rows that add up to a row of another table of the report. */
  readonly adds?: readonly {
    readonly rows: readonly number[]
    readonly to: { readonly table: string; readonly row: number }
  }[]
  /** What all rows add up to, for columns in which they do. */
  readonly total: ReportRow | null
}

/** A report with what it takes to make it again: what it is of, from when to when, and as at which moment. */
export interface Report {
  readonly key: ReportKey
  readonly title: string
  readonly sentences: readonly string[]
  readonly asAt: Instant
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  readonly view: ReportView
  /** Why the figures may still move; `null` when every case in them is closed. */
  readonly provisional: string | null
  readonly tables: readonly ReportTable[]
}

export const reportViews = ['work', 'publication'] as const
export type ReportView = (typeof reportViews)[number]

/** The reports there are, with the question that each answers. */
export const reportTitles = {
  referrals: 'What came in',
  stages: 'How long each stage took',
  section136: 'Section 136',
  outcomes: 'How assessments ended',
  again: 'Who came back',
  hours: 'Done in hours, called in, carried over, handed over',
  cover: 'Demand against cover',
  choices: 'Suggestions taken, and why not',
  partners: 'Partner delay',
  late: 'Late working',
  rest: 'Rest and working time',
  equality: 'Equality',
  completeness: 'How complete referrals are, and who owes what',
  duties: 'Duties of the law',
  workforce: 'Workforce',
  survey: 'National AMHP survey',
  foi: 'Yearly table for requests for information',
  change: 'Before and after a day',
  toil: 'TOIL',
} as const
export type ReportKey = keyof typeof reportTitles
export const reportKeys = Object.keys(reportTitles) as [ReportKey, ...ReportKey[]]

/** A row while it is being counted: which cases stand behind each number, so that whoever may can look at them. */
export interface CountedRow {
  readonly label: string
  readonly cells: readonly ReportCell[]
  /** By column, of how many people its number is, where one can be in it several times. */
  readonly people?: readonly (number | null)[]
  /** By column; empty where nobody stands behind a number. */
  readonly behind: readonly (readonly ReferralId[])[]
}

export interface CountedTable extends Omit<ReportTable, 'rows' | 'total'> {
  readonly rows: readonly CountedRow[]
  readonly total: CountedRow | null
}

/** The table without who stands behind it. */
export const withoutCases = ({ rows, total, ...table }: CountedTable): ReportTable => ({
  ...table,
  rows: rows.map(plainRow),
  total: total && plainRow(total),
})

/** The report without what adds up to what: that is for hiding small numbers, and done. */
export const withoutSums = (report: Report): Report => ({
  ...report,
  tables: report.tables.map(({ key, title, means, about, columns, rows, total }) => ({
    key,
    title,
    means,
    about,
    columns,
    rows: rows.map(shownRow),
    total: total && shownRow(total),
  })),
})

const plainRow = ({ label, cells, people }: CountedRow): ReportRow => ({ label, cells, ...(people && { people }) })
const shownRow = ({ label, cells }: ReportRow): ReportRow => ({ label, cells })

/** How many different people some are of. @example peopleIn([{ person: 1 }, { person: 1 }]) // 1 */
export const peopleIn = <Who>(some: readonly { readonly person: Who }[]): number =>
  new Set(some.map(({ person }) => person)).size

/** A row whose numbers nobody stands behind. @example plain('Median', [4, 10]) */
export const plain = (label: string, cells: readonly ReportCell[]): CountedRow => ({ label, cells, behind: [] })

interface Case {
  readonly id: ReferralId
  /** The same number for the same person. */
  readonly person: number
}

/**
 * Cases by a label, in the order given; those without one are a row of their own, "Not recorded", never left out. Each row holds how
 * many, and their share of all.
 *
 * @example countedBy(referrals, ({ source }) => sources[source], Object.values(sources))
 */
export function countedBy<One extends Case>(
  cases: readonly One[],
  labelOf: (one: One) => string | null,
  order: readonly string[],
): Pick<CountedTable, 'rows' | 'total'> {
  const groups = new Map<string, One[]>()
  for (const one of cases) {
    const label = labelOf(one) ?? NOT_RECORDED
    const group = groups.get(label)
    if (group) group.push(one)
    else groups.set(label, [one])
  }
  const labels = [...order, NOT_RECORDED].filter((label) => groups.has(label))
  const row = (label: string, group: readonly One[]): CountedRow => ({
    label,
    cells: [group.length, cases.length === 0 ? null : Math.round((100 * group.length) / cases.length)],
    people: [peopleIn(group)],
    behind: [group.map(({ id }) => id)],
  })
  return { rows: labels.map((label) => row(label, groups.get(label) ?? [])), total: row('All', cases) }
}

export const NOT_RECORDED = 'Not recorded'

/** The two columns of such a table. */
export const countColumns = (what: string): readonly ReportColumn[] => [
  { heading: 'Number', kind: 'count', means: `How many ${what}.` },
  { heading: 'Share', kind: 'percent', means: `Of all ${what}, in whole percent.` },
]
