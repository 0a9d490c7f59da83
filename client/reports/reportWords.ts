import type { BalanceRow, HeatMap, LateShare } from '#shared/reports/lateWorking.ts'
import { delayFacts } from '#shared/toil/delayCodes.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, londonDay, londonDayOf, mondayOf, weekdayName, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** The Sunday that ended the last whole week. */
export const lastSunday = (now: Instant): LondonDay => addDays(mondayOf(londonDayOf(now)), -1)

/** Minutes as whole hours, for totals that nobody adds up by hand; the exact length is beside it in the table. @example '46h' */
export const inHours = (minutes: number): string =>
  Math.abs(minutes) < 60 ? formatMinutes(minutes) : `${Math.round(minutes / 60)}h`.replace('-', '−')

/** @example signedLength(380) // '+6h 20m' */
export const signedLength = (minutes: number): string =>
  minutes > 0 ? `+${formatMinutes(minutes)}` : formatMinutes(minutes)

/** A share never stands without what it is a share of. @example shareWords({ late: 199, n: 524, percent: 38 }) // '199 of 524' */
export const shareWords = ({ late, n }: LateShare): string => `${late} of ${n}`

export const percentWords = ({ percent }: LateShare): string => (percent === null ? '–' : `${percent}%`)

/** What moved somebody's balance most in four weeks. */
export const mostlyWords = ({ mostly }: Pick<BalanceRow, 'mostly'>): string =>
  mostly === null ? '' : mostly === 'TOIL_TAKEN' ? 'Took TOIL' : delayFacts(mostly).words

/** The one limit that everybody shares, or `null` when employers differ or have none. */
export function sharedLimit(rows: readonly Pick<BalanceRow, 'limit'>[]): number | null {
  const limits = new Set(rows.map(({ limit }) => limit))
  const [only = null] = limits
  return limits.size === 1 ? only : null
}

/** @example plural(1, 'person', 'people') // 'person' */
export const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many)

const MONDAY = londonDay('2026-01-05')

/** @example dayOfWeek(5) // 'Friday' */
export const dayOfWeek = (weekday: number): string => weekdayName(addDays(MONDAY, weekday - 1))

/** @example hourWords(1) // '01' */
export const hourWords = (hour: number): string => String(hour).padStart(2, '0')

/** The hour in which most late jobs finished, when one hour stands out. @example 'Friday between 20:00 and 21:00 is the peak: 11.' */
export function peakWords({ peak, days }: Pick<HeatMap, 'peak' | 'days'>): string {
  if (peak === null) return 'No late finishes.'
  const level = days.flatMap(({ counts }) => counts).filter((count) => count === peak.count).length
  if (level > 1) return `No one hour stands out: ${level} of them have ${peak.count}, the most.`
  const until = hourWords((peak.hour + 1) % 24)
  return `${dayOfWeek(peak.weekday)} between ${hourWords(peak.hour)}:00 and ${until}:00 is the peak: ${peak.count}.`
}
