import type { ShiftId } from '../kernel/ids.ts'
import { byStart, spanOf, type RosteredShift } from '../rota/roster.ts'
import { addMinutes, earliest, latest, type Instant } from '../time/instant.ts'
import { londonDayOf } from '../time/london.ts'
import { contains } from '../time/span.ts'
import type { AllocationRow } from './contract.ts'

/** A shift that ended longer ago than this is a day's work done, not one that somebody may still be at. */
const STILL_TODAY_MINUTES = 12 * 60

/** Whoever begins soon after midnight is on the rota of this night: the board's strip shows them too. */
const SOON_MINUTES = 4 * 60

/** What somebody has accepted and not finished: the shift that it was given for, `null` when called in, and since when they have it. */
export interface WorkInHand {
  readonly shiftId: ShiftId | null
  readonly since: Instant
}

/**
 * What of somebody's jobs keeps them at work: not what they were offered and have not taken.
 *
 * @example workInHand(jobs.map(({ allocation }) => allocation)) // [{ shiftId, since: allocatedAt }]
 */
export const workInHand = (
  jobs: readonly Pick<AllocationRow, 'shiftId' | 'allocatedAt' | 'acceptedAt' | 'setOffAt' | 'arrivedAt' | 'endedAt'>[],
): readonly WorkInHand[] =>
  jobs.flatMap(({ shiftId, allocatedAt, acceptedAt, setOffAt, arrivedAt, endedAt }) =>
    (acceptedAt ?? setOffAt ?? arrivedAt) === null || endedAt !== null ? [] : [{ shiftId, since: allocatedAt }],
  )

/**
 * The shift of one person that counts at a moment. Whoever works past the end of a shift is late on that shift until they finish, whatever
 * other shift begins later, this day or the next. Otherwise it is the one they are on; failing that the next that starts on this London
 * day, or within four hours; failing that the last one of the past twelve hours. `null` when they are not on the rota today.
 *
 * @param shifts of one person; those of their work too, however long ago they ended
 * @param work what they have in hand
 * @example shiftNow(priyasShifts, workInHand(herJobs), at('00:08'))?.endsAt // 16:00 of the day before, while she is out
 */
export function shiftNow<Shift extends RosteredShift>(
  shifts: readonly Shift[],
  work: readonly WorkInHand[],
  now: Instant,
): Shift | null {
  const inOrder = shifts.toSorted(byStart)
  return workedPast(inOrder, work, now) ?? rosteredAt(inOrder, now)
}

/** The first to end of the shifts whose work goes on after them; one that another takes up without a break has not ended yet. */
function workedPast<Shift extends RosteredShift>(
  inOrder: readonly Shift[],
  work: readonly WorkInHand[],
  now: Instant,
): Shift | null {
  const given = work.flatMap(
    ({ shiftId, since }) => inOrder.find(({ id }) => id === shiftId) ?? rosteredAt(inOrder, earliest(since, now)) ?? [],
  )
  const over = given.map((shift) => unbrokenFrom(inOrder, shift)).filter(({ endsAt }) => endsAt <= now)
  return over.toSorted((a, b) => (a.endsAt < b.endsAt ? -1 : 1))[0] ?? null
}

/** The last of the shifts that follow one without a break between. */
function unbrokenFrom<Shift extends RosteredShift>(inOrder: readonly Shift[], shift: Shift): Shift {
  const next = inOrder.find(({ startsAt, endsAt }) => startsAt <= shift.endsAt && endsAt > shift.endsAt)
  return next ? unbrokenFrom(inOrder, next) : shift
}

function rosteredAt<Shift extends RosteredShift>(inOrder: readonly Shift[], now: Instant): Shift | null {
  const on = inOrder.find((shift) => contains(spanOf(shift), now))
  const isSoon = (at: Instant): boolean => londonDayOf(at) === londonDayOf(now) || at <= addMinutes(now, SOON_MINUTES)
  const next = inOrder.find(({ startsAt }) => startsAt > now && isSoon(startsAt))
  const last = inOrder.findLast(({ endsAt }) => endsAt <= now && endsAt > addMinutes(now, -STILL_TODAY_MINUTES))
  return on ?? next ?? last ?? null
}

/**
 * The shift that a job given now belongs to: the one they are on, or the next of today. A job given to whoever works past the end of a
 * shift, or after one has ended, belongs to none: that is being called in.
 *
 * @example shiftForJob(shifts, workInHand(jobs), now)?.id
 */
export function shiftForJob<Shift extends RosteredShift>(
  shifts: readonly Shift[],
  work: readonly WorkInHand[],
  now: Instant,
): Shift | null {
  const on = shifts.toSorted(byStart).find((shift) => contains(spanOf(shift), now))
  const shift = on ?? shiftNow(shifts, work, now)
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
