import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { opened, sealed, type BackupKey } from './sealedStream.ts'

const WORDS = 'What was carried to the backups'

async function* of(bytes: Uint8Array) {
  yield bytes
}

async function whole(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}

const made = (key: BackupKey) => whole(sealed(of(Buffer.from(WORDS)), key))
const read = async (bytes: Buffer, key: BackupKey) => (await whole(opened(of(bytes), key))).toString()

it('opens with the key that it was sealed with, or without one what was made without', async () => {
  const key = randomBytes(32)
  expect(await read(await made(key), key)).toBe(WORDS)
  expect(await read(await made(null), null)).toBe(WORDS)
})

it('takes nothing unsealed while there is a key: whoever can write to the shelf could have put it there', async () => {
  await expect(read(await made(null), randomBytes(32))).rejects.toThrow(/not sealed, although a key is given/)
})

it('takes nothing sealed with another key, or changed by one bit', async () => {
  const key = randomBytes(32)
  const bytes = await made(key)
  await expect(read(bytes, randomBytes(32))).rejects.toThrow()
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 5) ^ 1, bytes.length - 5)
  await expect(read(bytes, key)).rejects.toThrow()
})
