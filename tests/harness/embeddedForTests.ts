import { chmod, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasGone, isRunning, programOf } from '#db/embedded/processes.ts'
import { readPidFile, signal } from '#db/embedded/server.ts'
import { startEmbedded } from '#db/embedded/startEmbedded.ts'

const NAME = /^duty-hub-tests-(\d+)-/
const ROOM_BYTES = 2_000_000_000

export interface Throwaway {
  /** The superuser's address. */
  readonly url: string
  stop(): Promise<void>
}

/** A cluster that lasts for one run of tests: fast, in memory where there is room, gone when stopped. */
export async function startThrowaway(): Promise<Throwaway> {
  const base = await roomiest()
  await sweep(base)
  const folder = await temporaryFolder(base)
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  try {
    const cluster = await startEmbedded({ dataDir: folder, durable: false })
    return {
      url: cluster.url,
      stop: async () => {
        await cluster.stop()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

/** A new folder that the database's account may pass through, also when the tests run as root. */
export async function temporaryFolder(base = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(base, `duty-hub-tests-${process.pid}-`))
  await chmod(folder, 0o711)
  return folder
}

async function roomiest(): Promise<string> {
  const memory = '/dev/shm'
  const space = await statfs(memory).catch(() => undefined)
  return space && space.bavail * space.bsize > ROOM_BYTES ? memory : tmpdir()
}

/** Clears away what a run that was killed outright left behind: its folder, and the PostgreSQL that still serves it. */
async function sweep(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const pid = Number(NAME.exec(name)?.[1])
    if (!pid || (await isRunning(pid))) continue
    const folder = join(base, name)
    const owner = await stat(folder).catch(() => undefined)
    if (!owner || owner.uid !== (process.getuid?.() ?? owner.uid)) continue
    const cluster = join(folder, 'postgres', 'cluster')
    const left = await readPidFile(cluster)
    if (left && left.folder === cluster && (await programOf(left.pid)) === 'postgres') {
      signal(left.pid, 'SIGQUIT')
      await hasGone(left.pid, 5_000)
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
