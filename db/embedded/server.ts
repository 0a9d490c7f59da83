import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import type { Binaries } from './binaries.ts'
import { explain } from './EmbeddedDatabaseError.ts'
import type { Place } from './place.ts'
import { hasGone, run } from './processes.ts'

/** A PostgreSQL that runs. One we adopted is not our child. */
export interface Server {
  readonly pid: number
  readonly port: number
  readonly child?: ChildProcess
}

/** What PostgreSQL wrote of itself into its data directory. */
export interface PidFile {
  readonly pid: number
  readonly folder: string
  readonly port: number
  /** 'starting', 'stopping', 'ready' */
  readonly status: string
}

/** What a server says of itself; 'starting' when it asks to come back later, 'refused' when it does not know our password. */
export type Answer =
  | 'starting'
  | 'refused'
  | 'silent'
  | { readonly folder: string; readonly durable: boolean; readonly archive: boolean; readonly version: string }

/** How a server is run. */
export interface Manner {
  /** False only for tests: faster, and everything may be lost in a power cut. */
  readonly durable: boolean
  /** Whether its log is handed out for backups. */
  readonly archive: boolean
  /** How long it may take until it answers: two minutes, unless it has a log of days to run through first. */
  readonly readyWithinMs?: number | undefined
}

/** Whether a server runs as it was asked to. */
export const isAsAsked = (answer: { readonly durable: boolean; readonly archive: boolean }, manner: Manner): boolean =>
  answer.durable === manner.durable && answer.archive === manner.archive

export async function readPidFile(cluster: string): Promise<PidFile | undefined> {
  const text = await readFile(pidFileIn(cluster), 'utf8').catch(() => '')
  const [pid = '', folder = '', , port = '', , , , status = ''] = text.split('\n').map((line) => line.trim())
  return Number(pid) > 0 ? { pid: Number(pid), folder, port: Number(port), status } : undefined
}

export const pidFileIn = (cluster: string) => join(cluster, 'postmaster.pid')

/** The address with the superuser's name and password. */
export async function addressOf(place: Place, port: number): Promise<string> {
  try {
    const password = (await readFile(place.password, 'utf8')).trim()
    return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  } catch (error) {
    throw explain(`The password of the database cannot be read from ${place.password}`, error)
  }
}

/** Asks the server at an address who it is. */
export async function whoAnswers(address: string): Promise<Answer> {
  const sql = postgres(address, { max: 1, connect_timeout: 3, fetch_types: false, onnotice: () => {} })
  try {
    const [row] = await sql<{ folder: string; durable: boolean; archive: boolean; version: string }[]>`
      select
        current_setting('data_directory') as folder,
        current_setting('fsync') = 'on'
          and current_setting('synchronous_commit') = 'on'
          and current_setting('full_page_writes') = 'on' as durable,
        current_setting('archive_mode') = 'on' as archive,
        split_part(current_setting('server_version'), ' ', 1) as version`
    return row ?? 'silent'
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) return 'silent'
    return error.code === '57P03' ? 'starting' : 'refused'
  } finally {
    await sql.end({ timeout: 0 })
  }
}

const FAST_MS = 10_000
const AT_ONCE_MS = 5_000

/**
 * Stops a server: fast (connections are closed, everything is written out), after ten seconds at once (the next start then
 * recovers from the log; nothing acknowledged is lost).
 */
export async function stopServer(server: Server, place: Place, binaries: Binaries): Promise<void> {
  if (process.platform === 'win32') {
    // Signals of Node's end a Windows process without asking it.
    await run(binaries.pgCtl, ['stop', '-D', place.cluster, '-m', 'fast', '-w', '-t', '10'], undefined)
    return
  }
  signal(server.pid, 'SIGINT')
  if (await hasGone(server.pid, FAST_MS)) return
  signal(server.pid, 'SIGQUIT')
  if (await hasGone(server.pid, AT_ONCE_MS)) return
  signal(server.pid, 'SIGKILL')
  await hasGone(server.pid, AT_ONCE_MS)
}

/** One that has gone already needs no signal. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    return
  }
}
