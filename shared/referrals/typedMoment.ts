import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'
import { isTooFar, tooFarWords } from './farAhead.ts'
import {
  addDays,
  clockTimeOf,
  isLondonDay,
  londonDay,
  londonDayOf,
  typedInstant,
  type ClockTime,
  type LocalTimeRefusal,
  type LondonDay,
} from '#shared/time/london.ts'
import {
  readTime,
  readWhen,
  typedTimeWords,
  type TypedTimeRefusal,
  type TypedWhenRefusal,
} from '#shared/time/typedTime.ts'

/** A moment as it is typed: a time, the day it belongs to, and which of the two when the clocks went back over it. */
export interface TypedMoment {
  readonly time: string
  /** `2026-11-12`. Kept as a date, so that "today" does not move at midnight; empty means the present day. */
  readonly day: string
  readonly which: '' | 'first' | 'second'
}

export const emptyMoment: TypedMoment = { time: '', day: '', which: '' }

export type MomentRefusal =
  | TypedWhenRefusal
  | { readonly code: 'day-unreadable' }
  | { readonly code: 'time-has-passed'; readonly at: Instant }
  | { readonly code: 'time-too-far' }

/** The day that is meant, or null when a date box does not hold one yet. */
export const dayOf = ({ day }: TypedMoment, now: Instant): LondonDay | null =>
  day === '' ? londonDayOf(now) : isLondonDay(day) ? londonDay(day) : null

/**
 * Reads when something happened.
 *
 * @example readPast({ time: '16:20', day: '2026-11-12', which: '' }, now)
 */
export function readPast(typed: TypedMoment, now: Instant): Outcome<Instant, MomentRefusal> {
  const day = dayOf(typed, now)
  if (day === null) return refuse({ code: 'day-unreadable' })
  return chosen(readWhen(typed.time, day, now), typed)
}

/**
 * Reads when something is to happen.
 *
 * @example readComing({ time: '18:30', day: '', which: '' }, now)
 */
export function readComing(typed: TypedMoment, now: Instant): Outcome<Instant, MomentRefusal> {
  const day = dayOf(typed, now)
  if (day === null) return refuse({ code: yearBeyond(typed, now) ? 'time-too-far' : 'day-unreadable' })
  const time = readTime(typed.time)
  if (!time.ok) return time
  const read = chosen(typedInstant(day, time.value), typed)
  if (!read.ok) return onlyOneToCome(read, now)
  if (read.value <= now) return refuse({ code: 'time-has-passed', at: read.value })
  return isTooFar(read.value, now) ? refuse({ code: 'time-too-far' }) : read
}

/** Of a time that comes twice only what is still to come can be meant; it is asked which where that is both. */
function onlyOneToCome(
  read: Outcome<Instant, MomentRefusal> & { readonly ok: false },
  now: Instant,
): Outcome<Instant, MomentRefusal> {
  if (read.refusal.code !== 'clock-time-twice' || read.refusal.first > now) return read
  const { second } = read.refusal
  return second > now ? done(second) : refuse({ code: 'time-has-passed', at: second })
}

/**
 * Reads a moment that may lie behind or ahead: when a period ends.
 *
 * @example readEither({ time: '18:30', day: '2026-11-11', which: '' }, now)
 */
export function readEither(typed: TypedMoment, now: Instant): Outcome<Instant, MomentRefusal> {
  const day = dayOf(typed, now)
  if (day === null) return refuse({ code: yearBeyond(typed, now) ? 'time-too-far' : 'day-unreadable' })
  const time = readTime(typed.time)
  if (!time.ok) return time
  const read = chosen(typedInstant(day, time.value), typed)
  return read.ok && isTooFar(read.value, now) ? refuse({ code: 'time-too-far' }) : read
}

/** A date box takes years that the calendar of the hub does not have. */
const yearBeyond = ({ day }: TypedMoment, now: Instant): boolean =>
  /^\d{4,6}-\d\d-\d\d$/.test(day) && Number(day.split('-')[0]) > Number(londonDayOf(now).slice(0, 4)) + 1

/** A time that came twice is the one that was chosen. */
function chosen(
  read: Outcome<Instant, TypedWhenRefusal | TypedTimeRefusal | LocalTimeRefusal>,
  { which }: TypedMoment,
): Outcome<Instant, MomentRefusal> {
  if (read.ok || read.refusal.code !== 'clock-time-twice' || which === '') return read
  return done(read.refusal[which])
}

/** Whether a moment has happened, is to come, or may be either. */
export type MomentSide = 'past' | 'coming' | 'either'

type Two = { readonly first: Instant; readonly second: Instant }

/**
 * The two moments to choose from, when the clocks go back over the typed time. Nothing is asked where only one of them can be meant.
 *
 * @example twoOf({ time: '01:30', day: '2026-10-25', which: '' }, now, 'coming')?.second // half past one, after they go back
 */
export function twoOf(typed: TypedMoment, now: Instant, side: MomentSide = 'past'): Two | null {
  const [day, time] = [dayOf(typed, now), readTime(typed.time)]
  const two = day === null || !time.ok ? null : twiceOn(day, time.value)
  if (two === null || (side === 'past' && two.second > now) || (side === 'coming' && two.first <= now)) return null
  return two
}

function twiceOn(day: LondonDay, time: ClockTime): Two | null {
  const read = typedInstant(day, time)
  return read.ok || read.refusal.code !== 'clock-time-twice' ? null : read.refusal
}

/**
 * A moment as it would have been typed, to be corrected in its box.
 *
 * @example momentOf(note.happenedAt, now) // { time: '16:05', day: '2026-11-12', which: '' }
 */
export function momentOf(at: Instant, now: Instant): TypedMoment {
  const typed = momentAhead(at)
  return twoOf(typed, now) === null ? { ...typed, which: '' } : typed
}

/**
 * A moment that is to come, as it would have been typed and chosen; empty when there is none.
 *
 * @example momentAhead(null) // emptyMoment
 */
export function momentAhead(at: Instant | null): TypedMoment {
  if (at === null) return emptyMoment
  const [time, day] = [clockTimeOf(at), londonDayOf(at)]
  const two = twiceOn(day, time)
  return { time, day, which: two === null ? '' : at < two.second ? 'first' : 'second' }
}

/** What to say about a moment that could not be read: what is wrong and what to type. */
export function momentWords(refusal: MomentRefusal): string {
  if (refusal.code === 'day-unreadable') return 'Choose the day'
  if (refusal.code === 'time-too-far') return tooFarWords
  if (refusal.code === 'time-has-passed') return 'That time has passed. Enter one that is still to come'
  return typedTimeWords(refusal)
}

/** The day before and the day after, for chips. */
export const daysBeside = (now: Instant) => {
  const today = londonDayOf(now)
  return { yesterday: addDays(today, -1), today, tomorrow: addDays(today, 1) }
}
