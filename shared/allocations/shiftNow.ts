import { byStart, spanOf, type RosteredShift } from '../rota/roster.ts'
import { addMinutes, latest, type Instant } from '../time/instant.ts'
import { londonDayOf } from '../time/london.ts'
import { contains } from '../time/span.ts'

/** A shift that ended longer ago than this is a day's work done, not one that somebody may still be at. */
const STILL_TODAY_MINUTES = 12 * 60

/** Whoever begins soon after midnight is on the rota of this night: the board's strip shows them too. */
const SOON_MINUTES = 4 * 60

/**
 * The shift of one person that counts at a moment: the one they are on; failing that the next that starts on this London day, or within
 * four hours; failing that the last one of the past twelve hours. `null` when they are not on the rota today.
 *
 * @example shiftNow(hannahsShifts, now)?.endsAt
 */
export function shiftNow<Shift extends RosteredShift>(shifts: readonly Shift[], now: Instant): Shift | null {
  const inOrder = shifts.toSorted(byStart)
  const on = inOrder.find((shift) => contains(spanOf(shift), now))
  const isSoon = (at: Instant): boolean => londonDayOf(at) === londonDayOf(now) || at <= addMinutes(now, SOON_MINUTES)
  const next = inOrder.find(({ startsAt }) => startsAt > now && isSoon(startsAt))
  const last = inOrder.findLast(({ endsAt }) => endsAt <= now && endsAt > addMinutes(now, -STILL_TODAY_MINUTES))
  return on ?? next ?? last ?? null
}

/**
 * The shift that a job given now belongs to: the one they are on, or the next of today. A job given after a shift has ended
 * belongs to none: that is being called in.
 *
 * @example shiftForJob(shifts, now)?.id
 */
export function shiftForJob<Shift extends RosteredShift>(shifts: readonly Shift[], now: Instant): Shift | null {
  const shift = shiftNow(shifts, now)
  return shift !== null && shift.endsAt > now ? shift : null
}

/**
 * When somebody is next to begin after a shift, for the rest before it: at a shift of any kind, the desk's too, and never at one on a day on
 * which they are away.
 *
 * @param shift the one that they are on, or the last; `null` when they are not on the rota today
 * @example nextStart(hannahsShifts, tonight, now) // tomorrow 08:30, or the day after when tomorrow is leave
 */
export function nextStart(
  shifts: readonly (RosteredShift & { readonly away: boolean })[],
  shift: RosteredShift | null,
  now: Instant,
): Instant | null {
  const after = shift === null ? now : latest(shift.endsAt, now)
  const starts = shifts.flatMap(({ id, startsAt, away }) =>
    !away && id !== shift?.id && startsAt >= after ? [startsAt] : [],
  )
  return starts.toSorted()[0] ?? null
}
