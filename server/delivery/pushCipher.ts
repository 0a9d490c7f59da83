import { createCipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto'
import type { PushTarget } from '#server/notices/ways.ts'

const CURVE = 'prime256v1'
/** One record, larger than any notice. */
const RECORD_BYTES = 4096
const PUBLIC_KEY_BYTES = 65
const AUTH_BYTES = 16

const bytes = (text: string): Buffer => Buffer.from(text, 'base64url')
const derive = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length))

/** What is fresh for each message; given only where a published example is worked through. */
export interface Fresh {
  readonly keys: ECDH
  readonly salt: Uint8Array
}

function fresh(): Fresh {
  const keys = createECDH(CURVE)
  keys.generateKeys()
  return { keys, salt: randomBytes(16) }
}

/**
 * Seals a message so that only the browser can read it, and no push service on the way (RFC 8291 over RFC 8188, one record, `aes128gcm`).
 *
 * @throws RangeError when the browser's keys are not keys
 * @example await sealed(device, 'You have a new job.') // the body of the post, header and all
 */
export function sealed(
  { p256dh, auth }: Pick<PushTarget, 'p256dh' | 'auth'>,
  text: string,
  { keys, salt } = fresh(),
): Buffer<ArrayBuffer> {
  const [theirs, secret] = [bytes(p256dh), bytes(auth)]
  if (theirs.length !== PUBLIC_KEY_BYTES || secret.length !== AUTH_BYTES)
    throw new RangeError('these are no keys of a browser')
  const ours = keys.getPublicKey()
  const shared = keys.computeSecret(theirs)
  const key = derive(shared, secret, Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]), 32)
  const contentKey = derive(key, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(key, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const cipher = createCipheriv('aes-128-gcm', contentKey, nonce)
  // 2 ends the last record.
  const content = Buffer.concat([
    cipher.update(Buffer.concat([Buffer.from(text), Buffer.from([2])])),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  const head = Buffer.alloc(5)
  head.writeUInt32BE(RECORD_BYTES)
  head.writeUInt8(ours.length, 4)
  return Buffer.concat([salt, head, ours, content])
}
