import type { SessionEnd } from '#shared/kernel/sessionEnd.ts'

const MOST = 50_000

/**
 * Sessions that this node has heard the end of, the newest last. A socket that was admitted, or an answer that was being made, just
 * before the end finds its session here and goes no further.
 */
export class EndedSessions {
  readonly #ends = new Map<string, SessionEnd>()

  add(sessionId: string, because: SessionEnd): void {
    this.#ends.set(sessionId, because)
    for (const oldest of this.#ends.keys()) {
      if (this.#ends.size <= MOST) break
      this.#ends.delete(oldest)
    }
  }

  has = (sessionId: string): boolean => this.#ends.has(sessionId)
}
