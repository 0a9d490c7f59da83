import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const CHILD = fileURLToPath(new URL('embeddedChild.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const line = z.object({
  started: z.object({ url: z.string(), adopted: z.boolean(), port: z.number(), dataDir: z.string() }).optional(),
  refused: z.string().optional(),
  kept: z.number().optional(),
  log: z.string().optional(),
})
type Started = NonNullable<z.output<typeof line>['started']>

/** A process of its own with an embedded database in it. */
export class EmbeddedProcess {
  readonly kept: number[] = []
  readonly logged: string[] = []
  private readonly child: ChildProcess
  private readonly answer: Promise<Started>

  /**
   * @param task once it has started: wait for the end, write rows without end, or end by itself
   * @param account runs it as another account than ours, for which we must be root
   */
  constructor(dataDir: string, task: 'wait' | 'write' | 'end' = 'wait', account: { uid?: number; gid?: number } = {}) {
    this.child = spawn(process.execPath, ['--import', 'tsx', CHILD, dataDir, task], {
      ...account,
      cwd: ROOT,
      // A group of its own, so that it can be killed with everything it is just running.
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.answer = this.listen()
    this.answer.catch(() => undefined)
  }

  get pid(): number {
    return this.child.pid ?? Number.NaN
  }

  /** Rejects with the message when it could not start. */
  started(): Promise<Started> {
    return this.answer
  }

  /** Asks it to stop, and waits until it has. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    this.child.kill('SIGTERM')
    await once(this.child, 'close')
  }

  /** Waits until it has ended by itself. */
  async ended(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close')
  }

  /** Kills it outright with all it is just running, and waits until what it said last has arrived. PostgreSQL lives on. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const closed = once(this.child, 'close')
    process.kill(-this.pid, 'SIGKILL')
    await closed
  }

  private listen(): Promise<Started> {
    return new Promise((resolve, reject) => {
      const { stdout } = this.child
      if (!stdout) throw new Error('nothing to listen to')
      createInterface({ input: stdout }).on('line', (text) => {
        const said = line.parse(JSON.parse(text))
        if (said.started) resolve(said.started)
        if (said.refused !== undefined) reject(new Error(said.refused))
        if (said.kept !== undefined) this.kept.push(said.kept)
        if (said.log !== undefined) this.logged.push(said.log)
      })
      this.child.once('close', () => reject(new Error('it ended without a word')))
    })
  }
}
