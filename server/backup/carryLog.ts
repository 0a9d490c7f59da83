import { readdir, rm, stat } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '#server/kernel/log.ts'
import { keepSealed, walFolder, type Shelf } from './shelf.ts'

const EVERY_MS = 5_000
const WHOLE_NAME = /^[0-9A-F]{8}(?:[0-9A-F]{16}|\.history)$/

/** Carries each file of the log that the database has handed out to the backups, sealed, and takes it away here. @returns how many */
export async function carryOnce(archive: string, shelf: Shelf): Promise<number> {
  const names = (await readdir(archive).catch(() => [])).filter((name) => WHOLE_NAME.test(name)).toSorted()
  for (const name of names) {
    const path = join(archive, name)
    const there = join(walFolder(shelf), name)
    // One that was carried before, by a hub that was killed before it could take it away here, is written again: it is the same.
    // So is one that another process, a backup that is being made, has carried since the folder was read.
    try {
      await keepSealed(there, createReadStream(path), shelf.key)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || (await stat(there).catch(() => null)) === null) throw error
    }
    if ((await stat(there)).size > 0) await rm(path, { force: true })
  }
  return names.length
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : null

export interface Carrying {
  /** Stops, after one last look. */
  readonly stop: () => Promise<void>
}

/** Carries the log to the backups for as long as the hub runs. What cannot be carried stays where it is, and the log says so. */
export function keepCarrying(archive: string, shelf: Shelf, log: Log): Carrying {
  let running: Promise<unknown> = Promise.resolve()
  const turn = (): void => {
    running = running
      .then(() => carryOnce(archive, shelf))
      .catch((error: unknown) =>
        log.error({ error }, 'the log of the database was not carried to the backups; it waits and is tried again'),
      )
  }
  const timer = setInterval(turn, EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      turn()
      await running
    },
  }
}
