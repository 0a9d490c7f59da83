import { addMinutes } from '../time/instant.ts'
import { formatMinutes } from '../time/minutes.ts'
import { minutesIn, type Span } from '../time/span.ts'
import { factorAt } from './dayTypes.ts'
import type { ToilPolicy } from './policy.ts'

/** An unbroken stretch of extra work: how many of its minutes count at which rate, in hundredths. */
export type WorkBlock = ReadonlyMap<number, number>

/**
 * Stretches as minutes by rate. What the stretches have more or less than the minutes that count (odd seconds, a part that was claimed
 * already) is evened out at the plainest rate, so that the blocks always hold exactly the minutes of the sum so far.
 *
 * @param total the minutes that count, whole and not negative
 */
export function workBlocks(stretches: readonly Span[], total: number, policy: ToilPolicy): readonly WorkBlock[] {
  const usual = Math.round(policy.multiplier * 100)
  const blocks = stretches.map((span): WorkBlock => {
    const count = Math.max(0, minutesIn(span))
    if (policy.enhancements.length === 0) return new Map([[usual, count]])
    const byRate = new Map<number, number>()
    for (let minute = 0; minute < count; minute += 1) {
      const rate = factorAt(addMinutes(span.start, minute), policy.multiplier, policy.enhancements)
      byRate.set(rate, (byRate.get(rate) ?? 0) + 1)
    }
    return byRate
  })
  const over = minutesOf(blocks) - total
  if (over > 0) return afterBreak(blocks, over)
  if (over === 0) return blocks
  const [first, ...rest] = blocks
  return [new Map([...(first ?? []), [usual, (first?.get(usual) ?? 0) - over]]), ...rest]
}

/** Plain minutes of some blocks. */
export const minutesOf = (blocks: readonly WorkBlock[]): number =>
  blocks.reduce((sum, block) => sum + [...block.values()].reduce((all, count) => all + count, 0), 0)

/** What some blocks come to at their rates, exactly: in hundredths of a minute, so that nothing is dropped before it is rounded. */
export const hundredthsOf = (blocks: readonly WorkBlock[]): number =>
  blocks.reduce((sum, block) => sum + [...block].reduce((all, [rate, count]) => all + rate * count, 0), 0)

/** Takes minutes off: from the longest stretch first, and of it those that count for least, so that a break costs as little as it can. */
export function afterBreak(blocks: readonly WorkBlock[], off: number): readonly WorkBlock[] {
  let left = off
  const order = [...blocks.keys()].toSorted(
    (a, b) => minutesOf([blocks[b] ?? new Map()]) - minutesOf([blocks[a] ?? new Map()]) || a - b,
  )
  const after = [...blocks]
  for (const index of order) {
    const kept = new Map<number, number>()
    for (const [rate, count] of [...(blocks[index] ?? [])].toSorted(([a], [b]) => a - b)) {
      const gone = Math.min(left, count)
      left -= gone
      kept.set(rate, count - gone)
    }
    after[index] = kept
  }
  return after
}

/** @example rateWords(blocks, policy) // 'Counted 1.5 times', or 'Better rates: 60m at 1.5' */
export function rateWords(blocks: readonly WorkBlock[], { multiplier, enhancements }: ToilPolicy): string {
  if (enhancements.length === 0) return `Counted ${multiplier} times`
  const byRate = new Map<number, number>()
  for (const block of blocks) for (const [rate, count] of block) byRate.set(rate, (byRate.get(rate) ?? 0) + count)
  const better = [...byRate].filter(([rate, count]) => rate > 100 && count > 0).toSorted(([a], [b]) => b - a)
  return `Better rates: ${better.map(([rate, count]) => `${formatMinutes(count)} at ${rate / 100}`).join(', ')}`
}
