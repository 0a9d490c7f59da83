import type { Clock, Power } from '#shared/referrals/clocks.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { formatDayShort, londonDayOf } from '#shared/time/london.ts'
import { shortOf, type LegalClock } from './boardLimit.ts'
import { limitFamilies } from './limitKinds.ts'
import type { LimitClock } from './limits.ts'
import { endsAtMidnight } from './limitWords.ts'

/** What a clock of a dense row is told, to count on from by itself. */
export interface LegalReading {
  readonly kind: 'legal'
  readonly state: Clock['state']
  readonly limitAt: Instant | null
  /** When calm becomes soon; without it only the next answer says so. */
  readonly soonAt?: Instant | null
  readonly startedAt: Instant | null
  readonly fractionLeft: number | null
  readonly label: string
}

/**
 * What the clock of a dense row is told of the limit that presses most, whether of a power or another one: "s136 ends 18:32",
 * "Admit by Wed 25 November".
 *
 * @param moment how a moment is written where the row stands
 * @example legalReading(pressingOf(row, now), row.powers, (at) => shortMoment(at, now), now)
 */
export function legalReading(
  clock: LegalClock,
  powers: readonly Power[],
  moment: (at: Instant) => string,
  now: Instant,
): LegalReading {
  const { state, limitAt, fractionLeft } = clock
  const reading = { kind: 'legal', limitAt, fractionLeft } as const
  if (clock.of === 'limit') {
    const running = state === 'held' || state === 'open' ? 'calm' : state
    return { ...reading, state: running, soonAt: clock.soonAt, startedAt: null, label: limitLabel(clock, moment) }
  }
  const short = shortOf(clock)
  const label =
    limitAt === null ? `${short}, start missing` : `${short} ${limitAt <= now ? 'ended' : 'ends'} ${moment(limitAt)}`
  const startedAt = powers.find(({ kind }) => kind === clock.kind)?.startedAt ?? null
  return { ...reading, state: clock.state, startedAt, label }
}

/** A day for what is counted in days. @example 'Admit by Wed 25 November' */
export function limitLabel({ kind, state, limitAt }: LimitClock, moment: (at: Instant) => string): string {
  const { verb, short } = limitFamilies[kind]
  if (state === 'not-recorded') return `${short}, start missing`
  if (limitAt === null) return verb
  return `${verb} ${endsAtMidnight(kind, limitAt) ? formatDayShort(londonDayOf(addMinutes(limitAt, -1))) : moment(limitAt)}`
}
