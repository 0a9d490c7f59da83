import { realpath, rm, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { isCopy } from './folderLock.ts'
import type { Place } from './place.ts'
import { isRunning, programOf } from './processes.ts'
import {
  addressOf,
  isAsAsked,
  type Manner,
  pidFileIn,
  readPidFile,
  type PidFile,
  type Server,
  stopServer,
  whoAnswers,
} from './server.ts'

/** A server that says nothing for so long is not coming. One that says it is starting may be recovering, and gets longer. */
const SILENT_MS = 5_000
const STARTING_MS = 120_000

/**
 * Takes over the server that a Duty Hub killed outright (kill -9) left running. One with other settings, or of an older
 * version than ours, is stopped instead, and so the caller starts it anew.
 *
 * @returns undefined when there is none
 */
export async function adopt(
  place: Place,
  binaries: Binaries,
  manner: Manner,
  log: (line: string) => void,
): Promise<Server | undefined> {
  const began = performance.now()
  for (;;) {
    const file = await readPidFile(place.cluster)
    if (!file || !(await isRunning(file.pid))) return undefined
    if (await isNotAboutUs(file, place)) {
      log(`The note of process ${file.pid} in ${place.cluster} is out of date and was removed.`)
      await rm(pidFileIn(place.cluster), { force: true })
      return undefined
    }
    const answer = await whoAnswers(await addressOf(place, file.port))
    if (typeof answer === 'object' && (await isSame(answer.folder, place.cluster))) {
      const server: Server = { pid: file.pid, port: file.port }
      if (isAsAsked(answer, manner) && answer.version === binaries.version) return server
      log(`PostgreSQL (process ${file.pid}) runs with other settings and is started anew.`)
      await stopServer(server, place, binaries)
      return undefined
    }
    const patience = answer === 'starting' || file.status === 'starting' ? STARTING_MS : SILENT_MS
    if (performance.now() - began > patience) return undefined
    await sleep(100)
  }
}

/** The number may since have gone to another program, or the file came with a copy of the folder. */
async function isNotAboutUs(file: PidFile, place: Place): Promise<boolean> {
  const program = await programOf(file.pid)
  if (program !== undefined && !program.startsWith('postgres')) return true
  return await isCopy(file.folder, place.cluster)
}

async function isSame(one: string, other: string): Promise<boolean> {
  if (one === other) return true
  const [a, b] = await Promise.all([realpath(one).catch(() => one), realpath(other)])
  if (a === b) return true
  const [first, second] = await Promise.all([stat(a).catch(() => undefined), stat(b)])
  return first?.ino === second.ino && first.dev === second.dev
}
