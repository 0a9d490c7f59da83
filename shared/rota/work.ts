import type { PersonId } from '../kernel/ids.ts'
import { addMinutes, earliest, latest, msOf, type Instant } from '../time/instant.ts'
import { addDays, londonDayOf, startOfDay, type LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { merge, minutesCovered, overlapOf, type Span } from '../time/span.ts'

/**
 * A stretch of somebody’s working time, for whichever employer: the Regulations count the person’s hours and not the employer’s
 * (Working Time Regulations 1998, SI 1998/1833, reg 4 and the guidance on second jobs).
 */
export interface Work extends Span {
  readonly personId: PersonId
  /** Minutes of unpaid break away from work inside it: not working time. */
  readonly breakMinutes: number
  readonly employer: 'ours' | 'another'
}

/** A shift as planned, and how it really ended where that is known. */
export interface PlannedWork {
  readonly personId: PersonId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly breakMinutes: number
  /** When its person was at work before it, on a job that ran into it; `null` or left out where they began with the shift. */
  readonly beganAt?: Instant | null
  /** When its last job was finished; `null` while nothing says that it ended otherwise than planned. */
  readonly finishedAt: Instant | null
}

/**
 * What was worked, as far as it is known, in place of what was planned: a job that ran past the end of the shift makes it longer. A
 * finish inside the shift does not make it shorter, for its person stayed on duty. A job that they set off to before it makes it longer
 * as well.
 *
 * @example asWorked({ startsAt: 16:00, endsAt: 00:00, finishedAt: 00:30, … }).end // 00:30
 */
export const asWorked = ({ personId, startsAt, endsAt, breakMinutes, beganAt, finishedAt }: PlannedWork): Work => ({
  personId,
  start: beganAt ? earliest(beganAt, startsAt) : startsAt,
  end: finishedAt === null ? endsAt : latest(endsAt, finishedAt),
  breakMinutes,
  employer: 'ours',
})

/**
 * Work beside the shifts, as far as it has ended: jobs on no shift, and those that were over before their shift began.
 *
 * @example besides([{ startsAt: 20:00, endsAt: 00:30, stillOut: false, … }]) // [{ start: 20:00, end: 00:30, employer: 'ours', … }]
 */
export const besides = (
  pieces: readonly {
    readonly personId: PersonId
    readonly startsAt: Instant
    readonly endsAt: Instant
    readonly stillOut: boolean
  }[],
): readonly Work[] =>
  pieces
    .filter(({ stillOut }) => !stillOut)
    .map(({ personId, startsAt, endsAt }) => ({
      personId,
      start: startsAt,
      end: endsAt,
      breakMinutes: 0,
      employer: 'ours',
    }))

/** Minutes of working time in a stretch: what is worked in it less the breaks. Work that overlaps is counted once. */
export function workedIn(work: readonly Work[], whole: Span): Minutes {
  const inside = work.flatMap((one) => {
    const part = overlapOf(one, whole)
    return part ? [{ part, one }] : []
  })
  const gross = minutesCovered(inside.map(({ part }) => part))
  // A break is taken somewhere in its shift; where the edge of the stretch cuts the shift, as much of it counts as of the shift.
  const breaks = inside.reduce((sum, { part, one }) => {
    const share = (msOf(part.end) - msOf(part.start)) / Math.max(1, msOf(one.end) - msOf(one.start))
    return sum + one.breakMinutes * share
  }, 0)
  return minutes(Math.max(0, gross - Math.round(breaks)))
}

/** The stretches between pieces of work, from the first to the last of them, and what lies before and after inside `whole`. */
export function restsIn(work: readonly Work[], whole: Span): readonly Span[] {
  const rests: Span[] = []
  let from = whole.start
  for (const { start, end } of merge(work)) {
    if (end <= whole.start || start >= whole.end) continue
    if (start > from) rests.push({ start: from, end: start })
    from = latest(from, end)
  }
  if (from < whole.end) rests.push({ start: from, end: whole.end })
  return rests
}

/** London days from the one on which a stretch begins to the one on which it ends. */
export const daysOfSpan = (from: LondonDay, days: number): Span => ({
  start: startOfDay(from),
  end: startOfDay(addDays(from, days)),
})

/** Night begins this many minutes before midnight, and ends this many before the midnight after: 23:00 to 06:00. */
const [NIGHT_BEFORE, DAY_AFTER_NIGHT] = [60, 18 * 60]

/**
 * The night time in a stretch: 23:00 to 06:00 by London’s clocks (reg 2, where no agreement says otherwise).
 *
 * @example nightMinutes({ start: 22:00, end: 08:00 }) // 420; on the night when the clocks go back, 480
 */
export function nightMinutes(stretch: Span): Minutes {
  const nights: Span[] = []
  for (let day = londonDayOf(stretch.start); startOfDay(day) <= stretch.end; day = addDays(day, 1))
    nights.push(nightBefore(day))
  nights.push(nightBefore(addDays(londonDayOf(stretch.end), 1)))
  return minutesCovered(nights.flatMap((night) => overlapOf(night, stretch) ?? []))
}

/** Counted from midnights, because the clocks change between them and the night’s ends move with the clocks. */
const nightBefore = (day: LondonDay): Span => ({
  start: addMinutes(startOfDay(day), -NIGHT_BEFORE),
  end: addMinutes(startOfDay(addDays(day, 1)), -DAY_AFTER_NIGHT),
})
