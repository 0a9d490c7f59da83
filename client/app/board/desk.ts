import { shortMoment } from '#client/allocations/moments.ts'
import type { Board } from '#shared/allocations/contract.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'

/** Who else is at the desk now: practice consultants on shift. */
export const atDesk = ({ strip }: Board, now: Instant, self: PersonId): readonly string[] =>
  strip.flatMap(({ role, personId, name, shiftStartsAt, shiftEndsAt }) =>
    role === 'practice-consultant' && personId !== self && shiftStartsAt <= now && now < shiftEndsAt ? [name] : [],
  )

/** From when the out-of-hours team has it, when its shift is on the rota. @example 'Emergency Duty Team from 00:00' */
export function outOfHoursWords({ strip, outOfHoursName }: Board, now: Instant): string | null {
  const starts = strip.filter(({ role, shiftEndsAt }) => role === 'out-of-hours' && shiftEndsAt > now)
  const first = starts.map(({ shiftStartsAt }) => shiftStartsAt).toSorted()[0]
  if (first === undefined) return null
  return first <= now ? `${outOfHoursName} on` : `${outOfHoursName} from ${shortMoment(first, now)}`
}
