import type { ClockReading } from '#client/ui/clockFace.ts'
import { legalReading } from '#shared/referrals/law/legalReading.ts'
import { pressingOf, type Counted } from '#shared/referrals/law/boardLimit.ts'
import type { Instant } from '#shared/time/instant.ts'
import { clockTimeOf, londonDayOf, weekdayName } from '#shared/time/london.ts'

export interface ClockedRow extends Counted {
  readonly receivedAt: Instant
  readonly assessBy: Instant | null
}

/** A moment as a row has room for it. @example briefly(limit, now) // '16:23', 'Fri 16:23' */
const briefly = (at: Instant, now: Instant): string =>
  londonDayOf(at) === londonDayOf(now)
    ? clockTimeOf(at)
    : `${weekdayName(londonDayOf(at)).slice(0, 3)} ${clockTimeOf(at)}`

/** What the clock of a row without a name is told: the limit of the law that presses most, else how long it has waited. */
export function closedReading(row: ClockedRow, now: Instant): ClockReading {
  const clock = pressingOf(row, now)
  if (clock !== null) return legalReading(clock, row.powers, (at) => briefly(at, now), now)
  const { assessBy, receivedAt } = row
  const label = assessBy === null ? 'No legal limit' : `Assess by ${briefly(assessBy, now)}`
  return { kind: 'local', state: 'calm', limitAt: null, startedAt: receivedAt, label }
}
