import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A key ring that cannot be read, with what to do about it. */
export class KeyRingError extends Error {}

/**
 * The keys under which secrets of accounts lie in the database: the first seals, all of them open. Each sealed text names its key,
 * so that keys can be changed while old texts are still about (ASVS 5.0 V11.2.2, V13.3.4).
 */
export class KeyRing {
  #keys: ReadonlyMap<string, Buffer>
  readonly #again: (() => string) | null

  private constructor(keys: ReadonlyMap<string, Buffer>, again: (() => string) | null) {
    this.#keys = keys
    this.#again = again
  }

  /**
   * Reads a ring: `id:key` pairs, the newest first, separated by spaces or lines; a key is 32 bytes in base64url.
   *
   * @param again reads the ring's text anew; asked when a text names a key that was not there at the start
   * @throws KeyRingError when there is no key, or one is short, double or an obvious example
   * @example KeyRing.read('k2:… k1:…')
   */
  static read(text: string, again: (() => string) | null = null): KeyRing {
    return new KeyRing(parse(text), again)
  }

  /** The id of the key that seals. */
  get current(): string {
    return this.#keys.keys().next().value ?? ''
  }

  /**
   * Seals a text. @param about what it belongs to: it opens only for the same, so that rows cannot be swapped
   * @returns `id.nonce.sealed`, all in base64url
   */
  seal(plain: string, about: string): string {
    const id = this.current
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(ALGORITHM, this.#keyOf(id), nonce)
    cipher.setAAD(Buffer.from(about))
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${id}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`
  }

  /** The text; `null` when it was changed, belongs to something else, or lies under a key that is not on the ring. */
  open(sealedText: string, about: string): string | null {
    const [id = '', nonce = '', sealed = ''] = sealedText.split('.')
    const bytes = Buffer.from(sealed, 'base64url')
    try {
      const decipher = createDecipheriv(ALGORITHM, this.#keyOf(id), Buffer.from(nonce, 'base64url'), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(about))
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
      return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
    } catch {
      return null
    }
  }

  /** The same for what must open. @throws KeyRingError when it does not, as when the key file is not this database's */
  mustOpen(sealedText: string, about: string): string {
    const text = this.open(sealedText, about)
    if (text !== null) return text
    const [id = ''] = sealedText.split('.')
    throw new KeyRingError(
      `A secret under key ${JSON.stringify(id)} does not open: put that key back into the key file or SECRET_KEYS.`,
    )
  }

  isCurrent = (sealedText: string): boolean => sealedText.startsWith(`${this.current}.`)

  #keyOf(id: string): Buffer {
    if (!this.#keys.has(id) && this.#again) this.#keys = parse(this.#again())
    const key = this.#keys.get(id)
    if (!key) throw new KeyRingError('no such key')
    return key
  }
}

function parse(text: string): ReadonlyMap<string, Buffer> {
  const keys = new Map<string, Buffer>()
  for (const pair of text.split(/\s+/).filter(Boolean)) {
    const [, id = '', key = ''] = /^([a-z0-9-]{1,32}):([A-Za-z0-9_-]+)$/.exec(pair) ?? []
    const bytes = Buffer.from(key, 'base64url')
    if (id === '' || bytes.length !== KEY_BYTES || new Set(bytes).size < 8)
      throw new KeyRingError('a key should be written id:key, the key 32 random bytes in base64url (43 characters)')
    if (keys.has(id)) throw new KeyRingError(`two keys are called ${id}`)
    keys.set(id, bytes)
  }
  if (keys.size === 0) throw new KeyRingError('there is no key')
  return keys
}

/** A fresh key in the form in which rings are written. @param id letters, digits and dashes; not used before */
export const newKey = (id: string): string => `${id}:${randomBytes(KEY_BYTES).toString('base64url')}`
