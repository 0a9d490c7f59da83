import type { ShiftRow } from '#shared/rota/contract.ts'
import { onDutyAt } from '#shared/rota/roster.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

/**
 * Whether somebody is on, or when next. A shift that they are away from is not theirs to come to; `null` when there is none.
 *
 * @param shifts their own, the earliest first
 * @example nextShiftWords(shifts, now) // 'You are next on Fri 13 November 08:30.'
 */
export function nextShiftWords(shifts: readonly ShiftRow[], now: Instant): string | null {
  const worked = shifts.filter(({ away }) => !away)
  const [on] = onDutyAt(worked, now)
  if (on) return `You are on now, until ${formatInstant(on.endsAt, londonDayOf(now))}.`
  const next = worked.find(({ startsAt }) => startsAt > now)
  return next ? `You are next on ${formatInstant(next.startsAt)}.` : null
}
