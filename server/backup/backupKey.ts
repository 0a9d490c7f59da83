import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { OperatorError } from '#server/kernel/operatorError.ts'
import type { BackupKey } from './sealedStream.ts'

/** What stands in BACKUP_KEY_FILE where backups are not to be sealed: they then go to a disk that is. */
export const NO_KEY = 'none'

const HOW = 'Make one with: npm run backup -- --make-key FILE'

/**
 * The key of backups, from its file: 32 bytes in base64url.
 *
 * @param file `null` when nothing is set
 * @throws OperatorError when there is none, with how to make one
 */
export function backupKeyIn(file: string | null): BackupKey {
  if (file === NO_KEY) return null
  if (file === null)
    throw new OperatorError(
      `BACKUP_KEY_FILE is not set. ${HOW}, or set it to ${NO_KEY} to leave backups open on a disk that is sealed itself.`,
    )
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new OperatorError(`The key of backups cannot be read from ${file}. ${HOW}`, { cause: error })
  }
  if (!/^[A-Za-z0-9_-]{43}$/.test(text)) throw new OperatorError(`What stands in ${file} is no key of backups. ${HOW}`)
  return Buffer.from(text, 'base64url')
}

/** Makes a key in a file that only this account can read. @throws OperatorError when the file is there already */
export function makeBackupKey(file: string): void {
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new OperatorError(`No key was made: ${file} is there already, or its folder cannot be written.`, {
      cause: error,
    })
  }
}
