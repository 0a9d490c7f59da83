import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { OperatorError } from '#server/kernel/operatorError.ts'

/** 32 random bytes that seal backups, or `null` where they lie on a disk that is sealed already. */
export type BackupKey = Buffer | null

const MAGIC = Buffer.from('DHB1')
const SALT_BYTES = 16
const TAG_BYTES = 16
const CHUNK_BYTES = 64 * 1024
const LAST = 0x8000_0000

/** A few letters that tell one key from another and say nothing of it. */
export const keyName = (key: BackupKey): string =>
  key === null ? 'none' : createHash('sha256').update('duty-hub key name').update(key).digest('hex').slice(0, 12)

const streamKey = (key: Buffer, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, 'duty-hub backup', 32))

/** Each chunk has its number and whether it is the last in its nonce, so none can be left out, doubled, moved or cut off. */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(number), 0)
  nonce.writeUInt32BE(isLast ? 1 : 0, 8)
  return nonce
}

function sealChunk(chunk: Buffer, { key, nonce }: { readonly key: Buffer | null; readonly nonce: Buffer }): Buffer {
  if (key === null) return chunk
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
}

function openChunk(chunk: Buffer, { key, nonce }: { readonly key: Buffer | null; readonly nonce: Buffer }): Buffer {
  if (key === null) return chunk
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAuthTag(chunk.subarray(chunk.length - TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(chunk.subarray(0, chunk.length - TAG_BYTES)), decipher.final()])
  } catch {
    throw new OperatorError('A part of it was changed, or it was sealed with another key.')
  }
}

async function* inChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let length = 0
  for await (const piece of source) {
    held.push(Buffer.from(piece))
    length += piece.length
    if (length < CHUNK_BYTES) continue
    const whole = Buffer.concat(held)
    let from = 0
    for (; whole.length - from >= CHUNK_BYTES; from += CHUNK_BYTES) yield whole.subarray(from, from + CHUNK_BYTES)
    held = [whole.subarray(from)]
    length = whole.length - from
  }
  yield Buffer.concat(held)
}

/**
 * Seals a stream: AES-256-GCM over chunks of 64 KiB under a key of its own (HKDF-SHA-256 of the backup key and a random salt). Without a
 * key the chunks are framed and left open; then only the checksum in the manifest stands over them.
 *
 * @example await pipeline(sealed(source, key), createWriteStream(path))
 */
export async function* sealed(source: AsyncIterable<Uint8Array>, backupKey: BackupKey): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES)
  const key = backupKey === null ? null : streamKey(backupKey, salt)
  yield Buffer.concat([MAGIC, Buffer.from([key === null ? 0 : 1]), salt])
  let number = 0
  let waiting: Buffer | null = null
  const framed = (chunk: Buffer, isLast: boolean): Buffer => {
    const body = sealChunk(chunk, { key, nonce: nonceOf(number, isLast) })
    const head = Buffer.alloc(4)
    // Unsigned, since the highest bit says whether it is the last.
    head.writeUInt32BE((body.length | (isLast ? LAST : 0)) >>> 0)
    number += 1
    return Buffer.concat([head, body])
  }
  for await (const chunk of inChunks(source)) {
    if (waiting !== null) yield framed(waiting, false)
    waiting = chunk
  }
  yield framed(waiting ?? Buffer.alloc(0), true)
}

/** Takes exact numbers of bytes off a stream. */
export class Bytes {
  readonly #source: AsyncIterator<Uint8Array>
  #held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** @throws OperatorError when the stream ends before */
  async take(count: number): Promise<Buffer> {
    const parts = [this.#held]
    let length = this.#held.length
    while (length < count) {
      const next = await this.#source.next()
      if (next.done) throw new OperatorError('It ends in the middle: a part of it is missing.')
      parts.push(Buffer.from(next.value))
      length += next.value.length
    }
    const whole = parts.length === 1 ? this.#held : Buffer.concat(parts)
    this.#held = whole.subarray(count)
    return whole.subarray(0, count)
  }

  /** Whether nothing more comes. */
  async ended(): Promise<boolean> {
    if (this.#held.length > 0) return false
    const next = await this.#source.next()
    if (next.done) return true
    this.#held = Buffer.from(next.value)
    return this.#held.length === 0 ? this.ended() : false
  }
}

/**
 * Opens what {@link sealed} made, checking each chunk before it is handed on.
 *
 * @throws OperatorError for another key, for a changed, missing, moved or cut-off chunk, or for something that is no backup
 */
export async function* opened(source: AsyncIterable<Uint8Array>, backupKey: BackupKey): AsyncGenerator<Buffer> {
  const bytes = new Bytes(source)
  const head = await bytes.take(MAGIC.length + 1 + SALT_BYTES)
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw new OperatorError('It is no backup of Duty Hub.')
  const isSealed = head[MAGIC.length] === 1
  if (isSealed && backupKey === null)
    throw new OperatorError('It is sealed, and no key was given: set BACKUP_KEY_FILE to the file of the key.')
  if (!isSealed && backupKey !== null)
    throw new OperatorError(
      'It is not sealed, although a key is given: it was replaced, or made before there was a key. For one that was made without, leave BACKUP_KEY_FILE out.',
    )
  const key = isSealed && backupKey !== null ? streamKey(backupKey, head.subarray(MAGIC.length + 1)) : null
  for (let number = 0; ; number += 1) {
    const length = (await bytes.take(4)).readUInt32BE()
    const isLast = (length & LAST) !== 0
    const size = (length & ~LAST) >>> 0
    if (size > CHUNK_BYTES + TAG_BYTES) throw new OperatorError('A part of it was changed: it says it is too long.')
    yield openChunk(await bytes.take(size), { key, nonce: nonceOf(number, isLast) })
    if (isLast) break
  }
  if (!(await bytes.ended())) throw new OperatorError('Something was added behind its end.')
}
