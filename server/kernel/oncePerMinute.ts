import { msOf, type Instant } from '#shared/time/instant.ts'

const MINUTE_MS = 60_000
const MOST_KEYS = 20_000

/** Remembers when something was last done for each key, and says when a minute has passed. */
export class OncePerMinute {
  readonly #doneMs = new Map<string, number>()

  /** True at most once a minute for each key; asking counts as doing. */
  isDue(key: string, now: Instant): boolean {
    const ms = msOf(now)
    const last = this.#doneMs.get(key)
    if (last !== undefined && ms - last >= 0 && ms - last < MINUTE_MS) return false
    if (this.#doneMs.size >= MOST_KEYS) this.#doneMs.clear()
    this.#doneMs.set(key, ms)
    return true
  }
}
