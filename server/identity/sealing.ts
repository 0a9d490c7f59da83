import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Seals texts so that they can neither be read nor made up, each for one purpose. */
export interface KeyRing {
  readonly seal: (text: string, purpose: string) => string
  /** The text; `null` when it was sealed by another key or for another purpose, or changed since. */
  readonly open: (sealed: string, purpose: string) => string | null
}

/** AES-256-GCM under a key of its own for each purpose. */
export function ringOf(secret: Uint8Array): KeyRing {
  const keyFor = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))
  return {
    seal(text, purpose) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed, purpose) {
      const all = Buffer.from(sealed, 'base64url')
      if (all.length < 29) return null
      const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), all.subarray(0, 12))
      decipher.setAuthTag(all.subarray(12, 28))
      try {
        return Buffer.concat([decipher.update(all.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}
