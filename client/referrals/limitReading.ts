import type { ClockReading } from '#client/ui/clockFace.ts'
import { limitFamilies } from '#shared/referrals/law/limitKinds.ts'
import { endsAtMidnight } from '#shared/referrals/law/limitWords.ts'
import { limitClockOf, type LimitClock } from '#shared/referrals/law/limits.ts'
import type { LimitRow } from '#shared/referrals/record.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { formatDayShort, formatInstant, londonDayOf } from '#shared/time/london.ts'

export interface ShownLimit {
  readonly limit: LimitRow
  readonly clock: LimitClock
}

/** A limit with where it stands now. */
export const shownLimit = (limit: LimitRow, now: Instant): ShownLimit => ({ limit, clock: limitClockOf(limit, now) })

/** The limit in words, short enough to stand beside a clock: a day for what is counted in days. */
function untilWords({ kind, limitAt, state }: LimitClock, now: Instant): string {
  const { verb } = limitFamilies[kind]
  if (state === 'held') return 'Held open until the county court has decided'
  if (limitAt === null) return verb
  const lastDay = londonDayOf(addMinutes(limitAt, -1))
  const when = endsAtMidnight(kind, limitAt) ? formatDayShort(lastDay) : formatInstant(limitAt, londonDayOf(now))
  return `${verb} ${when}`
}

/** What the clock of a limit is told. A local target is drawn as local, whatever it is about. */
export function limitReading({ limit, clock }: ShownLimit, now: Instant): ClockReading {
  const { state, limitAt, soonAt, fractionLeft, isLocal } = clock
  const reading = {
    kind: isLocal && state !== 'not-recorded' ? 'local' : 'legal',
    limitAt,
    soonAt,
    fractionLeft,
    startedAt: limit.startedAt,
    label: untilWords(clock, now),
  } as const
  if (state === 'held' || state === 'open') return { ...reading, state: 'calm', word: 'so far' }
  return { ...reading, state }
}
