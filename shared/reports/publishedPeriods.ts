import { addDays, formatDate, londonDay, type LondonDay } from '../time/london.ts'
import type { ReportKey } from './table.ts'

/** Days that may be published, with what they are called. */
export interface PublishedPeriod {
  readonly label: string
  readonly from: LondonDay
  readonly to: LondonDay
}

const MONTHS_OF_QUARTERS = ['01', '04', '07', '10']
/** A yearly table has a column for each year, so that several are no new sum. */
const YEARS_OF_TABLE = 5

const two = (month: number): string => String(month).padStart(2, '0')
/** The first day of the month so many months after that of a day. */
function firstOfMonth(day: LondonDay, months: number): LondonDay {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  return londonDay(`${Math.floor(count / 12)}-${two((count % 12) + 1)}-01`)
}
const lastAfter = (first: LondonDay, months: number): LondonDay => addDays(firstOfMonth(first, months), -1)
const isFinancialYears = (from: LondonDay, to: LondonDay, most: number): boolean =>
  from.slice(5) === '04-01' && Array.from({ length: most }, (_, year) => lastAfter(from, 12 * (year + 1))).includes(to)

/**
 * Whether days may be published: one whole quarter, or one whole financial year; of the yearly table up to five of them. Days that
 * overlap others in any other way could be subtracted from them, until what is left is one person. A year and its four quarters cannot:
 * what is published is rounded.
 *
 * @example isPublishable('equality', londonDay('2026-07-01'), londonDay('2026-09-30')) // true
 */
export const isPublishable = (report: ReportKey, from: LondonDay, to: LondonDay): boolean =>
  (from.endsWith('-01') && MONTHS_OF_QUARTERS.includes(from.slice(5, 7)) && to === lastAfter(from, 3)) ||
  isFinancialYears(from, to, report === 'foi' ? YEARS_OF_TABLE : 1)

const QUARTERS_SHOWN = 8
const YEARS_SHOWN = 4

/**
 * What may be published on a day, the latest first: quarters that are over, then financial years.
 *
 * @example publishedPeriods('equality', londonDay('2026-11-12'))[0] // { label: '1 July 2026 to 30 September 2026', … }
 */
export function publishedPeriods(report: ReportKey, today: LondonDay): readonly PublishedPeriod[] {
  const thisQuarter = firstOfMonth(today, -((Number(today.slice(5, 7)) - 1) % 3))
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 1 : 0)
  const period = (from: LondonDay, months: number): PublishedPeriod => {
    const to = lastAfter(from, months)
    return { label: `${formatDate(from)} to ${formatDate(to)}`, from, to }
  }
  const quarters = Array.from({ length: QUARTERS_SHOWN }, (_, ago) =>
    period(firstOfMonth(thisQuarter, -3 * (ago + 1)), 3),
  )
  const years = Array.from({ length: YEARS_SHOWN }, (_, ago) => period(londonDay(`${year - ago - 1}-04-01`), 12))
  const tables = report === 'foi' ? [period(londonDay(`${year - 3}-04-01`), 36)] : []
  return [...tables, ...quarters, ...years]
}
