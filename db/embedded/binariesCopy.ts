import { chmod, cp, lstat, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EmbeddedDatabaseError, explain } from './EmbeddedDatabaseError.ts'

/** Unlike /tmp, this survives a restart of the machine. */
const SHARED = process.platform === 'win32' ? tmpdir() : '/var/tmp'

/**
 * A copy of the programs that every account can run, made once a version (60 MB). A copy that a clean-up of temporary files
 * has thinned out is made again; one that belongs to another account is never run.
 *
 * @returns the folder of the copy
 */
export async function copyOf(native: string, version: string): Promise<string> {
  const us = process.getuid?.() ?? 0
  const copy = join(SHARED, `duty-hub-postgres-${version}${us === 0 ? '' : `-${us}`}`, 'native')
  const folder = join(copy, '..')
  if (await isWhole(folder)) return copy
  const draft = `${folder}.copy-${process.pid}`
  try {
    await rm(draft, { recursive: true, force: true })
    await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
    await openToAll(draft)
    await writeFile(join(draft, 'files'), String(await countFiles(draft)))
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    await rename(draft, folder)
  } catch (error) {
    // Another start may have put its copy there in the meantime.
    if (!(await isWhole(folder))) throw explain(`PostgreSQL cannot be copied from ${native} to ${folder}`, error)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return copy
}

async function isWhole(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  if (!found) return false
  const us = process.getuid?.()
  const trusted = us === undefined || ((found.uid === us || found.uid === 0) && (found.mode & 0o022) === 0)
  if (!found.isDirectory() || !trusted) {
    throw new EmbeddedDatabaseError('permission', `${folder} was made by another account, so it is not run. Remove it.`)
  }
  const expected = await readFile(join(folder, 'files'), 'utf8').catch(() => '')
  return Number(expected) === (await countFiles(folder)) - 1
}

const countFiles = async (folder: string) => (await readdir(folder, { recursive: true })).length

/** The modes came from an installation that perhaps only its owner may read. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, folder.endsWith('bin') ? 0o755 : 0o644)
  }
}
