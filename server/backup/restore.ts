import { randomUUID } from 'node:crypto'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { msOf, type Instant } from '#shared/time/instant.ts'
import { openDatabase } from '#db/client.ts'
import { startEmbedded, type EmbeddedDatabase } from '#db/embedded/startEmbedded.ts'
import { migrate } from '#db/migrate.ts'
import { ownDatabaseIn } from '#db/ownDatabase.ts'
import { steadyMs, systemClock } from '#server/kernel/clock.ts'
import { OperatorError } from '#server/kernel/operatorError.ts'
import { verifyPromises } from '#server/promises/verify.ts'
import { verifyEverything } from '#server/verifyAudit.ts'
import { emptyFolder, forgetRecovery, layOut, type LaidOut } from './layOut.ts'
import { keyName } from './sealedStream.ts'
import { backupsOn, carriedUntil, type Manifest, type Shelf } from './shelf.ts'

export interface RestoreAsked {
  readonly to: string
  /** The moment to go back to; `null` for as far as the log reaches. */
  readonly at: Instant | null
  /** The id of a backup; `null` for the newest that was finished by then. */
  readonly backup: string | null
}

/** What a restore found; it is printed, and kept beside the data. */
export interface RestoreReport {
  readonly backup: string
  readonly askedFor: Instant | null
  /** The latest event in it: nothing that was recorded after it is there. */
  readonly reaches: Instant | null
  readonly files: number
  readonly walFiles: number
  readonly epoch: { readonly before: string | null; readonly now: string }
  readonly promisesKept: boolean
  readonly auditWhole: boolean
  readonly seconds: number
  readonly restoredAt: Instant
}

async function chosen(shelf: Shelf, { at, backup }: RestoreAsked, say: (line: string) => void): Promise<Manifest> {
  const all = await backupsOn(shelf, say)
  if (all.length === 0) throw new OperatorError(`There is no backup in ${shelf.folder}.`)
  const ids = all.map(({ id }) => id).join(', ')
  const found =
    backup === null ? all.findLast(({ endedAt }) => at === null || endedAt <= at) : all.find(({ id }) => id === backup)
  if (!found && backup !== null) throw new OperatorError(`There is no backup ${backup}. There are: ${ids}`)
  if (!found) throw new OperatorError(`No backup was finished by ${at}. There are: ${ids}`)
  if (at !== null && at < found.endedAt)
    throw new OperatorError(`Backup ${found.id} was finished at ${found.endedAt}, after the moment asked for.`)
  if (found.key !== keyName(shelf.key))
    throw new OperatorError(
      `Backup ${found.id} was made with key ${found.key}; BACKUP_KEY_FILE holds ${keyName(shelf.key)}.`,
    )
  return found
}

/** A new epoch tells every screen that was open before that its numbers count no more: it asks for everything again. */
export async function changeEpoch(url: string): Promise<RestoreReport['epoch']> {
  const database = openDatabase(url, { connections: 1, name: 'duty-hub-restore' })
  const now = randomUUID()
  try {
    const before = await database.begin(async (sql) => {
      const gone = await sql<{ id: string }[]>`delete from hub.epochs returning id`
      await sql`insert into hub.epochs (id, since) values (${now}, now())`
      return gone[0]?.id ?? null
    })
    return { before, now }
  } finally {
    await database.end({ timeout: 2 })
  }
}

async function latestEvent(url: string): Promise<Instant | null> {
  const database = openDatabase(url, { connections: 1, name: 'duty-hub-restore' })
  const [row] = await database<{ at: Instant | null }[]>`
    select max(latest.at) as at from hub.services s cross join lateral (
      select v.at from hub.events v where v.service_id = s.id order by v.seq desc limit 1
    ) latest`.finally(() => database.end({ timeout: 2 }))
  return row?.at ?? null
}

/** What a restored database is asked before anybody may use it. */
export async function checkRestored(
  url: string,
  {
    auditAnchors,
    at,
    say,
  }: { readonly auditAnchors: string; readonly at: Instant | null; readonly say: (line: string) => void },
): Promise<Pick<RestoreReport, 'reaches' | 'epoch' | 'promisesKept' | 'auditWhole'>> {
  // First of all: whatever else turns out, open screens must not take what is new for what they have seen.
  const epoch = await changeEpoch(url)
  const reaches = await latestEvent(url)
  const moment = at ?? reaches ?? systemClock()
  const promisesKept = await verifyPromises(url, say, moment)
  const auditWhole = await verifyEverything(url, { auditAnchors }, say, moment)
  return { reaches, epoch, promisesKept, auditWhole }
}

/** A log of days takes its time on a slow disk: only what hangs for hours is given up. */
const RECOVERS_WITHIN_MS = 6 * 3_600_000

class LogEndsBefore extends OperatorError {}

/** Runs the log over what was laid out. @throws LogEndsBefore when nothing in the log is as late as the moment asked for */
async function recover(folder: string, at: Instant | null, say: (line: string) => void): Promise<EmbeddedDatabase> {
  try {
    return await startEmbedded({ dataDir: folder, log: say, readyWithinMs: RECOVERS_WITHIN_MS })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    if (!why.includes('before configured recovery target was reached')) throw error
    throw new LogEndsBefore(
      `The log on the shelf ends before ${at}. Ask for an earlier moment, or leave --at out to go as far as it reaches.`,
      { cause: error },
    )
  }
}

/**
 * Lays a backup out and recovers it. PostgreSQL calls a moment not reached when nothing happened after it; where the log was carried
 * later than that, nothing did, and the end of the log is that moment.
 */
async function laidOutAndRecovered(
  shelf: Shelf,
  manifest: Manifest,
  { folder, at, say }: { readonly folder: string; readonly at: Instant | null; readonly say: (line: string) => void },
): Promise<{ readonly laidOut: LaidOut; readonly running: EmbeddedDatabase }> {
  const laidOut = await layOut(shelf, manifest, { folder, at })
  say(`Laid out ${laidOut.files} files of backup ${manifest.id} and ${laidOut.walFiles} of the log; recovering …`)
  try {
    return { laidOut, running: await recover(folder, at, say) }
  } catch (error) {
    if (!(error instanceof LogEndsBefore) || at === null || (await carriedUntil(shelf)) < msOf(at)) throw error
    say(`The log holds nothing as late as ${at}: going to its end. Compare what it reaches with the moment asked for.`)
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true })
    return { laidOut: await layOut(shelf, manifest, { folder, at: null }), running: await recover(folder, null, say) }
  }
}

/**
 * Restores a backup, and the log after it, into a folder of its own, and asks it everything it can be asked. Nothing of the running
 * hub is touched.
 *
 * @throws OperatorError when it cannot be done; the folder then holds nothing to be used
 */
export async function restore(
  shelf: Shelf,
  asked: RestoreAsked,
  { auditAnchors, say }: { readonly auditAnchors: string; readonly say: (line: string) => void },
): Promise<RestoreReport> {
  const began = steadyMs()
  const manifest = await chosen(shelf, asked, say)
  const folder = await emptyFolder(asked.to)
  const { laidOut, running } = await laidOutAndRecovered(shelf, manifest, { folder, at: asked.at, say })
  try {
    const url = await ownDatabaseIn(running.url)
    await forgetRecovery(folder)
    // A release that is newer than the backup brings it up to date, as any start does.
    await migrate({ url })
    const report: RestoreReport = {
      backup: manifest.id,
      askedFor: asked.at,
      ...laidOut,
      ...(await checkRestored(url, { auditAnchors, at: asked.at, say })),
      seconds: Math.round((steadyMs() - began) / 100) / 10,
      restoredAt: systemClock(),
    }
    await writeFile(join(folder, 'restore-report.json'), `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 })
    return report
  } finally {
    await running.stop()
  }
}
