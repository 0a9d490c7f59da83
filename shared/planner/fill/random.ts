/** A stream of chances that is the same for the same seed in every engine: Tommy Ettinger's mulberry32, 32 bits of state. */
export class Chances {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** At least 0, less than 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A whole number from 0 to less than `below`. */
  below(below: number): number {
    return (this.next() * below) | 0
  }
}
