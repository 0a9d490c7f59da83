import { minutes, type Minutes } from '#shared/time/minutes.ts'

const HOURS_AND_MINUTES = /^(?:(\d{1,3}) ?h(?:ours?|rs?)?)? ?(?:(\d{1,4}) ?m(?:in(?:ute)?s?)?)?$/

/**
 * Reads a length of time as people type it, or null. A bare number is refused: nobody can tell hours from minutes in it, and on a
 * legal clock the difference matters.
 *
 * @example readLength('6h 30m') // 390
 * @example readLength('12') // null
 */
export function readLength(text: string): Minutes | null {
  const typed = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
  const match = HOURS_AND_MINUTES.exec(typed)
  if (typed === '' || !match) return null
  return minutes(Number(match[1] ?? '0') * 60 + Number(match[2] ?? '0'))
}
