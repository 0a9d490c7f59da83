import { z } from 'zod'
import type { Brand } from '#shared/kernel/brand.ts'

/** A length of time in whole minutes. TOIL, waits and overruns are counted in these; never in fractions of hours. */
export type Minutes = Brand<number, 'Minutes'>

/** @throws RangeError when it is not a whole number @example minutes(50) */
export function minutes(count: number): Minutes {
  if (!Number.isSafeInteger(count)) throw new RangeError(`minutes are whole numbers: ${count}`)
  // A ledger that cancels out must read 0, not -0, which compares as something else.
  return (count === 0 ? 0 : count) as Minutes
}

/**
 * A length in letters, never with a colon, so that it cannot be read as a time of day.
 *
 * @example formatMinutes(minutes(105)) // '1h 45m'
 * @example formatMinutes(minutes(-450)) // '−7h 30m'
 */
export function formatMinutes(length: number): string {
  const whole = Math.trunc(Math.abs(length))
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  const sign = length < 0 && whole > 0 ? '−' : ''
  if (hours === 0) return `${sign}${rest}m`
  return rest === 0 ? `${sign}${hours}h` : `${sign}${hours}h ${rest}m`
}

/** A length as it travels in JSON: whole minutes, negative where a ledger needs it. */
export const minutesInput = z
  .int()
  .min(-1_000_000)
  .max(1_000_000)
  .transform((count) => minutes(count))
