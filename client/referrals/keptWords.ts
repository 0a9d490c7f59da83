import { clockTimeOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import type { Keeping } from './draftKeeper.ts'

const MINUTE_SECONDS = 60

/** @example agoWords(2) // '2 seconds ago' */
export function agoWords(seconds: number): string {
  if (seconds < 2) return 'just now'
  if (seconds < MINUTE_SECONDS) return `${seconds} seconds ago`
  return `${formatMinutes(Math.floor(seconds / MINUTE_SECONDS))} ago`
}

/**
 * How what was typed stands at the hub. While something cannot be kept, nothing here says that the draft is.
 *
 * @param seconds since it was last kept
 * @example keptWords({ keptAt: at, trouble: null }, 15) // 'draft kept 15 seconds ago, even if you are called away'
 */
export function keptWords({ keptAt, trouble }: Pick<Keeping, 'keptAt' | 'trouble'>, seconds: number): string {
  if (trouble !== null)
    return keptAt === null ? 'not kept yet' : `what was typed since ${clockTimeOf(keptAt)} is not kept`
  const kept = keptAt === null ? 'kept from the first letter' : `draft kept ${agoWords(seconds)}`
  return `${kept}, even if you are called away`
}
