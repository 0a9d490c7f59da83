import { appendFile, chmod, chown, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { accountFor, canEnter } from '#db/embedded/account.ts'
import type { Instant } from '#shared/time/instant.ts'
import { OperatorError } from '#server/kernel/operatorError.ts'
import { unpack } from './packing.ts'
import { checksumOf, contentOf, namesIn, readSealed, walFolder, type Manifest, type Shelf } from './shelf.ts'

/** Folders that a copy leaves empty and PostgreSQL wants to find. */
const EMPTY_FOLDERS = [
  'pg_commit_ts',
  'pg_dynshmem',
  'pg_logical/mappings',
  'pg_logical/snapshots',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_tblspc',
  'pg_twophase',
  'pg_wal/archive_status',
  'pg_wal/summaries',
]
const WAL_NAME = /^[0-9A-F]{24}$/

/** The folder to restore to, made if it is not there. @throws OperatorError unless it is empty and the database's account may enter it */
export async function emptyFolder(chosen: string): Promise<string> {
  const folder = resolve(chosen)
  const inside = await readdir(folder).catch(() => [])
  if (inside.length > 0)
    throw new OperatorError(`${folder} is not empty. A restore goes to a new folder and touches nothing that is there.`)
  await mkdir(folder, { recursive: true })
  // The database runs as an account of its own when we are root, and passes through.
  if (process.getuid?.() === 0) await chmod(folder, 0o711)
  const account = await accountFor(undefined, folder)
  if (!(await canEnter(folder, account)))
    throw new OperatorError(
      `The account of the database may not enter ${folder}. Choose a folder like /var/lib/duty-hub.`,
    )
  return folder
}

/** What is laid out, before the database runs over it. */
export interface LaidOut {
  readonly files: number
  readonly walFiles: number
}

/**
 * Writes a backup and the log after it into an empty folder, each file checked.
 *
 * @param at the moment to stop at; `null` for as far as the log reaches
 * @throws OperatorError when something is damaged or missing, or the key is another
 */
export async function layOut(
  shelf: Shelf,
  manifest: Manifest,
  { folder, at }: { readonly folder: string; readonly at: Instant | null },
): Promise<LaidOut> {
  const content = contentOf(shelf, manifest.id)
  if ((await checksumOf(content).catch(() => '')) !== manifest.sha256)
    throw new OperatorError(
      `Backup ${manifest.id} is damaged: its content is not what its manifest says. Use an older one: --backup ID`,
    )
  const home = join(folder, 'postgres')
  const cluster = join(home, 'cluster')
  const { files } = await unpack(readSealed(content, shelf.key), home)
  for (const name of EMPTY_FOLDERS) await mkdir(join(cluster, name), { recursive: true, mode: 0o700 })
  const walFiles = await layOutLog(shelf, manifest, cluster)
  await askToRecover(cluster, at)
  await handOver(home, folder)
  return { files, walFiles }
}

/** The log since the backup, without a hole in it. */
async function layOutLog(shelf: Shelf, { startWal, timeline }: Manifest, cluster: string): Promise<number> {
  const names = await namesIn(walFolder(shelf))
  const wanted = names.filter((name) => (WAL_NAME.test(name) ? name >= startWal : name.endsWith('.history')))
  const there = new Set([...wanted, ...(await readdir(join(cluster, 'pg_wal')))])
  const ofTimeline = [...there].filter(
    (name) => WAL_NAME.test(name) && Number.parseInt(name.slice(0, 8), 16) === timeline,
  )
  const missing = firstMissing(ofTimeline.toSorted())
  if (missing !== null)
    throw new OperatorError(
      `The log is not whole: ${missing} is missing from ${walFolder(shelf)}. Look for it where the backups were kept before, or restore a backup that was made after it: --backup ID`,
    )
  for (const name of wanted)
    await pipeline(
      readSealed(join(walFolder(shelf), name), shelf.key),
      createWriteStream(join(cluster, 'pg_wal', name), { mode: 0o600 }),
    )
  return wanted.length
}

/** @example firstMissing(['…01', '…03']) // '…02' */
function firstMissing(names: readonly string[]): string | null {
  for (const [index, name] of names.entries()) {
    const before = names[index - 1]
    if (before !== undefined && name !== nextWal(before)) return nextWal(before)
  }
  return null
}

/** The file of the log that follows another: 256 files of 16 MiB to each of the middle numbers. */
function nextWal(name: string): string {
  const number = (BigInt(`0x${name.slice(8, 16)}`) << 8n) + BigInt(`0x${name.slice(16)}`) + 1n
  const hex = (value: bigint): string => value.toString(16).toUpperCase().padStart(8, '0')
  return `${name.slice(0, 8)}${hex(number >> 8n)}${hex(number & 0xffn)}`
}

const RECOVERY = '# Restored by Duty Hub; these lines go when it is done.'

/** All of the log lies in `pg_wal` already, so nothing is fetched: the command that would fetch it always says there is no more. */
async function askToRecover(cluster: string, at: Instant | null): Promise<void> {
  const lines = [
    RECOVERY,
    `restore_command = 'exit 1'`,
    `recovery_target_action = 'promote'`,
    `recovery_target_timeline = 'latest'`,
    'hot_standby = off',
    ...(at === null ? [] : [`recovery_target_time = '${at.replace('T', ' ').replace('Z', '+00')}'`]),
  ]
  await appendFile(join(cluster, 'postgresql.auto.conf'), `${lines.join('\n')}\n`)
  await writeFile(join(cluster, 'recovery.signal'), '')
}

/** Takes the settings of the recovery out again. */
export async function forgetRecovery(folder: string): Promise<void> {
  const path = join(folder, 'postgres', 'cluster', 'postgresql.auto.conf')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.slice(0, text.indexOf(RECOVERY)))
}

/** PostgreSQL wants to own its files; only its password stays ours. */
async function handOver(home: string, folder: string): Promise<void> {
  const account = await accountFor(undefined, folder)
  await chmod(home, account ? 0o711 : 0o700)
  if (!account) return
  const give = async (path: string): Promise<void> => {
    await chown(path, account.uid, account.gid)
    if (!(await lstat(path)).isDirectory()) return
    for (const name of await readdir(path)) await give(join(path, name))
  }
  await give(join(home, 'cluster'))
}

/** Where a restored database lies below its folder. */
export const homeOf = (folder: string): string => dirname(join(folder, 'postgres', 'cluster'))
