import { clockTimeOf, formatDayShort, type ClockTime, type LondonDay } from '#shared/time/london.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, formatDate } from '#shared/time/london.ts'
import { awayKinds } from '#shared/rota/contract.ts'
import type { LeaveRow } from '#shared/rota/coverContract.ts'
import type { Span } from '#shared/time/span.ts'

/** "19 November" of a day. */
const dateOf = (day: LondonDay): string => formatDate(day).replace(/ \d{4}$/, '')

/**
 * A week by its days, saying no more of them than is needed to tell them apart.
 *
 * @example weekWords(londonDay('2026-11-16')) // '16 to 22 November'; '28 September to 4 October'
 */
export function weekWords(monday: LondonDay): string {
  const sunday = addDays(monday, 6)
  if (monday.slice(0, 4) !== sunday.slice(0, 4)) return `${formatDate(monday)} to ${formatDate(sunday)}`
  if (monday.slice(5, 7) !== sunday.slice(5, 7)) return `${dateOf(monday)} to ${dateOf(sunday)}`
  return `${Number(monday.slice(8))} to ${dateOf(sunday)}`
}

/** @example fourWeeksWords(londonDay('2026-11-16')) // '16 November 2026 to 13 December 2026' */
export const fourWeeksWords = (monday: LondonDay): string =>
  `${formatDate(monday)} to ${formatDate(addDays(monday, 27))}`

/** "Thu 19": a day inside a week that is named above. */
export const dayWords = (day: LondonDay): string => formatDayShort(day).split(' ').slice(0, 2).join(' ')

/** A clock time where there is little room: whole hours lose their minutes. @example shortClock(clockTime('08:00')) // '08' */
export const shortClock = (time: ClockTime): string => time.replace(/:00$/, '')

interface Times {
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/** @example pillWords(shift) // '08–16' */
export const pillWords = ({ startsAt, endsAt }: Times): string =>
  `${shortClock(clockTimeOf(startsAt))}–${shortClock(clockTimeOf(endsAt))}`

/** @example hoursWords({ start, end }) // '15:00 to 17:00' */
export const hoursWords = ({ start, end }: Span): string => `${clockTimeOf(start)} to ${clockTimeOf(end)}`

/** When somebody is away: a day, days, or hours of one. @example leaveWords(leave) // 'Tue 17 November, 15:00 to 17:00' */
export function leaveWords({ firstDay, lastDay, part }: Pick<LeaveRow, 'firstDay' | 'lastDay' | 'part'>): string {
  if (part !== null) return `${formatDayShort(firstDay)}, ${hoursWords(part)}`
  return firstDay === lastDay ? formatDayShort(firstDay) : `${formatDayShort(firstDay)} to ${formatDayShort(lastDay)}`
}

/** Hours are not a day of it. @example leaveKindWords({ kind: 'toil', part: null }) // 'TOIL day' */
export const leaveKindWords = ({ kind, part }: Pick<LeaveRow, 'kind' | 'part'>): string =>
  part === null ? awayKinds[kind] : 'TOIL'

/** @example timesWords(shift) // '08:00 to 16:00' */
export const timesWords = ({ startsAt, endsAt }: Times): string => `${clockTimeOf(startsAt)} to ${clockTimeOf(endsAt)}`
