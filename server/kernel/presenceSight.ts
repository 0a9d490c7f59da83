import type { Database } from '#db/client.ts'
import { steadyMs, type Clock } from './clock.ts'

/** An opening with a reason ends by itself, without any news: no answer is believed for longer than this. */
const BELIEVED_MS = 15_000

interface Known {
  readonly serviceId: string
  readonly askedMs: number
  readonly whole: Map<string, boolean>
}

/**
 * Which sessions see which records whole, as the database says. Asked once for each pair; forgotten with the service's next news,
 * because that may be a new allocation, an opening or a restriction.
 */
export class PresenceSight {
  readonly #database: Database
  readonly #clock: Clock
  readonly #known = new Map<string, Known>()

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  /** Everything that is known of a service's sessions may have changed. */
  forget(serviceId: string): void {
    for (const [sessionId, known] of this.#known) if (known.serviceId === serviceId) this.#known.delete(sessionId)
  }

  /**
   * For each session the records that it sees whole, of those asked about.
   *
   * @throws when the database cannot be asked: then nobody is told anything
   */
  async whole(
    serviceId: string,
    sessions: readonly string[],
    referrals: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const toAsk = sessions.filter((id) => !this.#knows(id, referrals))
    if (toAsk.length > 0 && referrals.length > 0) await this.#ask(serviceId, toAsk, referrals)
    return new Map(
      sessions.map((id) => [
        id,
        new Set(referrals.filter((referral) => this.#known.get(id)?.whole.get(referral) === true)),
      ]),
    )
  }

  #knows(sessionId: string, referrals: readonly string[]): boolean {
    const known = this.#known.get(sessionId)
    if (!known || steadyMs() - known.askedMs > BELIEVED_MS) return false
    return referrals.every((referral) => known.whole.has(referral))
  }

  async #ask(serviceId: string, sessions: readonly string[], referrals: readonly string[]): Promise<void> {
    const askedMs = steadyMs()
    const database = this.#database
    const rows = await database<{ sessionId: string; referralId: string }[]>`
      select "sessionId", "referralId" from hub.whole_to(${[...sessions]}::uuid[], ${[...referrals]}::uuid[], ${this.#clock()})`
    for (const id of sessions) {
      const seen = new Set(rows.flatMap((row) => (row.sessionId === id ? [row.referralId] : [])))
      this.#known.set(id, { serviceId, askedMs, whole: new Map(referrals.map((one) => [one, seen.has(one)])) })
    }
  }
}
