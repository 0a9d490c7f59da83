import { addMinutes, minutesBetween, type Instant } from '#shared/time/instant.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import type { Base, Due } from './due.ts'

/** How long after a clock was recorded without its start the desk is asked for it, and asked again. */
const FIRST: readonly Minutes[] = [minutes(15), minutes(60)]
/** From then on it is asked again as often: of what is counted in hours, and of what is counted in days. */
export const EVERY_OF_HOURS = minutes(120)
export const EVERY_OF_DAYS = minutes(24 * 60)

interface Missing {
  /** When it was first recorded as running. */
  readonly recordedAt: Instant
  /** It began before it was recorded, so its limit is no later than this; `null` where the law gives no number. */
  readonly latest: Instant | null
  readonly warnAt: readonly Minutes[]
  readonly every: Minutes
}

/**
 * When somebody is asked for a start that nobody has recorded. The clock runs all the same, and may be over: it is asked soon, at each
 * warning before the latest possible limit and at that limit, and over and over until the start or the end is told. Of those repeats only
 * the last that has come and the next are named, so that years of silence are no thousand rows.
 *
 * @example startMissing(base, { recordedAt, latest: addHours(recordedAt, 24), warnAt: [240], every: 120 }, now)
 */
export function startMissing(base: Base, { recordedAt, latest, warnAt, every }: Missing, now: Instant): readonly Due[] {
  const length = latest === null ? null : minutesBetween(recordedAt, latest)
  const [, hour = 0] = FIRST
  const past = Math.max(0, Math.floor((minutesBetween(recordedAt, now) - hour) / every))
  const repeats = [past, past + 1].filter((times) => times > 0).map((times) => hour + times * every)
  const after = [...FIRST, ...(length === null ? [] : [...warnAt.map((before) => length - before), length]), ...repeats]
  return [...new Set(after)]
    .filter((many) => many > 0)
    .toSorted((a, b) => a - b)
    .map((many) => ({
      ...base,
      point: 'start-not-recorded',
      minutesBefore: minutes(many),
      dueAt: addMinutes(recordedAt, many),
      limitAt: latest,
    }))
}
