/** Where values and points fall in a drawing. */
export interface TrendScale {
  readonly left: number
  readonly right: number
  /** Whether there is room for words beside the last point. */
  readonly roomy: boolean
  /** The highest value on the axis. */
  readonly top: number
  readonly x: (index: number) => number
  readonly y: (value: number) => number
}

const LEFT = 40
const RIGHT = 16
/** Room for the words of the last level, on a wide screen. */
const RIGHT_WITH_WORDS = 150
const ROOMY_FROM = 760
const ABOVE = 30
const BELOW = 32
const STEPS = 3

/** The lines of the axis: none, and three more, at numbers that are easy to read. @example niceSteps(12) // [0, 4, 8, 12] */
export const niceSteps = (top: number): readonly number[] => [0, top / STEPS, (2 * top) / STEPS, top]

/** The lowest easy number that is as high as every value and divides in three. @example niceTop(11.4) // 12 */
export function niceTop(most: number): number {
  if (most <= 0) return STEPS
  const size = 10 ** Math.floor(Math.log10(most / STEPS))
  const step = [1, 2, 4, 5, 10].map((times) => times * size).find((one) => one * STEPS >= most) ?? 10 * size
  return step * STEPS
}

export function trendScale(values: readonly number[], width: number, height: number): TrendScale {
  const top = niceTop(Math.max(0, ...values))
  const roomy = width >= ROOMY_FROM
  const right = Math.max(LEFT + 1, width - (roomy ? RIGHT_WITH_WORDS : RIGHT))
  const apart = (right - LEFT) / Math.max(1, values.length - 1)
  const bottom = height - BELOW
  return {
    left: LEFT,
    right,
    top,
    roomy,
    x: (index) => LEFT + index * apart,
    y: (value) => bottom - (value / top) * (bottom - ABOVE),
  }
}
