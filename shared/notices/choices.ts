import type { Instant } from '../time/instant.ts'
import { addDays, clockTimeOf, londonDayOf, londonInstant, type ClockTime } from '../time/london.ts'
import type { Channel } from './kinds.ts'

/** How somebody wants to be told. */
export interface NoticeChoices {
  /** For a job and for lone working. */
  readonly urgentBy: readonly Channel[]
  /** For the rota, leave, claims and renewals. */
  readonly otherBy: readonly Channel[]
  /** Nothing but what is urgent comes between these, London time; `null` for no quiet hours. The end may be on the next day. */
  readonly quiet: { readonly from: ClockTime; readonly until: ClockTime } | null
  /** Off duty too, by every way that is ticked. Otherwise only by e-mail, which disturbs nobody. */
  readonly offDutyToo: boolean
  readonly snoozeUntil: Instant | null
}

/** What holds for whoever has chosen nothing. */
export const usualChoices: NoticeChoices = {
  urgentBy: ['push', 'sms'],
  otherBy: ['email', 'push'],
  quiet: null,
  offDutyToo: false,
  snoozeUntil: null,
}

/** Nobody snoozes themselves away from the rota for good. */
export const LONGEST_SNOOZE_DAYS = 28

/**
 * The end of the quiet hours that it is now, `null` when it is not quiet. Clock time: on the nights of the clock changes they are an hour
 * shorter or longer.
 *
 * @param quiet London clock times; from 22:00 until 07:00 goes past midnight
 * @example quietUntil({ from: clockTime('22:00'), until: clockTime('07:00') }, instant('2026-11-12T23:00:00Z')) // 2026-11-13T07:00:00Z
 */
export function quietUntil(quiet: NoticeChoices['quiet'], now: Instant): Instant | null {
  if (quiet === null || quiet.from === quiet.until) return null
  const [clock, today] = [clockTimeOf(now), londonDayOf(now)]
  const pastMidnight = quiet.from > quiet.until
  if (!pastMidnight) return quiet.from <= clock && clock < quiet.until ? londonInstant(today, quiet.until) : null
  if (clock >= quiet.from) return londonInstant(addDays(today, 1), quiet.until)
  return clock < quiet.until ? londonInstant(today, quiet.until) : null
}
