import { minutes, type Minutes } from '../time/minutes.ts'

/**
 * Shares a whole number out by weight, in whole parts that add up to it exactly: each gets its share rounded down, and what is
 * left goes one by one to the largest remainders, the earlier first when they are equal.
 *
 * @param total a whole number, 0 or more
 * @param weights each 0 or more; when all are 0 there is nothing to share by, and every part is 0
 * @example apportion(100, [1, 1, 1]) // [34, 33, 33]
 */
export function apportion(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  if (sum <= 0) return weights.map(() => 0)
  const shares = weights.map((weight) => (total * weight) / sum)
  const parts = shares.map(Math.floor)
  const left = total - parts.reduce((all, part) => all + part, 0)
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1
  return parts
}

/** The same for minutes. @example apportionMinutes(minutes(61), [1, 1]) // [31, 30] */
export const apportionMinutes = (total: Minutes, weights: readonly number[]): readonly Minutes[] =>
  apportion(total, weights).map(minutes)
