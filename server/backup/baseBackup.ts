import { lstat, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type postgres from 'postgres'
import { openDatabase } from '#db/client.ts'
import type { Place } from '#db/embedded/place.ts'
import { ownDatabaseIn } from '#db/ownDatabase.ts'
import { systemClock } from '#server/kernel/clock.ts'
import { OperatorError } from '#server/kernel/operatorError.ts'
import { packed, unpack, type Packed } from './packing.ts'
import { keyName } from './sealedStream.ts'
import { checksumOf, contentOf, keepManifest, keepSealed, readSealed, type Manifest, type Shelf } from './shelf.ts'

/** What a copy of a running server leaves out, by PostgreSQL's own page on it ("Backing Up the Data Directory"); it is made anew. */
const LEFT_OUT = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_internal.init',
  'backup_label.old',
  'recovery.signal',
  'standby.signal',
])
const WAL_NAME = /^[0-9A-F]{24}$/

async function* filesUnder(folder: string, name: string): AsyncGenerator<Packed> {
  for (const entry of (await readdir(folder)).toSorted()) {
    if (LEFT_OUT.has(entry) || entry.startsWith('pgsql_tmp')) continue
    const path = join(folder, entry)
    const facts = await lstat(path).catch(() => null)
    if (facts?.isDirectory()) yield* filesUnder(path, `${name}/${entry}`)
    // What says where the server stands is read last, when everything else is in.
    else if (facts?.isFile() && `${name}/${entry}` !== 'cluster/global/pg_control')
      yield { name: `${name}/${entry}`, path }
    else if (facts?.isSymbolicLink())
      throw new OperatorError(`${path} points to ${await readlink(path)}: a database in several places is not copied.`)
  }
}

interface Begun {
  readonly startLsn: string
  readonly startWal: string
  readonly startedAt: string
}

async function begin(sql: postgres.ReservedSql): Promise<Begun> {
  // Holds the log that is written meanwhile, and goes with this connection.
  await sql`select pg_create_physical_replication_slot('duty_hub_backup_' || pg_backend_pid(), true, true)`
  const [row] = await sql<{ lsn: string; wal: string }[]>`
    select lsn::text, pg_walfile_name(lsn) as wal from pg_backup_start('duty-hub', true) as lsn`
  if (!row) throw new OperatorError('PostgreSQL did not begin a backup.')
  return { startLsn: row.lsn, startWal: row.wal, startedAt: systemClock() }
}

interface Ended {
  readonly stopWal: string
  readonly label: string
}

async function end(sql: postgres.ReservedSql): Promise<Ended> {
  const [row] = await sql<{ label: string; wal: string }[]>`
    select labelfile as label, pg_walfile_name(lsn) as wal from pg_backup_stop(false)`
  if (!row) throw new OperatorError('PostgreSQL did not end the backup.')
  return { stopWal: row.wal, label: row.label }
}

/** The log from the first to the last file of the copy, by which it becomes whole. */
async function* logOf(place: Place, from: string, to: string): AsyncGenerator<Packed> {
  const folder = join(place.cluster, 'pg_wal')
  for (const name of (await readdir(folder)).toSorted())
    if (WAL_NAME.test(name) && name.slice(8) >= from.slice(8) && name.slice(8) <= to.slice(8))
      yield { name: `cluster/pg_wal/${name}`, path: join(folder, name) }
    else if (name.endsWith('.history')) yield { name: `cluster/pg_wal/${name}`, path: join(folder, name) }
}

async function* everything(sql: postgres.ReservedSql, place: Place, told: { begun?: Begun; ended?: Ended }) {
  const begun = await begin(sql)
  told.begun = begun
  yield { name: 'password', content: await readFile(place.password) }
  yield* filesUnder(place.cluster, 'cluster')
  yield { name: 'cluster/global/pg_control', path: join(place.cluster, 'global', 'pg_control') }
  const ended = await end(sql)
  told.ended = ended
  yield { name: 'cluster/backup_label', content: Buffer.from(ended.label) }
  yield* logOf(place, begun.startWal, ended.stopWal)
}

/**
 * Copies a running embedded database whole, while people go on working, and reads the copy back.
 *
 * @param url the superuser's address of its server
 * @throws OperatorError when it could not be made; nothing half is left on the shelf
 */
export async function makeBase(shelf: Shelf, place: Place, url: string): Promise<Manifest> {
  const database = openDatabase(await ownDatabaseIn(url), { connections: 1, name: 'duty-hub-backup' })
  const id = systemClock().replaceAll(/[:.]/g, '-')
  const path = contentOf(shelf, id)
  try {
    const sql = await database.reserve()
    await sql`select set_config('statement_timeout', '0', false), set_config('idle_in_transaction_session_timeout', '0', false)`
    const [facts] = await sql<{ postgres: string; migrations: number }[]>`
      select current_setting('server_version') as postgres, (select count(*)::int from hub_migrations.__drizzle_migrations) as migrations`
    const told: { begun?: Begun; ended?: Ended } = {}
    const count = { files: 0, bytes: 0 }
    await keepSealed(path, packed(everything(sql, place, told), count), shelf.key)
    if (!told.begun || !told.ended || !facts) throw new OperatorError('The backup was not ended.')
    const seen = await unpack(readSealed(path, shelf.key), null)
    if (seen.files !== count.files) throw new OperatorError('The backup does not read back as it was written.')
    const { startWal, startedAt } = told.begun
    const manifest: Manifest = {
      form: 1,
      id,
      startedAt,
      endedAt: systemClock(),
      key: keyName(shelf.key),
      postgres: facts.postgres,
      migrations: facts.migrations,
      timeline: Number.parseInt(startWal.slice(0, 8), 16),
      startWal,
      stopWal: told.ended.stopWal,
      ...count,
      sha256: await checksumOf(path),
    }
    await keepManifest(shelf, manifest)
    return manifest
  } catch (error) {
    await rm(dirname(path), { recursive: true, force: true })
    throw error
  } finally {
    await database.end({ timeout: 2 })
  }
}
