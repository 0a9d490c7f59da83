import type { Length } from '#shared/allocations/likelyFinish.ts'

/** Where the demo's chances come from: the same seed gives the same service, on every machine. */
export interface Draw {
  /** At least 0, less than 1. */
  readonly next: () => number
  /** A whole number from `least` to `most`, both included. */
  readonly whole: (least: number, most: number) => number
  readonly chance: (share: number) => boolean
  readonly pick: <Thing>(things: readonly Thing[]) => Thing
  /** One of several, each as often as its weight says. */
  readonly weighted: <Thing>(things: readonly (readonly [Thing, number])[]) => Thing
  /** A length in minutes with a long tail: half are under the median, eight in ten under the second figure. */
  readonly long: (length: Length) => number
  readonly id: <Id extends string>() => Id
}

/** How many standard deviations above the middle eight in ten lie. */
const EIGHT_IN_TEN = 0.8416212

/**
 * A stream of chances of its own for each part of the demo, so that a change in one leaves the others as they were.
 *
 * @example drawFrom(20261112, 'referrals').whole(6, 9)
 */
export function drawFrom(seed: number, part: string): Draw {
  const next = mulberry32(mixed(seed, part))
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const weighted = <Thing>(things: readonly (readonly [Thing, number])[]): Thing => {
    let left = next() * things.reduce((sum, [, weight]) => sum + weight, 0)
    const found = things.find(([, weight]) => (left -= weight) < 0) ?? things.at(-1)
    if (!found) throw new RangeError('nothing to choose from')
    return found[0]
  }
  return {
    next,
    whole,
    weighted,
    chance: (share) => next() < share,
    pick: <Thing>(things: readonly Thing[]) => weighted(things.map((thing) => [thing, 1] as const)),
    long: ({ median, eightInTen }) =>
      Math.round(median * Math.exp((normal(next) * Math.log(eightInTen / median)) / EIGHT_IN_TEN)),
    // Branded where it is asked for: a fresh id is whatever it is the id of.
    id: <Id extends string>() => uuid(next) as Id,
  }
}

/** Tommy Ettinger's mulberry32: 32 bits of state, good enough for a demo and the same in every engine. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixedBits = Math.imul(state ^ (state >>> 15), state | 1)
    mixedBits ^= mixedBits + Math.imul(mixedBits ^ (mixedBits >>> 7), mixedBits | 61)
    return ((mixedBits ^ (mixedBits >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** FNV-1a over the name of the part, begun with the seed. */
function mixed(seed: number, part: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (const letter of part) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0
  return hash
}

/** Box and Muller's way from two even chances to one bell-shaped one. */
const normal = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

function uuid(next: () => number): string {
  const hex = Array.from({ length: 4 }, () =>
    Math.floor(next() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}
