import { TooBusy } from '../transaction.ts'

const WAIT_MS = 2000
const MOST_WAITING = 2000

/**
 * Keeps some of the database's connections free for emergencies: ordinary work holds at most the rest and queues for it, while a
 * referral that comes in or an allocation goes straight through.
 */
export class Gate {
  readonly #places: number
  readonly #waiting: (() => void)[] = []
  #inside = 0

  /** @param connections how many the pool has; a quarter of them, at least one, is kept free */
  constructor(connections: number) {
    this.#places = Math.max(1, connections - Math.max(1, Math.ceil(connections / 4)))
  }

  /** How many wait for a place. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** @throws TooBusy when no place came free within two seconds */
  async through<Result>(emergency: boolean, work: () => Promise<Result>): Promise<Result> {
    if (emergency) return work()
    await this.#enter()
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  async #enter(): Promise<void> {
    if (this.#inside < this.#places) {
      this.#inside += 1
      return
    }
    if (this.#waiting.length >= MOST_WAITING) throw new TooBusy('too many wait already')
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1)
        reject(new TooBusy('no place came free within two seconds'))
      }, WAIT_MS)
      this.#waiting.push(turn)
    })
  }

  /** Whoever waits longest takes over the place of who leaves. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next) next()
    else this.#inside -= 1
  }
}
