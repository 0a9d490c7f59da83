import { digestOf } from './digest.ts'
import type { Answered } from './handle.ts'

interface Kept {
  readonly seq: number
  readonly atMs: number
  readonly answered: Promise<Answered>
}

/** A shared answer as it goes over the wire: written and weighed once, however many ask. */
export interface OnTheWire {
  readonly text: string
  readonly etag: string
}

const MOST_KEYS = 1000

/**
 * One answer for all screens of a service that ask at the same event number: after news everybody asks for the same board at once.
 * The number is read in the asker's own snapshot, so an answer is never older than what the asker may see; the key says what that is,
 * so that nobody is given more of a person than they would have been told themselves.
 */
export class SharedAnswers {
  readonly #kept = new Map<string, Kept>()
  readonly #texts = new WeakMap<object, OnTheWire>()

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

  /**
   * The text of an answer and the mark by which whoever has it already says so. The mark is of the text itself: what has not changed is
   * not sent again, whatever else happened.
   */
  onTheWire(answer: object): OnTheWire {
    const known = this.#texts.get(answer)
    if (known) return known
    const text = JSON.stringify(answer)
    const made = { text, etag: `W/"${digestOf(text).slice(0, 32)}"` }
    this.#texts.set(answer, made)
    return made
  }
}
