import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const childOf = (name: string): string => fileURLToPath(new URL(`${name}NodeChild.ts`, import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** One server process over a hub's database that raises alarms, or tells people, by the real clock. */
export class AlarmNode {
  readonly #child: ChildProcess
  readonly ready: Promise<void>
  #from: number | null = null
  #to: number | null = null

  /** @param form what an alarm's server is to be; for one that tells people the port of their mail server */
  constructor(appUrl: string, form = 'alarms', kind: 'alarm' | 'notice' = 'alarm') {
    const child = spawn(process.execPath, ['--import', 'tsx', childOf(kind), appUrl, form], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    this.ready = once(createInterface({ input: child.stdout }), 'line').then(() => void (this.#from = Date.now()))
  }

  /** Ends it as a power cut would: nothing is finished, nothing given back. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill('SIGKILL')
    await once(this.#child, 'close')
    this.#to = Date.now()
  }

  /** From when to when it was up, in milliseconds of this machine; `null` when it was killed before. */
  get span(): { readonly from: number; readonly to: number } | null {
    return this.#from === null ? null : { from: this.#from, to: this.#to ?? Date.now() }
  }
}
