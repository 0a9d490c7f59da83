import { chown, mkdir, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { adopt } from './adopt.ts'
import { findBinaries } from './binaries.ts'
import { lockFolder } from './folderLock.ts'
import { checkVersion, initialise } from './initialise.ts'
import { keepRunning } from './keepRunning.ts'
import { launch } from './launch.ts'
import { leaveNote, makeFolder, settle, type Place } from './place.ts'
import { isRunning } from './processes.ts'
import { addressOf, readPidFile, stopServer } from './server.ts'

export interface EmbeddedOptions {
  /** The folder for the data; made when it is not there. One Duty Hub at a time. */
  readonly dataDir: string
  /** False only for tests: faster, and everything may be lost in a power cut. */
  readonly durable?: boolean
  /** Hands its log out for backups, into the folder `archive` beside it. */
  readonly archive?: boolean
  /** How long PostgreSQL may take until it answers: two minutes, unless it has a log of days to run through first. */
  readonly readyWithinMs?: number
  /** Is told, a line at a time, of what an operator may want to know. */
  readonly log?: (line: string) => void
}

export interface EmbeddedDatabase {
  /** The superuser's address. It holds the password, so it is not for a log. */
  readonly url: string
  /** Whether a server that was still running was taken over. */
  readonly adopted: boolean
  readonly port: number
  /** The folder the database really lives in; another than the chosen one when its account cannot enter that. */
  readonly dataDir: string
  /** Stops the database and gives the folder free. Close your own connections first. May be called twice. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that comes with Duty Hub: loopback only, for trials, development and one site. It survives what a desk
 * machine goes through: being killed outright, a power cut, a first start broken off, an installation without scripts, root.
 *
 * @throws EmbeddedDatabaseError whose message says what is the matter and what to do
 * @example
 * const database = await startEmbedded({ dataDir: '.data', log: console.log })
 * const sql = postgres(database.url)
 * await sql.end()
 * await database.stop()
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { durable = true, archive = false, readyWithinMs, log = () => {} } = options
  const manner = { durable, archive, readyWithinMs }
  const folder = await makeFolder(options.dataDir)
  const lock = await lockFolder(folder)
  try {
    const place = await settle(folder, log)
    const binaries = await findBinaries(place.account)
    if (place.isNew) await initialise(place, binaries, durable)
    await leaveNote(folder, place)
    await checkVersion(place, binaries)
    if (archive) await makeArchive(place)
    const left = await adopt(place, binaries, manner, log)
    const server = left ?? (await launch(place, binaries, manner))
    const kept = keepRunning(server, () => launch(place, binaries, manner, server.port), log)
    let stopped: Promise<void> | undefined
    const stop = async () => {
      const running = await kept.letGo()
      if (running) await stopServer(running, place, binaries)
      await lock.release()
    }
    return {
      url: await addressOf(place, server.port),
      adopted: left !== undefined,
      port: server.port,
      dataDir: dirname(place.home),
      stop: () => (stopped ??= stop()),
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function makeArchive({ archive, account }: Place): Promise<void> {
  await mkdir(archive, { recursive: true, mode: 0o700 })
  if (account) await chown(archive, account.uid, account.gid)
}

/** An embedded database that another process runs just now: its superuser's address and where it lives. */
export interface RunningEmbedded {
  readonly url: string
  readonly place: Place
}

/**
 * Finds the database of a folder while a hub runs it, so that a command can work beside the hub. Takes no lock and starts nothing.
 *
 * @returns null when none runs there
 */
export async function findRunning(dataDir: string): Promise<RunningEmbedded | null> {
  const folder = await realpath(dataDir).catch(() => null)
  if (folder === null) return null
  const place = await settle(folder, () => {})
  const file = place.isNew ? undefined : await readPidFile(place.cluster)
  if (!file || file.status !== 'ready' || !(await isRunning(file.pid))) return null
  return { url: await addressOf(place, file.port), place }
}
