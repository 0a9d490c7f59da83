import type { PersonId } from '../kernel/ids.ts'
import { addMinutes, latest, minutesBetween, type Instant } from '../time/instant.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { byStart, type RosteredShift } from './roster.ts'

/** Eleven consecutive hours of rest in each 24 hours: Working Time Regulations 1998 (SI 1998/1833) reg 10. No opt-out exists. */
export const DAILY_REST: Minutes = minutes(11 * 60)
/** What is left of 24 hours: work that starts and ends inside it leaves eleven hours, whatever gaps it has. */
const LONGEST_WORKING_DAY: Minutes = minutes(13 * 60)

/**
 * Minutes of rest between the end of work and its next start; negative when the two overlap.
 *
 * @example restBetween(instant('2026-11-12T23:50:00Z'), instant('2026-11-13T08:00:00Z')) // 490
 */
export const restBetween = (previousEnd: Instant, nextStart: Instant): Minutes => minutesBetween(previousEnd, nextStart)

/**
 * The earliest moment at which somebody should start again: eleven elapsed hours after the finish, whatever the clocks do.
 * A warning for a manager to decide on, never a block (WTR 1998 reg 10).
 *
 * @example earliestStartAfter(instant('2026-11-13T00:30:00Z')) // 11:30
 */
export const earliestStartAfter = (finish: Instant): Instant => addMinutes(finish, DAILY_REST)

/** A finish so near the end of a shift that nobody goes out again: the shift counts as over, in minutes. */
export const NEARLY_OVER: Minutes = minutes(30)

/** What follows a finished job: the rest of the shift, or eleven hours of rest. */
export type AfterFinish =
  | { readonly next: 'on-duty'; readonly until: Instant }
  | { readonly next: 'rest'; readonly restedAt: Instant }

/**
 * What follows when a job is finished. Inside the shift its AMHP is on duty again until the shift ends; within the last half hour
 * of it, or after it, the day's work is over, and eleven hours' rest count from the finish or the shift's end, whichever is later.
 * Source: WTR 1998 reg 10; the half hour is a local rule, because nobody is sent out again in it.
 *
 * @param shiftEndsAt when the shift that the job was done on ends; `null` for somebody called in without one
 * @example afterFinish(at('09:27'), at('16:00')) // { next: 'on-duty', until: 16:00 }
 */
export function afterFinish(finishedAt: Instant, shiftEndsAt: Instant | null): AfterFinish {
  if (shiftEndsAt === null) return { next: 'rest', restedAt: earliestStartAfter(finishedAt) }
  return minutesBetween(finishedAt, shiftEndsAt) > NEARLY_OVER
    ? { next: 'on-duty', until: shiftEndsAt }
    : { next: 'rest', restedAt: earliestStartAfter(latest(finishedAt, shiftEndsAt)) }
}

/**
 * When the shift ends that a finish is judged by: the one that the job was done on, or the one that its AMHP had come on to by the finish,
 * whichever ends later. The phone says by it whether the hub looks for somebody on the way home, and the hub does so by the same.
 *
 * @param doneOn when the shift of the job ends; `null` for somebody called in without one
 * @param onAtFinish the end of a shift of theirs that ran at the finish; `null` without one
 * @example workEndsAt(at('16:00'), at('22:00')) // 22:00
 */
export function workEndsAt(doneOn: Instant | null, onAtFinish: Instant | null): Instant | null {
  return doneOn === null || onAtFinish === null ? (doneOn ?? onAtFinish) : latest(doneOn, onAtFinish)
}

/** A shift, or other work of one person. */
type WorkInTime = Omit<RosteredShift, 'id'> & { readonly id: string }

/** Two pieces of work of one person with too little rest between them. */
export interface RestConflict<Shift> {
  readonly earlier: Shift
  readonly later: Shift
  readonly rest: Minutes
  /** How many minutes of the eleven hours are missing. */
  readonly short: Minutes
  readonly earliestStart: Instant
}

/**
 * Where a rota leaves somebody under eleven hours' rest, in time order. Pieces of a split day that starts and ends within
 * 13 hours are one day's work: its rest comes after the last of them (WTR 1998 reg 10 asks for eleven hours in each 24).
 * Pass what was worked where it is known, in place of what was planned: a late finish is judged as it happened.
 *
 * @example restConflicts(shifts) // [{ earlier: late, later: early, rest: 480, short: 180, earliestStart }]
 */
export function restConflicts<Shift extends WorkInTime>(shifts: readonly Shift[]): readonly RestConflict<Shift>[] {
  const people = new Map<PersonId, Shift[]>()
  for (const shift of shifts) {
    const own = people.get(shift.personId)
    if (own) own.push(shift)
    else people.set(shift.personId, [shift])
  }
  return [...people.values()]
    .flatMap((own) => conflictsOf(own.toSorted(byStart)))
    .toSorted((a, b) => byStart(a.later, b.later))
}

function conflictsOf<Shift extends WorkInTime>(own: readonly Shift[]): readonly RestConflict<Shift>[] {
  const found: RestConflict<Shift>[] = []
  let last: Shift | undefined
  let dayBegan: Instant | undefined
  for (const next of own) {
    if (last === undefined || dayBegan === undefined) {
      ;[last, dayBegan] = [next, next.startsAt]
      continue
    }
    const rest = restBetween(last.endsAt, next.startsAt)
    const endsDay = latest(last.endsAt, next.endsAt)
    const sameDay = rest < DAILY_REST && minutesBetween(dayBegan, endsDay) <= LONGEST_WORKING_DAY
    if (rest < DAILY_REST && !sameDay) {
      const short = minutes(DAILY_REST - rest)
      found.push({ earlier: last, later: next, rest, short, earliestStart: earliestStartAfter(last.endsAt) })
    }
    if (!sameDay) dayBegan = next.startsAt
    last = next.endsAt >= last.endsAt ? next : last
  }
  return found
}
