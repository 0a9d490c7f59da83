import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Endings } from './endings.ts'

/** What a process of its own can be asked: each call takes one thing and answers one thing, both plain JSON. */
export type Calls = Readonly<Record<string, (asked: never) => Promise<unknown>>>

interface Asked {
  readonly id: number
  readonly call: string
  readonly asked: unknown
}
type Told = { readonly id: number; readonly gave: unknown } | { readonly id: number; readonly failed: string }

/** A process of its own, so that what it does for the measurement does not slow what is measured. */
export class Worker<C extends Calls> {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, { resolve: (gave: unknown) => void; reject: (error: Error) => void }>()
  #last = 0

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (message) => this.#hear(message as Told))
    child.once('exit', (code, signal) => this.#fail(new Error(`the process ended (${signal ?? code})`)))
  }

  static start<C extends Calls>(file: string, endings: Endings): Worker<C> {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const { pid } = child
    if (pid !== undefined) endings.runs(pid)
    child.once('exit', () => pid !== undefined && endings.hasEnded(pid))
    const worker = new Worker<C>(child)
    endings.add(file, () => worker.#end())
    return worker
  }

  get pid(): number {
    return this.#child.pid ?? Number.NaN
  }

  ask<Name extends keyof C & string>(call: Name, asked: Parameters<C[Name]>[0]): Promise<Awaited<ReturnType<C[Name]>>> {
    const id = ++this.#last
    const message: Asked = { id, call, asked }
    return new Promise((resolve, reject) => {
      // What comes back is what the call of that name answered.
      this.#waiting.set(id, { resolve: (gave) => resolve(gave as Awaited<ReturnType<C[Name]>>), reject })
      this.#child.send(message)
    })
  }

  #hear(told: Told): void {
    const asker = this.#waiting.get(told.id)
    this.#waiting.delete(told.id)
    if ('failed' in told) asker?.reject(new Error(told.failed))
    else asker?.resolve(told.gave)
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }

  async #end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await gone
  }
}

/** The other end: answers calls, and ends when whoever asks is gone. */
export function answerCalls(calls: Calls): void {
  process.on('disconnect', () => process.exit(0))
  // Ctrl+C reaches every process of the terminal; whoever started this one ends it in order.
  process.on('SIGINT', () => undefined)
  process.on('message', (message) => void answerOne(calls, message as Asked))
}

async function answerOne(calls: Calls, { id, call, asked }: Asked): Promise<void> {
  try {
    const made = calls[call]
    if (!made) throw new Error(`there is no call ${call}`)
    // The asker's types come from the same calls.
    process.send?.({ id, gave: (await made(asked as never)) ?? null })
  } catch (error) {
    process.send?.({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
