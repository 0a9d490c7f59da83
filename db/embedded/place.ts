import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { accountFor, canEnter, type Owner } from './account.ts'
import { EmbeddedDatabaseError, explain, systemCode } from './EmbeddedDatabaseError.ts'
import type { Account } from './processes.ts'

/** Where one database lives, and which account runs it. */
export interface Place {
  /** Holds everything of the database; it appears whole or not at all. */
  readonly home: string
  /** PostgreSQL's own data directory, the only part that belongs to the account of the database. */
  readonly cluster: string
  readonly password: string
  readonly port: string
  /** Where its log is handed out file by file, for whoever carries it to the backups. */
  readonly archive: string
  readonly log: string
  readonly account: Account
  readonly isNew: boolean
}

/** Makes the folder a person chose, when it is not there yet, and answers its real path. */
export async function makeFolder(chosen: string): Promise<string> {
  const folder = resolve(chosen)
  try {
    await mkdir(folder, { recursive: true })
    return await realpath(folder)
  } catch (error) {
    throw explain(`The folder ${folder} for the data cannot be made`, error)
  }
}

/**
 * Settles where the database lives: in the chosen folder, unless we are root and the account of the database cannot get in there
 * (a home folder that only root may enter). Then it lives under /var/lib/duty-hub, the log says so, and the chosen folder keeps
 * a note of it that is followed ever after.
 *
 * @param folder the real path of the chosen folder
 */
export async function settle(folder: string, log: (line: string) => void): Promise<Place> {
  const note = noteIn(folder)
  const noted = (await readFile(note, 'utf8').catch(() => '')).trim()
  const home = noted || join(folder, 'postgres')
  const owner = await ownerOf(home)
  if (noted && !owner) throw lost(folder, noted, note)
  const account = await accountFor(owner, home)
  if (await canEnter(dirname(home), account)) return placeIn(home, account, !owner)
  if (owner) throw closed(home, account)
  const elsewhere = await reachableInstead(folder, account)
  log(`The database cannot live in ${folder}, where its account may not enter. It lives in ${elsewhere}.`)
  return placeIn(elsewhere, account, !(await ownerOf(elsewhere)))
}

/** Leaves the note in the chosen folder, once the database is really there. */
export async function leaveNote(folder: string, place: Place): Promise<void> {
  if (dirname(place.home) !== folder) await writeFile(noteIn(folder), `${place.home}\n`)
}

const noteIn = (folder: string) => join(folder, 'postgres-is-in.txt')

const placeIn = (home: string, account: Account, isNew: boolean): Place => ({
  home,
  cluster: join(home, 'cluster'),
  password: join(home, 'password'),
  port: join(home, 'port'),
  archive: join(home, 'archive'),
  log: join(home, 'postgres.log'),
  account,
  isNew,
})

async function ownerOf(home: string): Promise<Owner | undefined> {
  try {
    return await stat(join(home, 'cluster'))
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return await unlessEmpty(home)
    throw explain(`The database in ${home} cannot be read`, error)
  }
}

async function unlessEmpty(home: string): Promise<undefined> {
  if (!(await stat(home).catch(() => undefined))) return undefined
  throw new EmbeddedDatabaseError('damaged', `The folder ${home} is there, but not the database in it.`)
}

async function reachableInstead(folder: string, account: Account): Promise<string> {
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 8)
  const parent = join('/var/lib/duty-hub', `${basename(folder)}-${key}`)
  try {
    await mkdir(parent, { recursive: true })
    for (const made of [dirname(parent), parent]) await chmod(made, 0o711)
  } catch (error) {
    throw explain(`The account of the database may not enter ${folder}, and ${parent} cannot be made instead`, error)
  }
  if (await canEnter(parent, account)) return join(parent, 'postgres')
  throw closed(parent, account)
}

const closed = (folder: string, account: Account) =>
  new EmbeddedDatabaseError(
    'permission',
    `The database runs as account ${account?.uid}, which may not enter ${folder}.`,
  )

const lost = (folder: string, noted: string, note: string) =>
  new EmbeddedDatabaseError(
    'damaged',
    `The database of ${folder} should be in ${noted} (so says ${note}), but it is not there. To begin anew, remove that note.`,
  )
