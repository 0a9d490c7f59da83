import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'

const HOURS = /^(\d{1,2})(?:[.,](\d{1,2}))?\s?(?:h|hrs?|hours?)?$/
const HOURS_AND_MINUTES = /^(\d{1,2})\s?h\s?(\d{1,2})\s?m?$/
/** The most that the register takes for a week, in minutes. */
const MOST = 3600

/**
 * Reads contracted hours a week as people type them: `37`, `22.2`, `22h 12m`. A part of a minute is dropped.
 *
 * @example readContractedHours('22h 12m') // done(1332)
 */
export function readContractedHours(
  text: string,
): Outcome<Minutes, { readonly code: 'hours-unreadable' | 'hours-too-many' }> {
  const typed = text.trim().toLowerCase()
  const length = lengthOf(typed)
  if (length === null) return refuse({ code: 'hours-unreadable' })
  return length > MOST ? refuse({ code: 'hours-too-many' }) : done(minutes(length))
}

function lengthOf(typed: string): number | null {
  const both = HOURS_AND_MINUTES.exec(typed)
  if (both) return Number(both[2]) > 59 ? null : Number(both[1]) * 60 + Number(both[2])
  const hours = HOURS.exec(typed)
  return hours ? Number(hours[1]) * 60 + Math.floor(Number(`0.${hours[2] ?? '0'}`) * 60 + 1e-6) : null
}

export const contractedHoursWords = {
  'hours-unreadable': 'Enter hours a week, like 37, 18.5 or 22h 12m',
  'hours-too-many': 'That is more than 60 hours a week. Check it',
} as const
