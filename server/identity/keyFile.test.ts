import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { addKey, keyFileIn, keyRingOf } from './keyFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'duty-hub-keys-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the file of keys', () => {
  it('is made at the first start, for the account of the hub only (ASVS 5.0 V13.3.2)', () => {
    const ring = keyRingOf({ secretKeys: null, dataDir: folder })
    expect(statSync(keyFileIn(folder)).mode & 0o077).toBe(0)
    expect(keyRingOf({ secretKeys: null, dataDir: folder }).open(ring.seal('a', 'b'), 'b')).toBe('a')
  })

  it('gets a new key in front while the hub runs: old texts still open, new ones name the new key', () => {
    const running = keyRingOf({ secretKeys: null, dataDir: folder })
    const old = running.seal('seed', 'app')
    const id = addKey(keyFileIn(folder))
    expect(statSync(keyFileIn(folder)).mode & 0o077).toBe(0)
    const started = keyRingOf({ secretKeys: null, dataDir: folder })
    expect([started.current, started.open(old, 'app'), started.isCurrent(old)]).toEqual([id, 'seed', false])
    expect(running.open(started.seal('later', 'app'), 'app')).toBe('later')
  })
})
