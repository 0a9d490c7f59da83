import type { Instant } from '#shared/time/instant.ts'
import { formatDayShort, formatInstant, londonDayOf, weekdayName } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { powerNames, type PowerKind } from './clockRules.ts'
import { clockOf, type Clock, type Power } from './clocks.ts'

/** A limit said back at once, so that a slip of the keys is seen. `when` is the part to say loudest. */
export interface LimitSaid {
  readonly clock: Clock
  readonly before: string
  readonly when: string
  readonly after: string
}

/**
 * When a power runs out, as it is said while its start is typed.
 *
 * @example limitSaid({ kind: 's136', startedAt }, now)
 * // { before: 'Section 136 will end at ', when: '16:20 on Friday 13 November', after: ', in 23h 29m' }
 */
export function limitSaid(power: Power & { readonly kind: PowerKind }, now: Instant): LimitSaid {
  const clock = clockOf(power, now)
  const name = powerNames[power.kind].full
  if (clock.limitAt === null) {
    return { clock, before: `${name}: `, when: 'start not recorded', after: '. The clock may be running out' }
  }
  const when = momentInFull(clock.limitAt)
  const left = clock.minutesLeft
  return left > 0 || clock.state !== 'over'
    ? { clock, before: `${name} will end at `, when, after: `, in ${formatMinutes(left)}` }
    : { clock, before: `${name} ended at `, when, after: `, ${formatMinutes(-left)} over the limit` }
}

/** @example momentInFull(at) // '16:20 on Friday 13 November' */
export function momentInFull(at: Instant): string {
  const day = londonDayOf(at)
  return `${formatInstant(at, day)} on ${weekdayName(day)} ${formatDayShort(day).slice(4)}`
}
