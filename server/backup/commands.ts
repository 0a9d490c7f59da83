import { parseArgs } from 'node:util'
import { instant, type Instant } from '#shared/time/instant.ts'
import { findRunning } from '#db/embedded/startEmbedded.ts'
import type { Config } from '#server/config.ts'
import { OperatorError, wronglyTyped } from '#server/kernel/operatorError.ts'
import { backupKeyIn, makeBackupKey } from './backupKey.ts'
import { makeBase } from './baseBackup.ts'
import { carryOnce } from './carryLog.ts'
import { checkRestored, restore, type RestoreReport } from './restore.ts'
import type { Shelf } from './shelf.ts'

/** What both commands work with. */
export interface BackupStanding {
  readonly config: Config
  readonly say: (line: string) => void
}

const BACKUP_USAGE = 'Usage: npm run backup    or: npm run backup -- --make-key FILE'
const RESTORE_USAGE = `Usage: npm run restore -- --to FOLDER [--at 2026-11-12T16:47:00Z] [--backup ID]
   or, once your own tools have restored your own PostgreSQL: npm run restore -- --only-check [--at …]`

const YOUR_OWN =
  'The database is your own PostgreSQL (DATABASE_URL): back it up with its tools, pg_basebackup and an archive of its log. See docs/backup-and-restore.md.'

function shelfOf({ backupDir, backupKeyFile }: Config): Shelf {
  if (backupDir === null)
    throw new OperatorError('BACKUP_DIR is not set. Set it to the folder that backups go to, best on another machine.')
  return { folder: backupDir, key: backupKeyIn(backupKeyFile) }
}

/** The shelf that a serving hub carries its log to, or `null` when no backups are asked for. @throws OperatorError without a key */
export const shelfInService = (config: Config): Shelf | null =>
  config.backupDir === null || config.databaseUrl !== null ? null : shelfOf(config)

function read<T>(parse: () => T, usage: string): T {
  try {
    return parse()
  } catch (error) {
    throw wronglyTyped(error, usage)
  }
}

/** Makes a backup beside the hub that runs, or of a database that nobody uses just now. */
export function backup(typed: readonly string[]) {
  const { values } = read(
    () => parseArgs({ args: [...typed], options: { 'make-key': { type: 'string' } } }),
    BACKUP_USAGE,
  )
  const keyFile = values['make-key']
  return async ({ config, say }: BackupStanding): Promise<void> => {
    if (keyFile !== undefined) {
      makeBackupKey(keyFile)
      say(
        `A key is in ${keyFile}. Keep a copy apart from the backups and from this machine: without it they open to nobody.`,
      )
      return
    }
    if (config.databaseUrl !== null) throw new OperatorError(YOUR_OWN)
    const shelf = shelfOf(config)
    const running = await findRunning(config.dataDir)
    if (running === null)
      throw new OperatorError('No hub runs on this data folder. Start it: a backup is made while people work.')
    const made = await makeBase(shelf, running.place, running.url)
    const carried = await carryOnce(running.place.archive, shelf)
    say(`Backup ${made.id}: ${made.files} files, ${Math.round(made.bytes / 1e6)} MB, read back and whole.`)
    say(
      `SHA-256 ${made.sha256}, key ${made.key}, PostgreSQL ${made.postgres}, log from ${made.startWal}; ${carried} files of the log carried.`,
    )
  }
}

function momentIn(text: string | undefined): Instant | null {
  if (text === undefined) return null
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new OperatorError(`--at ${text}: it should be a moment in UTC, like 2026-11-12T16:47:00Z\n${RESTORE_USAGE}`)
  return instant(text)
}

/** Restores into a fresh folder, or checks what an operator's own tools restored. */
export function restoreBackup(typed: readonly string[]) {
  const { values } = read(
    () =>
      parseArgs({
        args: [...typed],
        options: {
          to: { type: 'string' },
          at: { type: 'string' },
          backup: { type: 'string' },
          'only-check': { type: 'boolean' },
        },
      }),
    RESTORE_USAGE,
  )
  const at = momentIn(values.at)
  const { to, backup: id = null } = values
  const onlyCheck = values['only-check'] === true
  if (onlyCheck === (to !== undefined)) throw new OperatorError(RESTORE_USAGE)
  return async ({ config, say }: BackupStanding): Promise<void> => {
    const deps = { auditAnchors: config.auditAnchors, say }
    if (to === undefined) {
      if (config.databaseUrl === null) throw new OperatorError(`--only-check wants DATABASE_URL.\n${RESTORE_USAGE}`)
      tell(await checkRestored(config.databaseUrl, { ...deps, at }), say)
      return
    }
    const report = await restore(shelfOf(config), { to, at, backup: id }, deps)
    tell(report, say)
    say(`Restored backup ${report.backup} in ${report.seconds} s. The report is in ${to}/restore-report.json.`)
    say(
      `Put the file secret-keys of the old data folder into ${to} (or set SECRET_KEYS), then: DATA_DIR=${to} npm start`,
    )
    say(
      'Make a new backup as soon as it runs, into another BACKUP_DIR: the old one goes on where this one branched off.',
    )
  }
}

function tell(
  {
    reaches,
    epoch,
    promisesKept,
    auditWhole,
  }: Pick<RestoreReport, 'reaches' | 'epoch' | 'promisesKept' | 'auditWhole'>,
  say: (line: string) => void,
): void {
  say(`The latest event in it is of ${reaches ?? 'nobody: there is none'}.`)
  say(`Epoch ${epoch.before ?? 'none'} is now ${epoch.now}: every open screen asks for everything again.`)
  say(`Promises: ${promisesKept ? 'kept' : 'BROKEN'}. Audit: ${auditWhole ? 'whole' : 'NOT WHOLE'}.`)
  if (!promisesKept || !auditWhole) process.exitCode = 1
}
