import type { ClockReading } from '#client/ui/clockFace.ts'
import { powerNames } from '#shared/referrals/clockRules.ts'
import { clockOf, compareByLimit, type Power } from '#shared/referrals/clocks.ts'
import type { Instant } from '#shared/time/instant.ts'
import { clockTimeOf, londonDayOf, weekdayName } from '#shared/time/london.ts'

export interface ClockedRow {
  readonly powers: readonly Power[]
  readonly receivedAt: Instant
  readonly assessBy: Instant | null
}

/** A moment as a row has room for it. @example briefly(limit, now) // '16:23', 'Fri 16:23' */
const briefly = (at: Instant, now: Instant): string =>
  londonDayOf(at) === londonDayOf(now)
    ? clockTimeOf(at)
    : `${weekdayName(londonDayOf(at)).slice(0, 3)} ${clockTimeOf(at)}`

/** What the clock of a row without a name is told: the most pressing power, else how long it has waited. */
export function closedReading({ powers, receivedAt, assessBy }: ClockedRow, now: Instant): ClockReading {
  const [clock] = powers.map((power) => clockOf(power, now)).toSorted(compareByLimit)
  if (!clock) {
    const label = assessBy === null ? 'No legal limit' : `Assess by ${briefly(assessBy, now)}`
    return { kind: 'local', state: 'calm', limitAt: null, startedAt: receivedAt, label }
  }
  const { short } = powerNames[clock.kind]
  const label =
    clock.limitAt === null
      ? `${short}, start missing`
      : `${short} ${clock.limitAt <= now ? 'ended' : 'ends'} ${briefly(clock.limitAt, now)}`
  return {
    kind: 'legal',
    state: clock.state,
    limitAt: clock.limitAt,
    startedAt: powers.find(({ kind }) => kind === clock.kind)?.startedAt ?? null,
    fractionLeft: clock.fractionLeft,
    label,
  }
}
