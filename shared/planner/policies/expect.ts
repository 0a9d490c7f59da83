import { Chances } from '../fill/random.ts'
import { drawReferral, freeAt, type PolicyWork } from './work.ts'

const BAND = 30
const DRAWS = 400
const SEED = 424_242

/** What a choice must reckon with when somebody begins a job at a time: not its luck, but the spread of all such jobs. */
export interface Expected {
  /** Expected minutes past an end of shift. */
  readonly overtime: number
  readonly late: number
}

/**
 * What is to be expected of a job, by when it is begun: expected minutes past the end of a shift, and the chance of any. Worked out once
 * for each half hour, from the spread of all such jobs.
 *
 * @example new Expectations(assumedWork).of(14 * 60, 20, 16 * 60 + 30).late // 0.98
 */
export class Expectations {
  private readonly work: PolicyWork
  /** Sorted times at which such jobs leave one free, by half hour of beginning. */
  private readonly bands = new Map<number, Float64Array>()
  private readonly known = new Map<string, Expected>()

  constructor(work: PolicyWork) {
    this.work = work
  }

  of(begins: number, travel: number, end: number): Expected {
    const key = `${Math.round(begins / BAND)} ${travel} ${end}`
    const before = this.known.get(key)
    if (before) return before
    const free = this.bandOf(begins, travel)
    const over = free.reduce((sum, one) => sum + Math.max(0, one - end), 0)
    const late = free.reduce((count, one) => count + (one > end ? 1 : 0), 0)
    const found = { overtime: over / free.length, late: late / free.length }
    this.known.set(key, found)
    return found
  }

  private bandOf(begins: number, travel: number): Float64Array {
    const key = Math.round(begins / BAND) * 1000 + travel
    const known = this.bands.get(key)
    if (known) return known
    const chances = new Chances(SEED)
    const at = Math.round(begins / BAND) * BAND
    const free = Float64Array.from({ length: DRAWS }, () =>
      freeAt(at, travel, { at, ...drawReferral(chances, this.work) }, this.work),
    ).toSorted()
    this.bands.set(key, free)
    return free
  }
}
