import type { Instant } from '#shared/time/instant.ts'
import { clockTimeOf, daysBetween, londonDayOf, type LondonDay } from '#shared/time/london.ts'

/** The hours of the clock that a day's column shows, counted from its own midnight: 26 is 02:00 on the day after. */
export interface Axis {
  readonly from: number
  readonly until: number
}

interface Times {
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
}

const MORNING = 6
const TWO_AT_NIGHT = 26
const NEXT_MORNING = 30

/** Hours on a London clock face since the midnight that begins a day. Places follow the clock on the wall, also when it changes. */
export function hourOn(day: LondonDay, at: Instant): number {
  const [hour, minute] = clockTimeOf(at).split(':').map(Number)
  return daysBetween(day, londonDayOf(at)) * 24 + (hour ?? 0) + (minute ?? 0) / 60
}

/**
 * Morning to two at night; to the next morning when somebody works nights, and from midnight when somebody starts before the
 * morning, so that no shift is cut at its start.
 */
export function axisOf(shifts: readonly Times[]): Axis {
  const early = shifts.some(({ day, startsAt }) => hourOn(day, startsAt) < MORNING)
  const late = shifts.some(({ day, endsAt }) => hourOn(day, endsAt) > TWO_AT_NIGHT)
  return { from: early ? 0 : MORNING, until: late ? NEXT_MORNING : TWO_AT_NIGHT }
}

/** How far along the axis an hour is, from 0 to 1. */
export const along = ({ from, until }: Axis, hour: number): number =>
  Math.min(1, Math.max(0, (hour - from) / (until - from)))

/** Where a shift stands in its day's column, in parts of the column. What reaches past the column is cut there. */
export function placeOf(
  axis: Axis,
  { day, startsAt, endsAt }: Times,
): { readonly left: number; readonly width: number } {
  const left = along(axis, hourOn(day, startsAt))
  return { left, width: along(axis, hourOn(day, endsAt)) - left }
}

/** The hours that are written under the axis. */
export function ticksOf({ from, until }: Axis): readonly number[] {
  if (from < MORNING) return [6, 12, 18, 24]
  return until > TWO_AT_NIGHT ? [8, 14, 20, 26] : [8, 12, 16, 20, 24]
}

export const tickWords = (hour: number): string => String(hour % 24).padStart(2, '0')
