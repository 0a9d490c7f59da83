import type { WatchRow } from '#shared/safety/contract.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { isMissed } from './watchNews.ts'

/**
 * Which rows are shown whole: every call for help, and the one at the head. The others are a line each, so that the page under them is
 * still seen; whoever presses one opens or folds it.
 *
 * @param pressed what somebody has opened (true) or folded (false) themselves
 * @example openRows([{ id: 'tom', helpAt: null }, { id: 'ewa', helpAt: null }], new Map()) // only 'tom'
 */
export function openRows(
  rows: readonly { readonly id: string; readonly helpAt: Instant | null }[],
  pressed: ReadonlyMap<string, boolean>,
): ReadonlySet<string> {
  const open = rows.filter(({ id, helpAt }, place) => helpAt !== null || (pressed.get(id) ?? place === 0))
  return new Set(open.map(({ id }) => id))
}

/** How many there are of each, above them. @example countWords([{ helpAt: null, rung: 'desk' }]) // '1 late' */
export function countWords(rows: readonly Pick<WatchRow, 'helpAt' | 'rung'>[]): string {
  const help = rows.filter(({ helpAt }) => helpAt !== null).length
  const late = rows.filter((row) => row.helpAt === null && isMissed(row)).length
  const calls = help === 0 ? '' : help === 1 ? '1 call for help' : `${help} calls for help`
  return [calls, late === 0 ? '' : `${late} late`].filter(Boolean).join(', ')
}

/** One folded row. @example 'Tom Ellis: 1h 20m late' */
export function lineWords({ personName, backBy }: Pick<WatchRow, 'personName' | 'backBy'>, now: Instant): string {
  return now > backBy
    ? `${personName}: ${formatMinutes(minutesBetween(backBy, now))} late`
    : `${personName}: back by ${formatInstant(backBy, londonDayOf(now))}`
}
