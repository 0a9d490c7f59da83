import { HIDDEN, type Report, type ReportKey, type ReportTable } from '#shared/reports/table.ts'
import { coverByHour, type HourChart } from './coverByHour.ts'
import {
  columnOf,
  drawable,
  figureIn,
  figureOf,
  leastOf,
  linesAcross,
  linesOf,
  sideColours,
  withOwner,
  type ChartBar,
  type Line,
} from './chartParts.ts'

type Tables = readonly ReportTable[]

/** What is drawn of a report, before it is known whether there is anything of it. */
interface Drawing {
  readonly title: string
  readonly unit: string
  readonly lines: readonly Line[]
  /** By size; otherwise in the order of the table, as hours and lengths of time are. */
  readonly bySize?: boolean
  /** Where nought is an answer, as of a duty. */
  readonly withNought?: boolean
  /** What it shows; without it, which line is the most. */
  readonly sentence?: string
  /** Of how much in all, for the sentence of the most. */
  readonly all?: string
}

export interface BarChart {
  readonly kind: 'bars'
  readonly title: string
  readonly sentence: string
  readonly unit: string
  readonly bars: readonly ChartBar[]
}

export type ReportChart = BarChart | HourChart

interface Of {
  readonly bySize?: boolean
  readonly withNought?: boolean
  readonly share?: string
  readonly of?: string
  readonly sentence?: (tables: Tables) => string
  readonly isCause?: boolean
}

/** One column of one table. */
const column =
  (
    key: string,
    heading: string,
    { bySize = false, withNought = false, share, of, sentence, isCause = false }: Of = {},
  ) =>
  (tables: Tables): Drawing | null => {
    const found = columnOf(tables, key, heading)
    if (!found) return null
    const lines = linesOf(found, { ...(share && { share }), ...(of && { of }) })
    const total = found.table.total?.cells[found.at] ?? null
    return {
      title: `${found.table.title}: ${heading}`,
      unit: heading,
      bySize,
      withNought,
      lines: isCause ? lines.map(withOwner) : lines,
      ...(typeof total === 'number' && { all: figureOf(found, total) }),
      ...(sentence && { sentence: sentence(tables) }),
    }
  }

/** What is drawn of each report: what answers its question at a look. The survey and the yearly table are forms to be copied from. */
const drawings: Partial<Record<ReportKey, (tables: Tables) => Drawing | null>> = {
  referrals: column('source', 'Number', { bySize: true, share: 'Share' }),
  stages: column('stages', 'Median', {
    of: 'Measured',
    sentence: (tables) =>
      `Half had a decision within ${figureIn(tables, 'stages', 'Median', 0)} of receipt, and an AMHP with them within ${figureIn(tables, 'stages', 'Median', 4)}.`,
  }),
  section136: column('section136', 'Number', {
    share: 'Share',
    sentence: (tables) =>
      `Of those whom an AMHP attended, ${figureIn(tables, 'section136', 'Share', 4)} were attended within 3 hours. ${figureIn(tables, 'section136', 'Number', 6)} went past the time that the law gives.`,
  }),
  outcomes: column('outcomes', 'Number', { bySize: true, share: 'Share' }),
  again: column('again', 'Back within 28 days', {
    share: 'Share, 28 days',
    of: 'Closed',
    sentence: (tables) => backWords(tables),
  }),
  hours: column('hours', 'Share', {
    withNought: true,
    share: 'Number',
    of: 'Of',
    sentence: (tables) =>
      `${figureIn(tables, 'hours', 'Share', 0)} were attended outside office hours, and for ${figureIn(tables, 'hours', 'Share', 3)} somebody was called in.`,
  }),
  choices: column('choices-why', 'Number', {
    bySize: true,
    share: 'Share',
    sentence: (tables) =>
      `The first of the suggestion was taken in ${figureIn(tables, 'choices', 'Share', 1)} of ${figureIn(tables, 'choices', 'Number', 0)} choices. Where it was not, this is why.`,
  }),
  partners: column('partners', 'In all', { bySize: true, isCause: true }),
  late: column('causes', 'Late time', { bySize: true, share: 'Share', isCause: true }),
  rest: column('average', 'Number'),
  equality: column('ethnicity', 'Referrals'),
  toil: column('toil', 'Owed', { bySize: true }),
  completeness,
  duties,
  workforce: column('risk', 'Number', {
    share: 'Share',
    sentence: (tables) =>
      `Approvals that end within 12 months: ${figureIn(tables, 'risk', 'Number', 0)}. People in training: ${figureIn(tables, 'risk', 'Number', 4)}.`,
  }),
  change: sides,
}

function backWords(tables: Tables): string {
  const found = columnOf(tables, 'again', 'Back within 28 days')
  const [closed, , , back, share] = found?.table.total?.cells ?? []
  return typeof back === 'number' && typeof closed === 'number'
    ? `${back.toLocaleString('en-GB')} of ${closed.toLocaleString('en-GB')} came back within 28 days${typeof share === 'number' ? `: ${share}%` : ''}.`
    : 'Who came back within 28 days, by how it ended.'
}

/** How much of each part is there, of all referrals. */
function completeness(tables: Tables): Drawing | null {
  const found = columnOf(tables, 'completeness', 'Referrals')
  if (!found) return null
  const all = found.table.total?.cells[found.at] ?? null
  const lines = linesAcross(found.table)
  const least = leastOf(lines.slice(0, -1))
  return {
    title: 'What referrals hold now',
    unit: 'Filled in',
    withNought: true,
    lines,
    sentence: least
      ? `${least.label} is there least often: in ${least.figure} of ${figureOf(found, all)} referrals.`
      : '',
  }
}

const dutyLines: readonly (readonly [table: string, row: number, words: string])[] = [
  ['reasons', 2, 'Reasons given in time'],
  ['relatives', 3, 'Relative informed'],
  ['relatives', 4, 'Relative consulted'],
  ['outline', 1, 'Outline report there'],
]

/** Each duty as a share, never without how many it is a share of. */
function duties(tables: Tables): Drawing {
  const lines = dutyLines.flatMap(([key, row, label]): readonly Line[] => {
    const found = columnOf(tables, key, 'Share')
    const of = figureIn(tables, key, 'Number', 0)
    const cell = found?.table.rows[row]?.cells[found.at] ?? null
    return found ? [{ label, cell, figure: figureOf(found, cell), share: `of ${of}` }] : []
  })
  const least = leastOf(lines)
  return {
    title: 'Duties of the law that are on the papers',
    unit: 'Share',
    withNought: true,
    lines,
    sentence: least ? `Recorded least: ${least.label}, ${least.figure} ${least.share ?? ''}.` : '',
  }
}

/** The same shares on both sides of the day, one under the other. */
function sides(tables: Tables): Drawing | null {
  const [before, since] = [columnOf(tables, 'shares', 'Before'), columnOf(tables, 'shares', 'Since')]
  if (!before || !since) return null
  const was = linesOf(before, { share: 'Number', of: 'Of' })
  const is = linesOf(since, { share: 'Number since', of: 'Of, since' })
  return {
    title: before.table.title,
    unit: 'Share',
    withNought: true,
    lines: was.flatMap((line, index) => [
      { ...line, owner: 'before', colour: sideColours.neither },
      ...is.slice(index, index + 1).map((one) => ({ ...one, owner: 'since', colour: sideColours.partner })),
    ]),
    sentence: bothSides(was[0], is[0]),
  }
}

function bothSides(was: Line | undefined, is: Line | undefined): string {
  if (typeof was?.cell !== 'number' || typeof is?.cell !== 'number')
    return 'These days lie on one side of the change: choose days on both sides to compare.'
  return `${was.label}: ${was.figure} before, ${is.figure} since. Other things changed too.`
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
  if (key === 'cover') return coverByHour(tables)
  const drawing = drawings[key]?.(tables)
  if (!drawing) return null
  const { title, unit, lines, bySize = false, withNought = false, sentence, all } = drawing
  const known = drawable(lines, withNought)
  const sorted = known.toSorted((a, b) => b.value - a.value)
  const [most] = sorted
  if (!most) return null
  const hidden = lines.filter(({ cell }) => cell === HIDDEN).length
  const bars = (bySize ? sorted : known).slice(0, MOST_BARS)
  const words = [
    sentence ?? `${most.label} is the most: ${most.figure}${all ? ` of ${all}` : ''}.`,
    hidden > 0 ? `${hidden} ${hidden === 1 ? 'line is' : 'lines are'} too small to be given, and not drawn.` : '',
    bars.length < known.length ? `The ${MOST_BARS} largest are drawn.` : '',
  ]
  return { kind: 'bars', title, sentence: words.filter((one) => one !== '').join(' '), unit, bars }
}
