import { addDays, clockTimeOf, formatDate, formatDayShort, londonInstant, londonInstants } from '../time/london.ts'
import type { ClockTime, LondonDay } from '../time/london.ts'
import type { ShiftTimes } from './shiftTemplate.ts'

/**
 * Says that the rota of a day gone by is being changed: allowed, because a rota is put right afterwards, but never unnoticed. A
 * shift belongs to the day on which it starts.
 *
 * @example pastDayWords(londonDay('2026-01-05'), londonDay('2026-01-06')) // ['This day is past: the rota of 5 January 2026 …']
 */
export const pastDayWords = (day: LondonDay, today: LondonDay): readonly string[] =>
  day < today ? [`This day is past: the rota of ${formatDate(day)} is changed as a correction.`] : []

/**
 * Says what is made of a start or an end at a clock time that never comes, or that comes twice, on the night of a clock change.
 *
 * @example clockChangeWords({ startsAt: clockTime('01:30'), endsAt: clockTime('08:00') }, londonDay('2027-10-31'))
 *   // ['01:30 comes twice on Sun 31 October: the first is taken.']
 */
export function clockChangeWords({ startsAt, endsAt }: ShiftTimes, day: LondonDay): readonly string[] {
  const endDay = endsAt <= startsAt ? addDays(day, 1) : day
  return [...timeWords(day, startsAt, 'starts'), ...timeWords(endDay, endsAt, 'ends')]
}

function timeWords(day: LondonDay, time: ClockTime, does: 'starts' | 'ends'): readonly string[] {
  const shown = londonInstants(day, time).length
  if (shown === 1) return []
  const on = `on ${formatDayShort(day)}`
  if (shown > 1) return [`${time} comes twice ${on}: the first is taken.`]
  const taken = clockTimeOf(londonInstant(day, time))
  return [`${time} does not exist ${on}: the clocks go forward, so the shift ${does} at ${taken}.`]
}
