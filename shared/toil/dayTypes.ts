import { bankHolidayOn } from '../time/bankHolidays.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeOf, londonDayOf, weekdayOf, type ClockTime, type LondonDay } from '../time/london.ts'

/** Kinds of day that agreements name when they pay or give more than plain time. */
export const dayTypes = ['every-day', 'weekday', 'saturday', 'sunday', 'bank-holiday'] as const
export type DayType = (typeof dayTypes)[number]

export const dayTypeWords: Record<DayType, string> = {
  'every-day': 'Every day',
  weekday: 'Monday to Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
  'bank-holiday': 'Bank holiday',
}

/** A better rate on a kind of day between two times on the clock. An end at or before the start is on the next morning. */
export interface Enhancement {
  readonly day: DayType
  readonly from: ClockTime
  readonly to: ClockTime
  readonly factor: number
}

/** Whether a London day is of a kind. A bank holiday is also the weekday it falls on. */
export function isOfType(day: LondonDay, type: DayType): boolean {
  const weekday = weekdayOf(day)
  switch (type) {
    case 'every-day':
      return true
    case 'weekday':
      return weekday <= 5
    case 'saturday':
      return weekday === 6
    case 'sunday':
      return weekday === 7
    case 'bank-holiday':
      return bankHolidayOn(day) !== null
  }
}

/**
 * The factor of the minute that begins at a moment, in hundredths: the best of those that fit, and never less than the usual one.
 * A minute counts by the London day and clock on which it was worked, so a Sunday rate starts at midnight.
 *
 * @example factorAt(instant('2026-11-15T20:00:00Z'), 1, [{ day: 'sunday', from: '00:00', to: '00:00', factor: 1.5 }]) // 150
 */
export function factorAt(at: Instant, usual: number, enhancements: readonly Enhancement[]): number {
  const [day, clock] = [londonDayOf(at), clockTimeOf(at)]
  const fitting = enhancements.filter((one) => isOfType(day, one.day) && isBetween(clock, one.from, one.to))
  return Math.max(...[usual, ...fitting.map(({ factor }) => factor)].map((one) => Math.round(one * 100)))
}

/** From 22:00 to 06:00 is the two ends of one clock day; from 00:00 to 00:00 is the whole of it. */
const isBetween = (clock: ClockTime, from: ClockTime, to: ClockTime): boolean =>
  from < to ? from <= clock && clock < to : clock >= from || clock < to
