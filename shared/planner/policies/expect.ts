import { Chances } from '../fill/random.ts'
import { drawReferral, freeAt } from './work.ts'

const BAND = 30
const DRAWS = 400
const SEED = 424_242

/** What a choice must reckon with when somebody begins a job at a time: not its luck, but the spread of all such jobs. */
export interface Expected {
  /** Expected minutes past an end of shift. */
  readonly overtime: number
  readonly late: number
}

/** Sorted times at which such jobs leave one free, by half hour of beginning. */
const bands = new Map<number, Float64Array>()

function bandOf(begins: number, travel: number): Float64Array {
  const key = Math.round(begins / BAND) * 1000 + travel
  const known = bands.get(key)
  if (known) return known
  const chances = new Chances(SEED)
  const at = Math.round(begins / BAND) * BAND
  const free = Float64Array.from({ length: DRAWS }, () =>
    freeAt(at, travel, { at, ...drawReferral(chances) }),
  ).toSorted()
  bands.set(key, free)
  return free
}

const known = new Map<string, Expected>()

/**
 * Expected minutes past the end of a shift, and the chance of any, for a job that is begun at a time.
 *
 * @example expected(14 * 60, 20, 16 * 60 + 30).late // 0.98
 */
export function expected(begins: number, travel: number, end: number): Expected {
  const key = `${Math.round(begins / BAND)} ${travel} ${end}`
  const before = known.get(key)
  if (before) return before
  const free = bandOf(begins, travel)
  const over = free.reduce((sum, one) => sum + Math.max(0, one - end), 0)
  const late = free.reduce((count, one) => count + (one > end ? 1 : 0), 0)
  const found = { overtime: over / free.length, late: late / free.length }
  known.set(key, found)
  return found
}
