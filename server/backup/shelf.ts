import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { OperatorError } from '#server/kernel/operatorError.ts'
import { opened, sealed, type BackupKey } from './sealedStream.ts'

/** The folder of backups: `base/<id>/` for each whole copy, `wal/` for what was written since, file by file. */
export interface Shelf {
  readonly folder: string
  readonly key: BackupKey
}

const manifestShape = z.strictObject({
  form: z.literal(1),
  id: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  /** Which key seals it, see `keyName`. */
  key: z.string(),
  postgres: z.string(),
  /** The number of migrations in it. */
  migrations: z.number(),
  timeline: z.number(),
  startWal: z.string(),
  stopWal: z.string(),
  files: z.number(),
  bytes: z.number(),
  sha256: z.string(),
})
export type Manifest = z.infer<typeof manifestShape>

export const contentOf = (shelf: Shelf, id: string): string => join(shelf.folder, 'base', id, 'content')
const manifestOf = (shelf: Shelf, id: string): string => join(shelf.folder, 'base', id, 'manifest.json')
export const walFolder = (shelf: Shelf): string => join(shelf.folder, 'wal')

const macOf = (key: BackupKey, text: string): string =>
  key === null ? '' : createHmac('sha256', key).update('duty-hub manifest').update(text).digest('hex')

/** Puts a manifest beside its content, last of all: a backup without one is none. */
export async function keepManifest(shelf: Shelf, manifest: Manifest): Promise<void> {
  const text = JSON.stringify(manifest)
  const path = manifestOf(shelf, manifest.id)
  await writeFile(`${path}.part`, `${JSON.stringify({ manifest, mac: macOf(shelf.key, text) }, null, 2)}\n`, {
    mode: 0o600,
  })
  await rename(`${path}.part`, path)
}

/**
 * Every whole backup on the shelf, the oldest first. One whose manifest was changed, or is sealed with another key, does not keep the others
 * from being used.
 *
 * @param say told of each that cannot be used, and why
 * @throws OperatorError when there are some and none can be used
 */
export async function backupsOn(shelf: Shelf, say: (line: string) => void): Promise<readonly Manifest[]> {
  const found: Manifest[] = []
  let unusable: OperatorError | null = null
  for (const id of await namesIn(join(shelf.folder, 'base'))) {
    const text = await readFile(manifestOf(shelf, id), 'utf8').catch(() => null)
    if (text === null) continue
    try {
      found.push(readManifest(shelf, id, text))
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error
      say(error.message)
      unusable = error
    }
  }
  if (found.length === 0 && unusable !== null) throw unusable
  return found
}

/** What a folder holds, by name; nothing when it is not there. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((): string[] => [])
  return names.toSorted((one, other) => (one < other ? -1 : 1))
}

/** When the latest file of the log came to the shelf: everything that was committed well before is in it. */
export async function carriedUntil(shelf: Shelf): Promise<number> {
  const names = (await namesIn(walFolder(shelf))).filter((name) => !name.endsWith('.part'))
  const times = await Promise.all(names.map(async (name) => (await stat(join(walFolder(shelf), name))).mtimeMs))
  return Math.max(0, ...times)
}

function readManifest({ key }: Shelf, id: string, text: string): Manifest {
  const shape = z.strictObject({ manifest: manifestShape, mac: z.string() })
  let given: z.infer<typeof shape>
  try {
    given = shape.parse(JSON.parse(text))
  } catch (error) {
    throw new OperatorError(`The manifest of backup ${id} is damaged.`, { cause: error })
  }
  const { manifest, mac } = given
  if (manifest.id !== id) throw new OperatorError(`The manifest of backup ${id} is that of ${manifest.id}.`)
  if (key !== null && mac !== macOf(key, JSON.stringify(manifest)))
    throw new OperatorError(
      `Backup ${id} was made with another key than the one in BACKUP_KEY_FILE, or its manifest was changed.`,
    )
  return manifest
}

/** The SHA-256 of a file, in hex. */
export async function checksumOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/** Writes a stream packed and sealed, whole or not at all, and on the disk itself before it has its name. */
export async function keepSealed(path: string, source: AsyncIterable<Uint8Array>, key: BackupKey): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  // Two may carry the same file at once, the hub and a backup that is being made: each writes its own.
  const draft = `${path}.${randomUUID()}.part`
  try {
    // The lightest packing: a backup must not take the processor from the desk.
    const pack = createGzip({ level: constants.Z_BEST_SPEED })
    await pipeline(source, pack, (packed) => sealed(packed, key), createWriteStream(draft, { mode: 0o600 }))
    const handle = await open(draft)
    await handle.sync().finally(() => handle.close())
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Reads what {@link keepSealed} wrote. @throws OperatorError when it is damaged or sealed with another key */
export async function* readSealed(path: string, key: BackupKey): AsyncGenerator<Buffer> {
  const unpack = createGunzip()
  const reading = pipeline(createReadStream(path), (source) => opened(source as AsyncIterable<Buffer>, key), unpack)
  // Whoever reads to the end is told below; whoever stops before need not be.
  reading.catch(() => undefined)
  try {
    for await (const piece of unpack) yield piece as Buffer
    await reading
  } catch (error) {
    await reading.catch((first: unknown) => {
      throw first instanceof OperatorError ? new OperatorError(`${path}: ${first.message}`) : damaged(path, first)
    })
    throw damaged(path, error)
  }
}

const damaged = (path: string, cause: unknown): OperatorError =>
  new OperatorError(`${path} is damaged and cannot be read.`, { cause })
