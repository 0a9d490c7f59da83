import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { isWorkingDay } from '../time/workingDays.ts'
import { decideTaken } from './ledger.ts'

/** One day of leave that is on the rota as TOIL. */
export interface ToilLeaveDay {
  readonly day: LondonDay
  /** Whether they would have worked that day by the rota. */
  readonly hasShift: boolean
  /** Minutes of TOIL that stand as taken on that day already. */
  readonly taken: number
  /** Minutes that the policy of the day lets them take before they are earned. */
  readonly debitAllowed: number
}

/** Why days of TOIL cannot be agreed to. */
export type LeaveTakenRefusal =
  | { readonly code: 'leave-toil-day-unknown' }
  | {
      readonly code: 'leave-more-toil-than-owed'
      readonly asked: number
      readonly balance: number
      readonly debitAllowed: number
    }

/** Hours of one day of leave that are on the rota as TOIL. */
export interface ToilLeavePart {
  readonly day: LondonDay
  /** How long they are, by the clock. */
  readonly minutes: Minutes
  /** Minutes that the policy of the day lets them take before they are earned. */
  readonly debitAllowed: number
}

/**
 * What leave for a part of a day takes: its minutes, whoever asks for them and whatever their whole day is.
 *
 * @param owed what they are owed before it
 * @example takenByPart({ day: londonDay('2026-11-17'), minutes: minutes(120), debitAllowed: 0 }, minutes(500)) // done([{ day: '2026-11-17', minutes: -120 }])
 */
export function takenByPart(
  { day, minutes: asked, debitAllowed }: ToilLeavePart,
  owed: Minutes,
): Outcome<readonly DayTaken[], LeaveTakenRefusal> {
  const decided = decideTaken(owed, asked, { debitAllowedMinutes: minutes(debitAllowed) })
  return decided.ok
    ? done([{ day, minutes: decided.value }])
    : refuse({ code: 'leave-more-toil-than-owed', asked, balance: owed, debitAllowed })
}

/** What one day of leave takes from the ledger: signed whole minutes. */
export interface DayTaken {
  readonly day: LondonDay
  readonly minutes: Minutes
}

/**
 * What leave of the kind "TOIL day" takes: a whole contracted day for each day that they would have worked, which is each working day and
 * each other day on which they have a shift, less what was booked for it already. All of it, or none.
 *
 * @param dayMinutes a whole day by their contract (`wholeDay`); `null` without contracted hours
 * @param owed what they are owed before any of it
 * @example takenByLeave([{ day: londonDay('2026-11-17'), hasShift: true, taken: 0, debitAllowed: 0 }], 444, minutes(500)) // done([{ day: '2026-11-17', minutes: -444 }])
 */
export function takenByLeave(
  days: readonly ToilLeaveDay[],
  dayMinutes: number | null,
  owed: Minutes,
): Outcome<readonly DayTaken[], LeaveTakenRefusal> {
  const worked = days.filter(({ day, hasShift }) => hasShift || isWorkingDay(day))
  if (worked.length === 0) return done([])
  if (dayMinutes === null) return refuse({ code: 'leave-toil-day-unknown' })
  const wanted = worked
    .map((one) => ({ ...one, more: Math.max(0, dayMinutes - one.taken) }))
    .filter(({ more }) => more > 0)
  const asked = wanted.reduce((sum, { more }) => sum + more, 0)
  const takes: DayTaken[] = []
  let left = owed
  for (const { day, more, debitAllowed } of wanted) {
    const decided = decideTaken(left, minutes(more), { debitAllowedMinutes: minutes(debitAllowed) })
    if (!decided.ok) return refuse({ code: 'leave-more-toil-than-owed', asked, balance: owed, debitAllowed })
    takes.push({ day, minutes: decided.value })
    left = minutes(left + decided.value)
  }
  return done(takes)
}
