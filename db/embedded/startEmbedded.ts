import { dirname } from 'node:path'
import { adopt } from './adopt.ts'
import { findBinaries } from './binaries.ts'
import { lockFolder } from './folderLock.ts'
import { checkVersion, initialise } from './initialise.ts'
import { keepRunning } from './keepRunning.ts'
import { launch } from './launch.ts'
import { leaveNote, makeFolder, settle } from './place.ts'
import { addressOf, stopServer } from './server.ts'

export interface EmbeddedOptions {
  /** The folder for the data; made when it is not there. One Duty Hub at a time. */
  readonly dataDir: string
  /** False only for tests: faster, and everything may be lost in a power cut. */
  readonly durable?: boolean
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
  const { durable = true, log = () => {} } = options
  const folder = await makeFolder(options.dataDir)
  const lock = await lockFolder(folder)
  try {
    const place = await settle(folder, log)
    const binaries = await findBinaries(place.account)
    if (place.isNew) await initialise(place, binaries, durable)
    await leaveNote(folder, place)
    await checkVersion(place, binaries)
    const left = await adopt(place, binaries, durable, log)
    const server = left ?? (await launch(place, binaries, durable))
    const kept = keepRunning(server, () => launch(place, binaries, durable, server.port), log)
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
