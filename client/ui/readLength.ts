import { minutes, type Minutes } from '#shared/time/minutes.ts'

const WORDED = /^(?:(\d{1,4})\s*h(?:ours?)?)?\s*(?:(\d{1,3})\s*m?(?:in(?:ute)?s?)?)?$/
const COLON = /^(\d{1,4})[:.](\d{2})$/
const DAY = 24 * 60

/**
 * Reads a length as people write it, or `null` when it is not one from a minute to the most. A bare number is minutes.
 *
 * @param most the longest that is taken, in minutes; a day unless it is said otherwise
 * @example readLength('7h 24m') // 444; so are '7h24', '7:24' and '444'
 */
export function readLength(text: string, most: number = DAY): Minutes | null {
  const typed = text.trim().toLowerCase()
  const colon = COLON.exec(typed)
  if (colon) return within(Number(colon[1]), Number(colon[2]) < 60 ? Number(colon[2]) : Number.NaN, most)
  const bare = /^\d{1,5}$/.exec(typed)
  if (bare) return within(0, Number(typed), most)
  const worded = typed === '' ? null : WORDED.exec(typed)
  return worded ? within(Number(worded[1] ?? 0), Number(worded[2] ?? 0), most) : null
}

function within(hours: number, rest: number, most: number): Minutes | null {
  const total = hours * 60 + rest
  return total >= 1 && total <= most ? minutes(total) : null
}
