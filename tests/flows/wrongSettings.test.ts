import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { dropDatabase, makeDatabase } from '#tests/harness/database.ts'
import { temporaryFolder } from '#tests/harness/embeddedForTests.ts'

// Each is a process of its own.
vi.setConfig({ testTimeout: 120_000 })

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let base: string
let shut: number
let old: string
beforeAll(async () => {
  base = await temporaryFolder()
  await mkdir(join(base, 'documents'))
  await writeFile(join(base, 'documents', 'deploying.md'), '# Deploying\n')
  shut = await closedPort()
  old = await saysThatItIsOld()
})
afterAll(async () => {
  await rm(base, { recursive: true, force: true, maxRetries: 5 })
  await dropDatabase(inject('clusterUrl'), OLD)
})

const OLD = 'says_that_it_is_old'

/** A database that says of itself, as PostgreSQL 14 would, that it is too old. */
async function saysThatItIsOld(): Promise<string> {
  const url = await makeDatabase(inject('clusterUrl'), OLD)
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  await sql.unsafe(`
    create schema old;
    create function old.current_setting(name text) returns text language sql as $$
      select case name when 'server_version_num' then '140011' else pg_catalog.current_setting(name) end $$;
    alter database ${OLD} set search_path = old, pg_catalog`)
  await sql.end()
  return url
}

/** A port that nothing answers at: it was free a moment ago. */
function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

interface Ended {
  readonly code: number | null
  readonly said: string
  readonly complained: string
}

/** Starts the hub as its program does, with settings that it cannot start with. */
function start(environment: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: '0', DATA_DIR: join(base, 'data'), ...environment },
  })
  let [said, complained] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said, complained }))
  })
}

const refusals: readonly (readonly [string, () => Readonly<Record<string, string>>, RegExp])[] = [
  ['an address that is none', () => ({ HOST: '999.1.1.1' }), /HOST is "999\.1\.1\.1": .*HOST=127\.0\.0\.1/],
  ['an address of another machine', () => ({ HOST: '203.0.113.5' }), /HOST is "203\.0\.113\.5": that is no address of/],
  ['a folder that is a file', () => ({ DATA_DIR: 'README.md' }), /DATA_DIR is ".*README\.md": that is a file/],
  ['a folder below a file', () => ({ DATA_DIR: 'README.md/x' }), /DATA_DIR is ".*": a part of that path is a file/],
  [
    'a folder where no files are kept',
    () => ({ DATA_DIR: '/proc/x/y' }),
    /DATA_DIR is "\/proc\/x\/y": the computer keeps no files there\. Choose a folder/,
  ],
  ['the whole disk', () => ({ DATA_DIR: '/' }), /DATA_DIR is "\/": that is the whole disk\. Set DATA_DIR to/],
  [
    'a folder of other files',
    () => ({ DATA_DIR: join(base, 'documents') }),
    /DATA_DIR is ".*documents": that folder holds other files and nothing of Duty Hub’s\..* Set DATA_DIR to/,
  ],
  [
    'a database that nothing answers for',
    () => ({ DATABASE_URL: `postgres://hub:secret-not-shown@127.0.0.1:${shut}/hub` }),
    /DATABASE_URL is postgres:\/\/hub@127\.0\.0\.1:\d+\/hub: nothing answers there\. Start PostgreSQL there/,
  ],
  [
    'a PostgreSQL that is too old',
    () => ({ DATABASE_URL: old }),
    /DATABASE_URL is postgres:.*: that is PostgreSQL 14, and Duty Hub needs 15 to 18\. Upgrade it, or give/,
  ],
  [
    'all addresses, without https and with the demo service',
    () => ({ HOST: '0.0.0.0' }),
    /not safe to start.*HOST is 0\.0\.0\.0, .*PUBLIC_ORIGIN is not set.*Set DEMO=no/s,
  ],
]

describe('settings that the hub cannot start with', () => {
  it.each(refusals)('%s: said in a sentence that names the setting', async (_what, environment, words) => {
    const { code, said, complained } = await start(environment())
    expect({ code, complained }).toEqual({ code: 1, complained: expect.stringMatching(words) as string })
    expect(complained).toMatch(/^\nDuty Hub did not start\. /)
    expect(complained).not.toMatch(/^\s+at /m)
    expect(complained).not.toContain('secret-not-shown')
    expect(said).toBe('')
  })

  it('leave a folder of other files as it was, and no database anywhere', async () => {
    expect(await readdir(join(base, 'documents'))).toEqual(['deploying.md'])
    expect(existsSync(join(base, 'data', 'postgres'))).toBe(false)
  })
})
