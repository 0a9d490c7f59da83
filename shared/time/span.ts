import { earliest, latest, minutesBetween, msOf, type Instant } from './instant.ts'
import { minutes, type Minutes } from './minutes.ts'

const MINUTE_MS = 60_000

/** A stretch of time, half-open: it holds `start` and everything before `end`. 08:00–20:00 and 20:00–08:00 touch and do not overlap. */
export interface Span {
  readonly start: Instant
  readonly end: Instant
}

/** @throws RangeError when it would end before it starts */
export function span(start: Instant, end: Instant): Span {
  if (end < start) throw new RangeError(`a span ends after it starts: ${start} to ${end}`)
  return { start, end }
}

/** Whether a moment falls in a stretch: its start does, its end does not. */
export const contains = (outer: Span, at: Instant): boolean => outer.start <= at && at < outer.end
/** Whether two stretches share any time. One without length holds no time, so it overlaps nothing. */
export const overlaps = (a: Span, b: Span): boolean => latest(a.start, b.start) < earliest(a.end, b.end)

/** Whole minutes from start to end, as they pass: a night shift is 9h when the clocks go forward. */
export const minutesIn = (stretch: Span): Minutes => minutesBetween(stretch.start, stretch.end)

/** What two stretches share, or `null` when they only touch or miss each other. */
export const overlapOf = (a: Span, b: Span): Span | null =>
  overlaps(a, b) ? { start: latest(a.start, b.start), end: earliest(a.end, b.end) } : null

/** Joins stretches that overlap or touch; the answer is in time order and none of it twice. */
export function merge(stretches: readonly Span[]): readonly Span[] {
  const ordered = stretches
    .filter((one) => one.start < one.end)
    .toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
  const joined: Span[] = []
  for (const next of ordered) {
    const last = joined.at(-1)
    if (last && next.start <= last.end)
      joined[joined.length - 1] = { start: last.start, end: latest(last.end, next.end) }
    else joined.push(next)
  }
  return joined
}

/** What is left of a stretch when others are taken out of it, in time order. */
export function subtract(whole: Span, taken: readonly Span[]): readonly Span[] {
  const left: Span[] = []
  let from = whole.start
  for (const gone of merge(taken)) {
    if (gone.end <= from || gone.start >= whole.end) continue
    if (gone.start > from) left.push({ start: from, end: gone.start })
    from = latest(from, gone.end)
  }
  if (from < whole.end) left.push({ start: from, end: whole.end })
  return left
}

/** Whole minutes covered by any of the stretches, each counted once. Odd seconds are added up before they are dropped. */
export const minutesCovered = (stretches: readonly Span[]): Minutes =>
  minutes(Math.floor(merge(stretches).reduce((ms, one) => ms + msOf(one.end) - msOf(one.start), 0) / MINUTE_MS))
