import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'

const HOUR = 60

/** @example lastUsedWords(at, now) // 'last used 12 minutes ago' */
export function lastUsedWords(at: Instant, now: Instant): string {
  const ago = Math.max(0, minutesBetween(at, now))
  if (ago < 2) return 'last used just now'
  if (ago < HOUR) return `last used ${ago} minutes ago`
  return `last used ${formatInstant(at)}`
}

/** @example endedWords(1) // 'Signed out on one other device.' */
export function endedWords(ended: number): string {
  if (ended === 0) return 'There was nowhere else to sign out.'
  return ended === 1 ? 'Signed out on one other device.' : `Signed out on ${ended} other devices.`
}
