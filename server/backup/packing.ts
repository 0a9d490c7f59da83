import { createHash } from 'node:crypto'
import { mkdir, open } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import { OperatorError } from '#server/kernel/operatorError.ts'
import { Bytes } from './sealedStream.ts'

/** One file of a backup: its place in it, and where it is now or what it holds. */
export type Packed = { readonly name: string } & ({ readonly path: string } | { readonly content: Buffer })

const PIECE_BYTES = 256 * 1024
const DIGEST_BYTES = 32

interface Counted {
  files: number
  bytes: number
}

const headOf = (facts: object): Buffer => {
  const text = Buffer.from(JSON.stringify(facts))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text])
}

/**
 * Packs files one behind the other: a head with name and size, the bytes, their SHA-256. A file may grow or shrink while it is read, as
 * those of a running database do: what it held when it was opened is what counts, and the log written meanwhile mends the rest.
 *
 * @param count is told how many files and bytes went in
 */
export async function* packed(files: AsyncIterable<Packed> | Iterable<Packed>, count: Counted): AsyncGenerator<Buffer> {
  for await (const file of files) {
    if ('content' in file) {
      yield headOf({ name: file.name, size: file.content.length })
      yield file.content
      yield createHash('sha256').update(file.content).digest()
      count.bytes += file.content.length
    } else {
      const handle = await open(file.path).catch(() => null)
      // Removed since the folder was listed: the log tells of it.
      if (handle === null) continue
      try {
        const { size } = await handle.stat()
        yield headOf({ name: file.name, size })
        yield* exactly(handle, size)
        count.bytes += size
      } finally {
        await handle.close()
      }
    }
    count.files += 1
  }
  yield headOf({ end: count.files })
}

async function* exactly(handle: Awaited<ReturnType<typeof open>>, size: number): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for (let at = 0; at < size;) {
    const piece = Buffer.alloc(Math.min(PIECE_BYTES, size - at))
    const { bytesRead } = await handle.read(piece, 0, piece.length, at)
    // Cut short meanwhile: the rest is nothing, as the database takes it.
    const part = bytesRead === 0 ? piece : piece.subarray(0, bytesRead)
    hash.update(part)
    yield part
    at += part.length
  }
  yield hash.digest()
}

function readHead(text: string): { readonly name: string; readonly size: number } | { readonly end: number } {
  const value: unknown = JSON.parse(text)
  if (typeof value === 'object' && value !== null) {
    if ('end' in value && typeof value.end === 'number') return { end: value.end }
    if ('name' in value && typeof value.name === 'string' && 'size' in value && typeof value.size === 'number')
      return { name: value.name, size: value.size }
  }
  throw new OperatorError('The backup is damaged: it does not say what comes next.')
}

/** A name inside the folder; a backup that was made to write elsewhere is none of ours. */
function inside(folder: string, name: string): string {
  const clean = normalize(name)
  if (isAbsolute(clean) || clean.split(/[\\/]/).includes('..'))
    throw new OperatorError(`The backup is damaged: "${name}" lies outside of it.`)
  return join(folder, clean)
}

/**
 * Goes through what {@link packed} made, and checks each file against its SHA-256.
 *
 * @param into the folder to write to; `null` only looks
 * @returns how many files and bytes there were
 * @throws OperatorError when one of them is not as it was
 */
export async function unpack(source: AsyncIterable<Uint8Array>, into: string | null): Promise<Counted> {
  const bytes = new Bytes(source)
  const count: Counted = { files: 0, bytes: 0 }
  for (;;) {
    const head = readHead((await bytes.take((await bytes.take(4)).readUInt32BE())).toString())
    if ('end' in head) {
      if (head.end !== count.files) throw new OperatorError(`The backup has ${count.files} of its ${head.end} files.`)
      // To the very end, so that the seal over it is checked too.
      await bytes.ended()
      return count
    }
    await unpackOne(bytes, head, into === null ? null : inside(into, head.name))
    count.files += 1
    count.bytes += head.size
  }
}

async function unpackOne(
  bytes: Bytes,
  { name, size }: { readonly name: string; readonly size: number },
  path: string | null,
): Promise<void> {
  const hash = createHash('sha256')
  if (path !== null) await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const handle = path === null ? null : await open(path, 'w', 0o600)
  try {
    for (let left = size; left > 0;) {
      const piece = await bytes.take(Math.min(PIECE_BYTES, left))
      hash.update(piece)
      await handle?.write(piece)
      left -= piece.length
    }
  } finally {
    await handle?.close()
  }
  if (!hash.digest().equals(await bytes.take(DIGEST_BYTES)))
    throw new OperatorError(`The backup is damaged: ${name} is not as it was.`)
}
