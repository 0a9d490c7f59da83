type End = () => Promise<unknown> | undefined

/** Everything that was started, so that all of it is ended, last started first, however the run ends. */
export class Endings {
  readonly #ends = new Map<string, End>()
  readonly #pids = new Set<number>()
  #ending: Promise<void> | undefined

  constructor() {
    // Whatever went wrong on the way out: nothing that was started outlives us.
    process.once('exit', () => {
      for (const pid of this.#pids) kill(pid)
    })
  }

  get begun(): boolean {
    return this.#ending !== undefined
  }

  /**
   * @returns a way to end it sooner
   * @throws Error once everything is being ended: whatever was just started is ended too
   */
  add(name: string, end: End): () => Promise<void> {
    if (this.begun) {
      void end()
      throw new Error(`${name} was started too late`)
    }
    const key = `${name} ${this.#ends.size}`
    this.#ends.set(key, end)
    return async () => {
      if (this.#ends.delete(key)) await end()
    }
  }

  runs(pid: number): void {
    this.#pids.add(pid)
  }

  hasEnded(pid: number): void {
    this.#pids.delete(pid)
  }

  all(): Promise<void> {
    return (this.#ending ??= this.#endAll())
  }

  async #endAll(): Promise<void> {
    for (const [key, end] of [...this.#ends].toReversed()) {
      this.#ends.delete(key)
      try {
        await end()
      } catch (error) {
        process.stderr.write(`${key} did not end well: ${error instanceof Error ? error.message : String(error)}\n`)
      }
    }
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has gone already.
  }
}
