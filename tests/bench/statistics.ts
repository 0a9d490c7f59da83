/** Percentiles of raw samples. They are never averaged with each other: rounds are put together first. */
export interface Spread {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** The smallest sample that at least `share` of them do not exceed. @example percentile([1, 2, 3, 4], 0.5) // 2 */
export function percentile(samples: readonly number[], share: number): number {
  const ordered = samples.toSorted((a, b) => a - b)
  return ordered[Math.max(0, Math.ceil(ordered.length * share) - 1)] ?? Number.NaN
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5)

export const spreadOf = (samples: readonly number[]): Spread => ({
  count: samples.length,
  p50: median(samples),
  p95: percentile(samples, 0.95),
  p99: percentile(samples, 0.99),
})

/** The same things in another order each round, so that none is always measured first. @example rotated(['a', 'b', 'c'], 1) // ['b', 'c', 'a'] */
export const rotated = <Thing>(things: readonly Thing[], round: number): readonly Thing[] => {
  const by = round % Math.max(1, things.length)
  return [...things.slice(by), ...things.slice(0, by)]
}
