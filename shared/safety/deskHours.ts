import { addMinutes, latest, type Instant } from '#shared/time/instant.ts'

/** When somebody's shift at the desk, by day or by night, begins and ends. */
export interface DeskShift {
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/** So many minutes before the desk closes it is asked to hand over whoever is still out: a call, a name, and what is known of them. */
export const HAND_OVER_MINUTES = 30

/**
 * When the desk closes: the end of the shifts at it that run now and of those that follow without a gap; `null` while nobody is at it.
 *
 * @param shifts of those at the desk, that have not ended, in any order
 * @example deskClosesAt([day, late], now) // the end of the late shift, when it begins before the day's ends
 */
export function deskClosesAt(shifts: readonly DeskShift[], now: Instant): Instant | null {
  let closes: Instant | null = null
  for (const { startsAt, endsAt } of shifts.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))) {
    if (endsAt <= now || startsAt > (closes ?? now)) continue
    closes = closes === null ? endsAt : latest(closes, endsAt)
  }
  return closes
}

/**
 * Whether the desk is about to close, so that whoever is out has to be handed over.
 *
 * @example isClosing(addMinutes(now, 20), now) // true
 */
export const isClosing = (closesAt: Instant | null, now: Instant): boolean =>
  closesAt !== null && now < closesAt && addMinutes(now, HAND_OVER_MINUTES) >= closesAt
