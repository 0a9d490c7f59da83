import { chmod, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { addMinutes, instant, startOfMinute } from '#shared/time/instant.ts'
import { clockTimeOf, londonDayOf } from '#shared/time/london.ts'
import { startEmbedded } from '#db/embedded/startEmbedded.ts'
import { migrate } from '#db/migrate.ts'
import { ownDatabaseIn } from '#db/ownDatabase.ts'
import type { Endings } from './endings.ts'
import { median } from './statistics.ts'
import { stopwatch } from './stopwatch.ts'

export interface BenchDatabase {
  /** The superuser's address. */
  readonly url: string
  readonly owner: postgres.Sql
  readonly version: string
  readonly pid: number
}

/** A new folder that is removed at the end; the account of the database may pass through it. */
export async function temporaryFolder(endings: Endings, what: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `duty-hub-bench-${what}-`))
  await chmod(folder, 0o711)
  endings.add(folder, () => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/**
 * A PostgreSQL of our own that keeps what it acknowledges, with the hub's tables in it.
 *
 * @param folder where its data stay; left out, in a folder that is removed at the end
 * @throws Error when it does not keep its word: times without a disk behind them mean nothing
 */
export async function startDatabase(endings: Endings, folder?: string): Promise<BenchDatabase> {
  const dataDir = folder ?? (await temporaryFolder(endings, 'data'))
  const starting = startEmbedded({ dataDir })
  // Also when it is asked to end while it still starts.
  endings.add('PostgreSQL', () => starting.then((embedded) => embedded.stop()))
  const url = await ownDatabaseIn((await starting).url)
  await migrate({ url })
  const owner = postgres(url, { max: 2, onnotice: () => undefined })
  endings.add('the connection to PostgreSQL', () => owner.end({ timeout: 2 }))
  const settings = await owner<{ name: string; setting: string }[]>`
    select name, setting from pg_settings
    where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'server_version', 'data_directory')`
  const valueOf = (name: string): string => settings.find((one) => one.name === name)?.setting ?? ''
  const off = ['fsync', 'synchronous_commit', 'full_page_writes'].filter((name) => valueOf(name) !== 'on')
  if (off.length > 0)
    throw new Error(`Nothing is measured on a database that can lose what it said: ${off.join(', ')}.`)
  return { url, owner, version: valueOf('server_version'), pid: await postmaster(valueOf('data_directory')) }
}

/** What a further hub's clock starts at: the minute after all that was recorded, since no clock may go back. */
export async function clockAfter(owner: postgres.Sql): Promise<string> {
  const [row] = await owner<{ at: string | null }[]>`
    select to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from hub.events`
  const at = addMinutes(startOfMinute(instant(row?.at ?? '')), 1)
  return `${londonDayOf(at)}T${clockTimeOf(at)}`
}

/** The server's own process: the first line of its pid file. */
async function postmaster(dataDirectory: string): Promise<number> {
  const file = await open(join(dataDirectory, 'postmaster.pid')).catch(() => null)
  if (!file) return Number.NaN
  const [line = ''] = (await file.readFile('utf8')).split('\n')
  await file.close()
  return Number(line)
}

/** What this machine's disk asks for a promise: the median of 8 kB writes, each made to last, in milliseconds. */
export async function syncMs(endings: Endings): Promise<number> {
  const file = await open(join(await temporaryFolder(endings, 'disk'), 'page'), 'w')
  const page = Buffer.alloc(8192, 1)
  const samples: number[] = []
  for (let turn = 0; turn < 100; turn += 1) {
    const began = stopwatch()
    await file.write(page, 0, page.length, turn * page.length)
    await file.datasync()
    samples.push(stopwatch() - began)
  }
  await file.close()
  return median(samples)
}
