import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Endings } from './endings.ts'
import { stopwatch, within } from './stopwatch.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const READY = /Duty Hub is ready: (https?:\/\/\S+)/
const START_MS = 180_000
const STOP_MS = 20_000

export interface RunningHub {
  readonly origin: string
  readonly port: number
  readonly pid: number
  /** From the start of the process to the line that says it is ready. */
  readonly readyMs: number
  readonly stop: () => Promise<void>
}

export interface HubOptions {
  /** What Node runs, from `folder`. */
  readonly script: string
  readonly folder?: string
  readonly environment: Readonly<Record<string, string>>
}

/** Starts the built hub by its production way in, and waits for the line that says it is ready. */
export async function startHub(
  endings: Endings,
  { script, folder = ROOT, environment }: HubOptions,
): Promise<RunningHub> {
  const began = stopwatch()
  const child = spawn(process.execPath, [script], {
    cwd: folder,
    // Nothing of our own settings: a DATA_DIR or a PORT of whoever runs the bench is not what is measured.
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_ENV: 'production',
      PORT: '0',
      LIMITS_FACTOR: '1000',
      ...environment,
    },
    // A group of its own, so that Ctrl+C reaches the bench alone and it ends things in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { pid = Number.NaN } = child
  endings.runs(pid)
  const gone = once(child, 'exit').then(() => endings.hasEnded(pid))
  let said = ''
  const ready = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8')
      const origin = READY.exec(said)?.[1]
      if (origin) resolve(origin)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', () => reject(new Error(`the hub ended before it was ready:\n${said}`)))
  })
  const stop = endings.add('the hub', async () => {
    child.kill('SIGTERM')
    await within(STOP_MS, 'stopping the hub', gone)
  })
  const origin = await within(START_MS, 'starting the hub', ready)
  return { origin, port: Number(new URL(origin).port), pid, readyMs: stopwatch() - began, stop }
}

/** The hub over the bench's own database. */
export const startHubOver = (
  endings: Endings,
  databaseUrl: string,
  clock: string,
  more: Readonly<Record<string, string>> = {},
): Promise<RunningHub> =>
  startHub(endings, {
    script: 'dist/server/main.js',
    environment: { DATABASE_URL: databaseUrl, DEMO: 'no', DEMO_CLOCK: clock, ...more },
  })
