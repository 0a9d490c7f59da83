import { minutes, type Minutes } from '#shared/time/minutes.ts'

const WORDED = /^(?:(\d{1,2})\s*h(?:ours?)?)?\s*(?:(\d{1,3})\s*m?(?:in(?:ute)?s?)?)?$/
const COLON = /^(\d{1,2})[:.](\d{2})$/
const DAY = 24 * 60

/**
 * Reads a length as people write it, or `null` when it is not one of up to a day. A bare number is minutes.
 *
 * @example readLength('7h 24m') // 444; so are '7h24', '7:24' and '444'
 */
export function readLength(text: string): Minutes | null {
  const typed = text.trim().toLowerCase()
  const colon = COLON.exec(typed)
  if (colon) return within(Number(colon[1]), Number(colon[2]) < 60 ? Number(colon[2]) : Number.NaN)
  const bare = /^\d{1,4}$/.exec(typed)
  if (bare) return within(0, Number(typed))
  const worded = typed === '' ? null : WORDED.exec(typed)
  return worded ? within(Number(worded[1] ?? 0), Number(worded[2] ?? 0)) : null
}

function within(hours: number, rest: number): Minutes | null {
  const total = hours * 60 + rest
  return total >= 1 && total <= DAY ? minutes(total) : null
}
