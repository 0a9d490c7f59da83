import type { PersonId, ShiftId } from '../kernel/ids.ts'
import { instant, latest, minutesBetween, msOf, type Instant } from '../time/instant.ts'
import { earliestStartAfter, restConflicts } from './rest.ts'

/** A shift with what is known of how its work really ended. */
export interface ShiftAsWorked {
  readonly id: ShiftId
  readonly personId: PersonId
  readonly startsAt: Instant
  readonly endsAt: Instant
  /** When its last job was finished; `null` while nothing says that it ended otherwise than planned. */
  readonly finishedAt: Instant | null
  /** Whether its person is still out on a job of it. */
  readonly stillOut: boolean
}

/** A shift that begins before its person has rested, because they worked later than planned. */
export interface NextStart<Shift> {
  readonly shift: Shift
  /** The shift that ran late. */
  readonly late: Shift
  /** When the late work ended; this moment, while its person is still out. */
  readonly finishedAt: Instant
  /** Eleven hours after that (Working Time Regulations 1998 reg 10). */
  readonly restedAt: Instant
  /** The start to propose, on a quarter of an hour; `null` when too little of the shift would be left to come in for. */
  readonly proposedStart: Instant | null
}

const [QUARTER_MS, LEAST_SHIFT_MINUTES] = [15 * 60_000, 60]

const onTheQuarter = (at: Instant): Instant => instant(Math.ceil(msOf(at) / QUARTER_MS) * QUARTER_MS)

/** When the work of a shift ended or, of somebody still out past its end, how late it is by now. */
export const workEndedAt = ({ endsAt, finishedAt, stillOut }: Omit<ShiftAsWorked, 'id'>, now: Instant): Instant =>
  latest(latest(endsAt, finishedAt ?? endsAt), stillOut ? now : endsAt)

/**
 * The next starts to put to a manager: each shift still to begin whose person finished so late that they have not rested by then. Rest
 * that was too short as planned is not among them: that was decided when the rota was published. Nothing is moved by itself, and
 * nobody is kept from finishing an assessment; the manager moves the start, gives the shift up, or keeps it and says why.
 *
 * @example nextStarts([late, early], now) // finished 00:30: [{ shift: early, restedAt: 11:30, proposedStart: 11:30, … }]
 */
export function nextStarts<Shift extends ShiftAsWorked>(
  shifts: readonly Shift[],
  now: Instant,
): readonly NextStart<Shift>[] {
  const worked = shifts.map((shift) => ({ ...shift, endsAt: workEndedAt(shift, now), shift }))
  return restConflicts(worked)
    .filter(({ earlier, later }) => later.startsAt > now && earlier.endsAt > earlier.shift.endsAt)
    .map(({ earlier, later }) => {
      const restedAt = earliestStartAfter(earlier.endsAt)
      const start = onTheQuarter(restedAt)
      const left = minutesBetween(start, later.shift.endsAt)
      return {
        shift: later.shift,
        late: earlier.shift,
        finishedAt: earlier.endsAt,
        restedAt,
        proposedStart: left < LEAST_SHIFT_MINUTES ? null : start,
      }
    })
}
