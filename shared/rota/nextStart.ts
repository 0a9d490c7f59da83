import type { AllocationId, PersonId, ShiftId } from '../kernel/ids.ts'
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

/** What somebody worked beside their shifts: a job on no shift, or one that was over before its shift began. */
export interface BesideShift {
  readonly id: AllocationId
  readonly personId: PersonId
  readonly startsAt: Instant
  /** When it ended; this moment, while its person is still out. */
  readonly endsAt: Instant
  readonly stillOut: boolean
}

/** A shift that begins before its person has rested, because they worked later than planned. */
export interface NextStart<Shift> {
  readonly shift: Shift
  /** What kept its person: a shift that ran late, or work beside the shifts. */
  readonly late: Pick<ShiftAsWorked, 'stillOut'>
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
 * @param beside work on no shift, or before the shift that it was put on: nobody planned it, so all of it is later than planned
 * @example nextStarts([late, early], now) // finished 00:30: [{ shift: early, restedAt: 11:30, proposedStart: 11:30, … }]
 */
export function nextStarts<Shift extends ShiftAsWorked>(
  shifts: readonly Shift[],
  now: Instant,
  beside: readonly BesideShift[] = [],
): readonly NextStart<Shift>[] {
  const worked: readonly Worked<Shift>[] = [
    ...shifts.map((shift) => ({ ...workedOn(shift, now), shift })),
    ...beside.map((piece) => ({ ...piece, plannedEnd: piece.startsAt, shift: null })),
  ]
  return restConflicts(worked).flatMap(({ earlier, later: { shift } }) =>
    shift === null || shift.startsAt <= now || earlier.endsAt <= earlier.plannedEnd
      ? []
      : [nextStartOf(shift, earlier)],
  )
}

interface Worked<Shift> extends Omit<BesideShift, 'id'> {
  readonly id: string
  readonly plannedEnd: Instant
  readonly shift: Shift | null
}

const workedOn = (shift: ShiftAsWorked, now: Instant): Omit<Worked<never>, 'shift'> => ({
  id: shift.id,
  personId: shift.personId,
  startsAt: shift.startsAt,
  endsAt: workEndedAt(shift, now),
  stillOut: shift.stillOut,
  plannedEnd: shift.endsAt,
})

function nextStartOf<Shift extends ShiftAsWorked>(shift: Shift, late: Worked<Shift>): NextStart<Shift> {
  const restedAt = earliestStartAfter(late.endsAt)
  const start = onTheQuarter(restedAt)
  const left = minutesBetween(start, shift.endsAt)
  return {
    shift,
    late,
    finishedAt: late.endsAt,
    restedAt,
    proposedStart: left < LEAST_SHIFT_MINUTES ? null : start,
  }
}
