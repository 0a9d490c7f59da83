import { randomUUID } from 'node:crypto'
import { link, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedDatabaseError, explain, systemCode } from './EmbeddedDatabaseError.ts'
import { isRunning, startOf } from './processes.ts'

export interface FolderLock {
  release(): Promise<void>
}

interface Holder {
  readonly pid: number
  readonly started: string | undefined
  readonly folder: string
}

/**
 * Takes the folder for this process, by the file `duty-hub.lock` in it. A lock left by a process that is gone is taken over,
 * also when its number has since been given to another process.
 *
 * @throws EmbeddedDatabaseError 'folder-in-use' when another Duty Hub that is running holds it
 * @example const lock = await lockFolder('/srv/duty-hub')
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'duty-hub.lock')
  const ours = JSON.stringify({ pid: process.pid, started: await startOf(process.pid), folder, taken: randomUUID() })
  while (!(await claim(path, ours))) {
    const theirs = await textOf(path)
    if (theirs === undefined) continue
    const holder = holderIn(theirs)
    if (holder && (await stillHolds(holder, folder))) throw inUse(folder, holder)
    // A lock without its text may be one that is just being written.
    if (!holder) await sleep(100)
    await clear(path, theirs)
  }
  return {
    async release() {
      if ((await textOf(path)) === ours) await rm(path, { force: true })
    },
  }
}

/** The name appears with its text or not at all, so nobody reads half a lock. */
async function claim(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, text, { mode: 0o644 })
    await link(draft, path)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    return await claimWithoutLinks(path, text, error)
  } finally {
    await rm(draft, { force: true })
  }
}

/** Some shared and removable disks have no hard links. */
async function claimWithoutLinks(path: string, text: string, linkError: unknown): Promise<boolean> {
  const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(systemCode(linkError) ?? '')
  const what = `The folder of ${path} cannot be written`
  if (!noLinks) throw explain(what, linkError)
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o644 })
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw explain(what, error)
  }
}

async function stillHolds(holder: Holder, folder: string): Promise<boolean> {
  if (!(await isRunning(holder.pid))) return false
  if (await isCopy(holder.folder, folder)) return false
  const started = await startOf(holder.pid)
  return started === undefined || holder.started === undefined || started === holder.started
}

/** Whether the folder a file speaks of is still there beside this one: then this one is a copy, and the file came with it. */
export async function isCopy(spokenOf: string, here: string): Promise<boolean> {
  if (spokenOf === here) return false
  const [there, us] = await Promise.all([stat(spokenOf).catch(() => undefined), stat(here)])
  return there !== undefined && (there.ino !== us.ino || there.dev !== us.dev)
}

/**
 * Removes a dead lock. One at a time, and only while it still is that dead lock: whoever removes it after somebody has taken the
 * folder would give it to two.
 */
async function clear(path: string, dead: string): Promise<void> {
  const turn = `${path}.clearing`
  if (!(await claim(turn, String(process.pid)))) {
    const clearing = Number(await textOf(turn))
    if (clearing > 0 && !(await isRunning(clearing))) await rm(turn, { force: true })
    await sleep(20)
    return
  }
  try {
    if ((await textOf(path)) === dead) await rm(path, { force: true })
  } finally {
    await rm(turn, { force: true })
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw explain(`The lock ${path} cannot be read`, error)
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('folder' in value)) return undefined
    const started = 'started' in value && typeof value.started === 'string' ? value.started : undefined
    if (typeof value.pid !== 'number' || value.pid <= 0 || typeof value.folder !== 'string') return undefined
    return { pid: value.pid, started, folder: value.folder }
  } catch {
    return undefined
  }
}

const inUse = (folder: string, holder: Holder) =>
  new EmbeddedDatabaseError(
    'folder-in-use',
    holder.pid === process.pid
      ? `The folder ${folder} is already in use by this process (${holder.pid}).`
      : `The folder ${folder} is in use by another Duty Hub, process ${holder.pid}.`,
  )
