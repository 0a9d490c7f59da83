import { describe, expect, it } from 'vitest'
import { KeyRing, KeyRingError, newKey } from './keyRing.ts'

const [k1, k2] = [newKey('k1'), newKey('k2')]

describe('the key ring', () => {
  it('opens what it sealed, for what it was sealed for', () => {
    const ring = KeyRing.read(k1)
    const sealed = ring.seal('JBSWY3DPEHPK3PXP', 'app 1')
    expect(sealed).toMatch(/^k1\.[\w-]+\.[\w-]+$/)
    expect(ring.open(sealed, 'app 1')).toBe('JBSWY3DPEHPK3PXP')
    expect(ring.open(sealed, 'app 2')).toBeNull()
    expect(() => ring.mustOpen(sealed, 'app 2')).toThrow(KeyRingError)
  })

  it('seals the same text differently each time', () => {
    const ring = KeyRing.read(k1)
    expect(ring.seal('a', 'b')).not.toBe(ring.seal('a', 'b'))
  })

  it('opens under an old key and seals under the new one', () => {
    const old = KeyRing.read(k1).seal('seed', 'app')
    const ring = KeyRing.read(`${k2}\n${k1}\n`)
    expect(ring.open(old, 'app')).toBe('seed')
    expect(ring.isCurrent(old)).toBe(false)
    expect(ring.seal('seed', 'app')).toMatch(/^k2\./)
  })

  it('looks for a key that came later', () => {
    const later = KeyRing.read(`${k2} ${k1}`).seal('seed', 'app')
    expect(KeyRing.read(k1, () => `${k2} ${k1}`).open(later, 'app')).toBe('seed')
    expect(() => KeyRing.read(k1).mustOpen(later, 'app')).toThrow(/"k2"/)
  })

  it('notices a changed text, in any of its bytes', () => {
    const ring = KeyRing.read(k1)
    const [id, nonce = '', sealed = ''] = ring.seal('seed', 'app').split('.')
    const bytes = Buffer.from(sealed, 'base64url')
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(ring.open([id, nonce, changed.toString('base64url')].join('.'), 'app')).toBeNull()
    }
  })

  it.each([
    ['nothing', ' \n'],
    ['a short key', 'k1:c2hvcnQ'],
    ['a key of zeros', `k1:${Buffer.alloc(32).toString('base64url')}`],
    ['a key without a name', k1.slice(3)],
    ['two of one name', `${k1} ${newKey('k1')}`],
  ])('refuses %s', (_what, text) => {
    expect(() => KeyRing.read(text)).toThrow(KeyRingError)
  })
})
