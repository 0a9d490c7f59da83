import type { ReportTable } from '#shared/reports/table.ts'
import { hourWords, plural } from './reportWords.ts'

/** One number an hour of the day; `null` where it is not given. */
export interface HourRow {
  readonly words: string
  readonly values: readonly (number | null)[]
}

export interface HourChart {
  readonly kind: 'hours'
  readonly title: string
  readonly sentence: string
  readonly rows: readonly HourRow[]
}

/**
 * When people ask, and how many AMHPs are on then: the weekdays of both tables together, hour by hour.
 *
 * @example coverByHour(tables)?.sentence // 'Most ask from 14:00 to 15:00: 31 of 140. Then 3.2 AMHPs are on shift.'
 */
export function coverByHour(tables: readonly ReportTable[]): HourChart | null {
  const asked = hoursOf(tables, 'demand', sumOf)
  const on = hoursOf(tables, 'cover', meanOf)
  if (!asked || !on) return null
  const all = asked.reduce<number>((sum, one) => sum + (one ?? 0), 0)
  const most = Math.max(...asked.map((one) => one ?? 0))
  if (all === 0) return null
  const hour = asked.indexOf(most)
  const hidden = asked.filter((one) => one === null).length
  const until = `${hourWords((hour + 1) % 24)}:00`
  const sentence = [
    `Most ask from ${hourWords(hour)}:00 to ${until}: ${most} of ${all}.`,
    `Then ${on[hour] ?? 0} AMHPs are on shift.`,
    hidden > 0
      ? `${hidden} ${plural(hidden, 'hour holds', 'hours hold')} numbers too small to be given: not drawn.`
      : '',
  ]
  return {
    kind: 'hours',
    title: 'Who asks, and who is on shift, by hour',
    sentence: sentence.filter((words) => words !== '').join(' '),
    rows: [
      { words: 'Referrals received', values: asked },
      { words: 'AMHPs on shift, mean of the weekdays', values: on },
    ],
  }
}

type Together = (values: readonly number[]) => number

const sumOf: Together = (values) => values.reduce((sum, one) => sum + one, 0)
const meanOf: Together = (values) => Math.round((10 * sumOf(values)) / Math.max(1, values.length)) / 10

/** Every hour of a table of weekdays; `null` where one of its numbers is hidden, for the rest would be less than the truth. */
function hoursOf(tables: readonly ReportTable[], key: string, together: Together): readonly (number | null)[] | null {
  const table = tables.find((one) => one.key === key)
  return (
    table?.columns.map((_, hour) => {
      const cells = table.rows.flatMap(({ cells: own }) => own[hour] ?? [])
      const numbers = cells.filter((cell) => typeof cell === 'number')
      return numbers.length === cells.length ? together(numbers) : null
    }) ?? null
  )
}
