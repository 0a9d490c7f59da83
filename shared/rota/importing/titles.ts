import { addDays, formatDate, mondayOf, type LondonDay } from '../../time/london.ts'
import { readDay } from './days.ts'
import type { Cells } from './sheet.ts'

/** A date that stands over the headings of a sheet, and where. Rows and columns count from 1. */
export interface TitleDay {
  readonly row: number
  readonly column: number
  readonly text: string
  readonly day: LondonDay
}

/** When a sheet was printed or changed says nothing about its week. */
const WHEN_MADE = /\b(?:print|creat|updat|issue|version|as at)/i
const WEEK_OF = /\b(?:w\/?c|w\/?b|week (?:commencing|beginning|starting|of))\b[\s:]*(.+)$/i
/** At least a date and its month; a bare number is none. */
const DATED = /\d[\s/.-]*(?:st|nd|rd|th)?[\s/.-]*(?:\d|[a-z]{3})|[a-z]{3}\s+\d/i

/** @example daysOfTitles([['Week commencing 9 Nov 2026']], first)[0]?.day // '2026-11-09' */
export const daysOfTitles = (rows: Cells, near: LondonDay): readonly TitleDay[] =>
  rows.flatMap((cells, row) =>
    cells.some((text) => WHEN_MADE.test(text))
      ? []
      : cells.flatMap((text, column) => {
          const said = WEEK_OF.exec(text)?.[1] ?? text
          const read = DATED.test(said) && !/^\d{5}$/.test(said.trim()) ? readDay(said, near) : null
          return read?.ok ? [{ row: row + 1, column: column + 1, text: text.trim(), day: read.value }] : []
        }),
  )

/**
 * The first date of a title that is of other weeks than the days below it; `null` when they agree. Which of the two is meant is for
 * whoever imports the sheet to say.
 */
export function otherWeekIn(titles: readonly TitleDay[], days: readonly LondonDay[]): TitleDay | null {
  const [title] = titles
  const sorted = titles.map(({ day }) => day).toSorted()
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!title || first === undefined || last === undefined || days.length === 0) return null
  const [from, until] = [mondayOf(first), addDays(mondayOf(last), 6)]
  return days.some((day) => from <= day && day <= until) ? null : title
}

/** @example otherWeekWords(title, days) // 'This says Mon 9 November 2026, and the days below it begin on …' */
export const otherWeekWords = ({ day }: TitleDay, days: readonly LondonDay[]): string =>
  `This says ${formatDate(day)}, and the days below it begin on ${formatDate(days[0] ?? day)}. Which week is it? Give its first day above, or put the title right.`
