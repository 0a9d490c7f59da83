/** How many standard deviations above the middle eight in ten lie. */
export const EIGHT_IN_TEN = 0.8416212

/**
 * The natural logarithm of the share of a normal distribution above so many standard deviations. It keeps its accuracy far out,
 * where the share itself is too small to hold (Numerical Recipes §6.2, erfc to 1.2e-7 of itself).
 *
 * @example Math.exp(logAbove(0)) // 0.5
 */
export function logAbove(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + x / 2)
  const series = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0)
  const log = Math.log(t / 2) - x * x + series
  return z >= 0 ? log : Math.log1p(-Math.exp(log))
}

const coefficients = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
] as const

/** The share of a normal distribution below so many standard deviations. @example below(0) // 0.5 */
export const below = (z: number): number => Math.exp(logAbove(-z))

/**
 * A length in minutes of which half are no longer than `median` and eight in ten no longer than `eightInTen`; the logarithm is
 * taken as normal, since lengths of jobs have a long tail.
 */
export interface LongTail {
  readonly median: number
  readonly eightInTen: number
}

/**
 * The length that a share of those still going after `gone` minutes will not pass. It only grows with `gone`.
 *
 * @param share 0.5 for the middle, 0.8 for eight in ten
 * @example stillGoing({ median: 60, eightInTen: 90 }, 0, 0.8) // 90
 * @example stillGoing({ median: 60, eightInTen: 90 }, 60, 0.5) // about 83: half of those that last an hour last so long
 */
export function stillGoing({ median, eightInTen }: LongTail, gone: number, share: number): number {
  const spread = Math.log(eightInTen / median) / EIGHT_IN_TEN
  if (!(spread > 0)) return Math.max(median, gone)
  const from = gone > 0 ? (Math.log(gone) - Math.log(median)) / spread : -Infinity
  const wanted = (gone > 0 ? logAbove(from) : 0) + Math.log1p(-share)
  return Math.max(gone, median * Math.exp(spread * above(wanted, Math.max(from, -12))))
}

/** How far out a normal distribution has so much above it: halving the stretch until it is found. */
function above(wanted: number, atLeast: number): number {
  let [low, high] = [atLeast, Math.max(atLeast, 0) + 12]
  for (let turn = 0; turn < 48; turn += 1) {
    const middle = (low + high) / 2
    if (logAbove(middle) > wanted) low = middle
    else high = middle
  }
  return (low + high) / 2
}
