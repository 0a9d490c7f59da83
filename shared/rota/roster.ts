import type { PersonId, ShiftId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import { addDays, londonDayOf, type LondonDay } from '../time/london.ts'
import { contains, type Span } from '../time/span.ts'

/** One shift of one person. A shift that was cancelled is not rostered: leave it out. */
export interface RosteredShift {
  readonly id: ShiftId
  readonly personId: PersonId
  readonly startsAt: Instant
  readonly endsAt: Instant
  /** Hours of it in which its person is away: they are on it before and after, and no cover then. */
  readonly hoursAway?: readonly Span[]
}

export const spanOf = ({ startsAt, endsAt }: { startsAt: Instant; endsAt: Instant }): Span => ({
  start: startsAt,
  end: endsAt,
})

/**
 * The day to which a shift belongs: the London day on which it starts. A night shift is its first day's everywhere: rota,
 * leave, TOIL and reports.
 *
 * @example rotaDayOf(nightOf12November) // '2026-11-12', though it ends on the 13th
 */
export const rotaDayOf = ({ startsAt }: { readonly startsAt: Instant }): LondonDay => londonDayOf(startsAt)

/**
 * Who is on duty at a moment, in the order in which their shifts began. A shift holds its start and not its end, so at 16:00
 * the 08:00 to 16:00 has gone and the 16:00 to 00:00 is on.
 *
 * @example onDutyAt(shifts, now).map(({ personId }) => personId)
 */
export const onDutyAt = <Shift extends RosteredShift>(shifts: readonly Shift[], at: Instant): readonly Shift[] =>
  shifts
    .filter((shift) => contains(spanOf(shift), at) && !shift.hoursAway?.some((away) => contains(away, at)))
    .toSorted(byStart)

/**
 * The shifts of a day of the rota, each under the day on which it starts.
 *
 * @example shiftsOfDay(shifts, londonDay('2026-11-12'))
 */
export const shiftsOfDay = <Shift extends RosteredShift>(shifts: readonly Shift[], day: LondonDay): readonly Shift[] =>
  shifts.filter((shift) => rotaDayOf(shift) === day).toSorted(byStart)

/** One day of a rota and the shifts that start on it. */
export interface RosterDay<Shift> {
  readonly day: LondonDay
  readonly shifts: readonly Shift[]
}

/**
 * So many days of the rota from a day on, days without a shift included.
 *
 * @example rosterOf(shifts, mondayOf(today), 7)
 */
export const rosterOf = <Shift extends RosteredShift>(
  shifts: readonly Shift[],
  firstDay: LondonDay,
  days: number,
): readonly RosterDay<Shift>[] =>
  Array.from({ length: days }, (_, index) => {
    const day = addDays(firstDay, index)
    return { day, shifts: shiftsOfDay(shifts, day) }
  })

/**
 * The next shift of a person that starts at or after a moment, or `null` when none is planned. With a likely finish it tells
 * whether there are eleven hours of rest before it.
 *
 * @example nextShiftAfter(shifts, amhp, finishedAt)?.startsAt
 */
export const nextShiftAfter = <Shift extends RosteredShift>(
  shifts: readonly Shift[],
  personId: PersonId,
  at: Instant,
): Shift | null => shifts.filter((one) => one.personId === personId && one.startsAt >= at).toSorted(byStart)[0] ?? null

type Timed = Pick<RosteredShift, 'startsAt' | 'endsAt'> & { readonly id: string }

/** By start, then end, then id, so that two screens show one order. */
export function byStart(a: Timed, b: Timed): number {
  const [first, second] = [`${a.startsAt} ${a.endsAt} ${a.id}`, `${b.startsAt} ${b.endsAt} ${b.id}`]
  return first < second ? -1 : first > second ? 1 : 0
}
