import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { EmbeddedDatabaseError, explain } from './EmbeddedDatabaseError.ts'
import type { Place } from './place.ts'
import { run } from './processes.ts'

/**
 * Makes a new, empty database. It is made under another name and then renamed, so that one killed half-way leaves nothing that
 * looks like a database; what such a start left is cleared away here.
 *
 * @param durable false spares the disk (tests): a power cut may then lose it all
 * @throws EmbeddedDatabaseError 'disk-full', 'permission' or 'did-not-start'
 */
export async function initialise(place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  await clearDrafts(place.home)
  const draft = `${place.home}.init-${process.pid}`
  try {
    await prepareDraft(draft, place)
    await runInitdb(draft, place, binaries, durable)
    const secret = join(draft, basename(place.password))
    if (place.account) await chown(secret, 0, 0)
    if (durable) await flush(secret, draft)
    await rename(draft, place.home)
    if (durable) await flush(dirname(place.home))
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined)
    throw explain(`A new database cannot be made in ${place.home}`, error)
  }
}

/** @throws EmbeddedDatabaseError 'other-version' when the files were made by another major version of PostgreSQL */
export async function checkVersion(place: Place, binaries: Binaries): Promise<void> {
  const made = (await readFile(join(place.cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  const ours = binaries.version.split('.')[0]
  if (made === ours) return
  if (made === '') throw new EmbeddedDatabaseError('damaged', `The folder ${place.cluster} is not a whole database.`)
  throw new EmbeddedDatabaseError(
    'other-version',
    `The database in ${place.home} was made by PostgreSQL ${made}, and this Duty Hub comes with PostgreSQL ${ours}.`,
  )
}

/** The folder is ours, open to pass through; only the data directory and, for a moment, the password are the account's. */
async function prepareDraft(draft: string, { account, cluster, password }: Place): Promise<void> {
  const data = join(draft, basename(cluster))
  const secret = join(draft, basename(password))
  await mkdir(data, { recursive: true, mode: 0o700 })
  await chmod(draft, account ? 0o711 : 0o700)
  await writeFile(secret, randomBytes(32).toString('base64url'), { mode: 0o600 })
  if (!account) return
  for (const path of [data, secret]) await chown(path, account.uid, account.gid)
}

async function runInitdb(draft: string, place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  const fixed = [
    `--pgdata=${join(draft, basename(place.cluster))}`,
    `--pwfile=${join(draft, basename(place.password))}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    ...(durable ? [] : ['--no-sync']),
  ]
  let output = ''
  for (const locale of ['--locale=C.UTF-8', '--lc-ctype=en_US.UTF-8', '--locale=C']) {
    const ran = await run(binaries.initdb, [...fixed, locale], place.account)
    if (ran.ok) return
    output = ran.output
    // macOS and old Linux have no C.UTF-8 of their own; the order and case of letters come from PostgreSQL either way.
    if (!/locale/i.test(output)) break
  }
  throw new Error(output)
}

/** One that cannot be removed (its initdb is still writing) is left for the next start. */
async function clearDrafts(home: string): Promise<void> {
  const prefix = `${basename(home)}.init-`
  const names = await readdir(dirname(home)).catch(() => [])
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    await rm(join(dirname(home), name), { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined)
  }
}

/** Puts files and folders on the disk itself. Windows does not open folders; its file system keeps renames by itself. */
async function flush(...paths: readonly string[]): Promise<void> {
  if (process.platform === 'win32') return
  for (const path of paths) {
    const handle = await open(path)
    await handle.sync().finally(() => handle.close())
  }
}
