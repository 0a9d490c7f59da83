/** A press as far as it tells a double tap. `count` is the browser's own: 0 from a keyboard, 2 for the second of a double click. */
export interface Tap {
  readonly atMs: number
  readonly count: number
  readonly byTouch: boolean
}

/** Nobody reads the next button and presses it in less. */
const DOUBLE_TAP_MS = 400

/**
 * Whether a press is the second of a double tap: the next step stands where the last one was, and would be taken unseen. Mice are
 * counted by the browser; not every phone counts taps, so there it is the time between them.
 *
 * @example isSecondTap({ atMs: 1180, count: 1, byTouch: true }, { atMs: 1000, count: 1, byTouch: true }) // true
 */
export function isSecondTap(tap: Tap, before: Tap | null): boolean {
  if (tap.count > 1) return true
  return tap.count === 1 && tap.byTouch && before !== null && tap.atMs - before.atMs < DOUBLE_TAP_MS
}
