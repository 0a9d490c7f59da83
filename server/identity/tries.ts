import { msOf } from '#shared/time/instant.ts'
import type { Clock } from '#server/kernel/clock.ts'

const FREE_TRIES = 5
const FORGET_AFTER_MS = 15 * 60_000
const MOST_KEYS = 10_000

/**
 * Slows down guessing. After five wrong tries from one address for one account, each further one waits longer, up to a minute.
 * It counts by address *and* account, so that an outsider cannot lock somebody out of their own.
 */
export class Tries {
  readonly #clock: Clock
  readonly #failures = new Map<string, { count: number; lastMs: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  secondsToWait(key: string): number {
    const known = this.#failures.get(key)
    if (!known || known.count < FREE_TRIES) return 0
    const wait = Math.min(60_000, 1000 * 2 ** (known.count - FREE_TRIES + 1))
    return Math.max(0, Math.ceil((known.lastMs + wait - this.#now()) / 1000))
  }

  failed(key: string): void {
    this.#forgetOld()
    const count = (this.#failures.get(key)?.count ?? 0) + 1
    this.#failures.set(key, { count, lastMs: this.#now() })
  }

  succeeded(key: string): void {
    this.#failures.delete(key)
  }

  #forgetOld(): void {
    const oldest = this.#now() - FORGET_AFTER_MS
    for (const [key, known] of this.#failures) {
      if (known.lastMs < oldest || this.#failures.size > MOST_KEYS) this.#failures.delete(key)
    }
  }

  #now(): number {
    return msOf(this.#clock())
  }
}
