import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { monthsBeginningWith } from '../time/counting.ts'
import { addDays, clockTimeOf, spanOn, type ClockTime, type LondonDay } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { minutesIn, type Span } from '../time/span.ts'

/** The clock times of a planned shift. An end at or before the start is on the next day. */
export interface ShiftTimes {
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
}

/** The longest shift that can be planned, in minutes: 16 hours. A mistyped end would otherwise roster somebody round the clock. */
export const LONGEST_SHIFT: Minutes = minutes(16 * 60)

/** Why a shift cannot be planned as typed. */
export type ShiftRefusal =
  | { readonly code: 'shift-too-short'; readonly field: 'endsAt' }
  | { readonly code: 'shift-too-long'; readonly field: 'endsAt'; readonly minutes: Minutes; readonly longest: Minutes }

/** An approval lasts five years (SI 2008/1206 reg 4), so nobody can be known to be approved on a day further ahead. */
const YEARS_AHEAD = 5

/**
 * How far ahead a shift is planned: five years. Anything later is a mistyped year.
 *
 * @example checkPlanDay(londonDay('2036-11-12'), londonDay('2026-11-12')) // refused: { code: 'day-too-far', latest: '2031-11-12' }
 */
export function checkPlanDay(
  day: LondonDay,
  today: LondonDay,
): Outcome<null, { readonly code: 'day-too-far'; readonly field: 'day'; readonly latest: LondonDay }> {
  const latest = addDays(monthsBeginningWith(today, 12 * YEARS_AHEAD), 1)
  return day > latest ? refuse({ code: 'day-too-far', field: 'day', latest }) : done(null)
}

/**
 * The moments between which a planned shift is worked on a day. Shifts stay end to end over both changes of the clocks, so the
 * same night is an hour shorter in March and an hour longer in October.
 *
 * @example shiftSpan({ startsAt: clockTime('22:00'), endsAt: clockTime('08:00') }, londonDay('2026-03-28')) // 9 hours
 */
export const shiftSpan = ({ startsAt, endsAt }: ShiftTimes, day: LondonDay): Span => spanOn(day, startsAt, endsAt)

/**
 * Checks the length of a shift: 1 minute to 16 hours, as worked. Answers with its minutes.
 *
 * @example checkShift(shiftSpan(late, londonDay('2026-11-12'))) // done(480)
 */
export const checkShift = (shift: Span): Outcome<Minutes, ShiftRefusal> => checkLength(minutesIn(shift))

/**
 * Checks the length of a template on an ordinary day, when the clocks do not change. The same start and end is a whole day, and
 * too long.
 *
 * @example checkShiftTimes({ startsAt: clockTime('12:30'), endsAt: clockTime('20:30') }) // done(480)
 */
export function checkShiftTimes({ startsAt, endsAt }: ShiftTimes): Outcome<Minutes, ShiftRefusal> {
  const length = minuteOfDay(endsAt) - minuteOfDay(startsAt)
  return checkLength(minutes(length > 0 ? length : length + 24 * 60))
}

function checkLength(length: Minutes): Outcome<Minutes, ShiftRefusal> {
  if (length < 1) return refuse({ code: 'shift-too-short', field: 'endsAt' })
  if (length > LONGEST_SHIFT) {
    return refuse({ code: 'shift-too-long', field: 'endsAt', minutes: length, longest: LONGEST_SHIFT })
  }
  return done(length)
}

/**
 * Whether a shift has the times and the role that a template has now.
 *
 * @example hasTimesOf(shift, late) // false once Late begins at another time than when the shift was put in
 */
export const hasTimesOf = (
  shift: { readonly startsAt: Instant; readonly endsAt: Instant; readonly role: string },
  template: ShiftTimes & { readonly role: string },
): boolean =>
  clockTimeOf(shift.startsAt) === template.startsAt &&
  clockTimeOf(shift.endsAt) === template.endsAt &&
  shift.role === template.role

const minuteOfDay = (time: ClockTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
