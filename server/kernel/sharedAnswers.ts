import type { Answered } from './handle.ts'

interface Kept {
  readonly seq: number
  readonly atMs: number
  readonly answered: Promise<Answered>
}

const MOST_KEYS = 1000

/**
 * One answer for all screens of a service that ask at the same event number: after news everybody asks for the same board at once.
 * The number is read in the asker's own snapshot, so an answer is never older than what the asker may see; the key says what that is,
 * so that nobody is given more of a person than they would have been told themselves.
 */
export class SharedAnswers {
  readonly #kept = new Map<string, Kept>()

  give(
    key: string,
    at: { readonly seq: number; readonly ms: number },
    forMs: number,
    make: () => Promise<Answered>,
  ): Promise<Answered> {
    const known = this.#kept.get(key)
    if (known && known.seq === at.seq && at.ms - known.atMs >= 0 && at.ms - known.atMs < forMs)
      return known.answered.catch(make)
    if (this.#kept.size >= MOST_KEYS) this.#kept.clear()
    const answered = make()
    this.#kept.set(key, { seq: at.seq, atMs: at.ms, answered })
    answered.catch(() => this.#kept.delete(key))
    return answered
  }
}
