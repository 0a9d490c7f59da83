/** In order, by the platform’s own sort of numbers: a report puts hundreds of thousands of them in order. */
const inOrder = (values: readonly number[]): Float64Array => Float64Array.from(values).sort()

/**
 * The middle value: the mean of the two middle ones, rounded, when there is an even number; `null` of nothing.
 *
 * @example median([3, 1, 10]) // 3
 */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const ordered = inOrder(values)
  const middle = Math.floor(ordered.length / 2)
  const [above, below] = [ordered[middle] ?? 0, ordered[middle - 1] ?? 0]
  return ordered.length % 2 === 1 ? above : Math.round((above + below) / 2)
}

/**
 * The value that nine in ten do not exceed, by nearest rank: a value that was really measured; `null` of nothing.
 *
 * @example ninetieth([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) // 9
 */
export function ninetieth(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const ordered = inOrder(values)
  return ordered[Math.ceil(ordered.length * 0.9) - 1] ?? null
}

/** A share in whole percent; `null` of nothing, never 0 of nothing. @example percentOf(1, 3) // 33 */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((100 * part) / whole)
