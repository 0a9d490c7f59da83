import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { KeyRing, newKey } from './keyRing.ts'

/** Where the keys lie when no setting holds them. */
export const keyFileIn = (dataDir: string): string => join(dataDir, 'secret-keys')

/**
 * The ring of this installation: from the setting when it is given, else from a file that only this account can read, made at the
 * first start. Back the file up apart from the database: together they open what apart they do not.
 */
export function keyRingOf({ secretKeys, dataDir }: { secretKeys: string | null; dataDir: string }): KeyRing {
  if (secretKeys !== null) return KeyRing.read(secretKeys)
  const file = keyFileIn(dataDir)
  if (!existsSync(file)) makeKeyFile(file)
  const read = (): string => readFileSync(file, 'utf8')
  return KeyRing.read(read(), read)
}

function makeKeyFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, `${newKey('k1')}\n`, { mode: 0o600 })
  try {
    // Two that start at once make one file: a link is not made over another.
    linkSync(draft, file)
  } catch (error) {
    if (!existsSync(file)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Puts a fresh key in front of the ring in the file. @returns its id */
export function addKey(file: string): string {
  const kept = readFileSync(file, 'utf8').trim()
  const used = [...kept.matchAll(/^k(\d+):/gm)].map(([, number]) => Number(number))
  const id = `k${Math.max(0, ...used) + 1}`
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, `${newKey(id)}\n${kept}\n`, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, file)
  return id
}
