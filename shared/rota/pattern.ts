import type { PersonId } from '../kernel/ids.ts'
import { addDays, daysBetween, mondayOf, weekdayOf, type LondonDay } from '../time/london.ts'
import type { ShiftRole } from './contract.ts'
import type { ShiftTimes } from './shiftTemplate.ts'

/** One turn of a week: a weekday (1 is Monday), its clock times and what it is for. */
export interface PatternTurn extends ShiftTimes {
  readonly weekday: number
  readonly role: ShiftRole
}

/** A repeating pattern: its weeks, first to last, and then the first again. A week without turns is an off week. */
export interface Pattern {
  readonly weeks: readonly (readonly PatternTurn[])[]
}

/**
 * Somebody’s place in a pattern. The week that holds `firstDay` is their week `offsetWeeks` (0 is the first); days before `firstDay`
 * and after `lastDay` are not theirs.
 */
export interface PatternPlace {
  readonly personId: PersonId
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay | null
  readonly offsetWeeks: number
}

/** A turn on a day. `turn` counts a person’s turns of that day by their start: 0 is the first. */
export interface DayTurn extends ShiftTimes {
  readonly personId: PersonId
  readonly day: LondonDay
  readonly turn: number
  readonly role: ShiftRole
}

/** Most weeks that a pattern can have: a year of them. */
export const LONGEST_PATTERN = 52

/**
 * Which week of a pattern a day is in, for somebody’s place: whole weeks from the Monday of their first week, so that neither the end
 * of a month nor a change of the clocks moves anybody. `null` for days that are not theirs.
 *
 * @throws RangeError when the pattern has no weeks, or more than a year of them
 * @example weekOfPattern(fourWeeks, { firstDay: londonDay('2026-11-09'), offsetWeeks: 2, … }, londonDay('2026-11-25')) // 0
 */
export function weekOfPattern({ weeks }: Pattern, place: PatternPlace, day: LondonDay): number | null {
  if (weeks.length < 1 || weeks.length > LONGEST_PATTERN) {
    throw new RangeError(`a pattern has 1 to ${LONGEST_PATTERN} weeks: ${weeks.length}`)
  }
  if (day < place.firstDay || (place.lastDay !== null && day > place.lastDay)) return null
  const since = daysBetween(mondayOf(place.firstDay), mondayOf(day)) / 7
  return (((place.offsetWeeks + since) % weeks.length) + weeks.length) % weeks.length
}

/**
 * The turns of somebody’s place in a pattern on a day, by their start.
 *
 * @example turnsOn(pattern, place, londonDay('2026-11-25')) // [{ startsAt: '12:30', endsAt: '20:30', turn: 0, … }]
 */
export function turnsOn(pattern: Pattern, place: PatternPlace, day: LondonDay): readonly DayTurn[] {
  const week = weekOfPattern(pattern, place, day)
  if (week === null) return []
  const weekday = weekdayOf(day)
  return (pattern.weeks[week] ?? [])
    .filter((turn) => turn.weekday === weekday)
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0))
    .map(({ startsAt, endsAt, role }, turn) => ({ personId: place.personId, day, turn, startsAt, endsAt, role }))
}

/** Somebody’s place, with the pattern that it is in. */
export interface PlacedPattern {
  readonly pattern: Pattern
  readonly place: PatternPlace
}

/**
 * Every turn of everybody’s patterns from one day to another, both included. Somebody who moves from one pattern to another has a
 * place in each, and each gives its own days.
 *
 * @example turnsBetween(placed, londonDay('2026-11-09'), londonDay('2026-12-06'))
 */
export const turnsBetween = (placed: readonly PlacedPattern[], from: LondonDay, to: LondonDay): readonly DayTurn[] =>
  daysFrom(from, to).flatMap((day) => placed.flatMap(({ pattern, place }) => turnsOn(pattern, place, day)))

/** The days from one to another, both included; none when they are the wrong way round. */
export const daysFrom = (from: LondonDay, to: LondonDay): readonly LondonDay[] =>
  Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index))
