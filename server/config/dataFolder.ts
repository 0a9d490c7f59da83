import { accessSync, constants, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, parse, sep } from 'node:path'
import { ConfigError, type Config } from '../config.ts'

/** What the hub and its database put into a data folder. One of them there, and the folder is ours. */
const OURS = /^(?:postgres|postgres\.init-\d+|postgres-is-in\.txt|secret-keys|duty-hub\.lock)$/

/** What computers put into folders by themselves: nobody would miss it. */
const NOBODYS = new Set(['lost+found', '.DS_Store', 'Thumbs.db', 'desktop.ini', '.gitkeep', '.gitignore'])

const ANOTHER = 'Set DATA_DIR to a new or empty folder of the hub’s own, like DATA_DIR=.data, or leave it out.'

/**
 * Whether a folder holds other people's files and nothing of ours: to begin again, one deletes the data folder, and they would go with it.
 *
 * @param names what lies in the folder
 * @param placed names in it that another setting puts there (a folder of backups)
 * @example isSomebodyElses(['deploying.md'], new Set()) // true
 */
export const isSomebodyElses = (names: readonly string[], placed: ReadonlySet<string>): boolean =>
  !names.some((name) => OURS.test(name)) && names.some((name) => !NOBODYS.has(name) && !placed.has(name))

const whyNot: Readonly<Record<string, string>> = {
  EACCES: 'this account may not write there. Give it access, or choose another folder',
  EPERM: 'this account may not write there. Give it access, or choose another folder',
  EROFS: 'that disk can only be read. Choose a folder on another one',
  ENOSPC: 'that disk is full. Free some space, or choose a folder on another one',
  EDQUOT: 'this account’s share of that disk is full. Free some space, or choose a folder on another one',
  EEXIST: 'that is a file, not a folder. Choose another',
  ENOTDIR: 'a part of that path is a file, not a folder. Choose another',
  ENAMETOOLONG: 'that name is too long. Choose a shorter one',
  ENOENT: 'the computer keeps no files there. Choose a folder on a disk',
  ELOOP: 'its links lead in a circle. Choose another folder',
}

/**
 * Makes the data folder where there is none, and looks whether it can be used, before anything is written to it.
 *
 * @throws ConfigError that names DATA_DIR, what is wrong with it and what to do
 */
export function readyDataFolder(config: Config): void {
  const { dataDir } = config
  const refuse = (why: string): never => {
    throw new ConfigError(`DATA_DIR is "${dataDir}": ${why}`)
  }
  if (dataDir === parse(dataDir).root) refuse(`that is the whole disk. ${ANOTHER}`)
  try {
    makeFolders(dataDir)
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    if (isSomebodyElses(readdirSync(dataDir), placedIn(config)))
      refuse(
        `that folder holds other files and nothing of Duty Hub’s. The database would lie among them, and whoever deletes it to begin again would delete them. ${ANOTHER}`,
      )
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error'
    refuse(`${whyNot[code] ?? `it cannot be used (${code}). Choose another folder`}: DATA_DIR=… npm start`)
  }
}

/**
 * Makes a folder and those above it that are not there. One at a time: where the system answers that a folder whose parent is there cannot
 * be found (`/proc`), Node’s own `recursive` tries the same two for ever.
 *
 * @throws the system’s error about the first that cannot be made
 */
function makeFolders(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  const above = dirname(folder)
  if (above !== folder) makeFolders(above)
  mkdirSync(folder)
}

/** Names in the data folder that lead to what other settings name. */
function placedIn(config: Config): ReadonlySet<string> {
  const { dataDir, backupDir, backupKeyFile, ssoFile, downtimeDir, mailPickupDir, auditAnchors } = config
  const inside = join(dataDir, sep)
  return new Set(
    [backupDir, backupKeyFile, ssoFile, downtimeDir, mailPickupDir, auditAnchors].flatMap((path) =>
      path?.startsWith(inside) ? [path.slice(inside.length).split(sep)[0] ?? ''] : [],
    ),
  )
}
