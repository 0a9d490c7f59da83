import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { accountFor, canEnter } from '#db/embedded/account.ts'
import { findBinaries, readyBinaries } from '#db/embedded/binaries.ts'
import { type Account, run } from '#db/embedded/processes.ts'
import { startEmbedded } from '#db/embedded/startEmbedded.ts'
import { temporaryFolder } from '#tests/harness/embeddedForTests.ts'
import { EmbeddedProcess } from '#tests/harness/embeddedProcess.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const weAreRoot = process.getuid?.() === 0
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
let base: string
let account: Account
let native: string

beforeAll(async () => {
  base = await temporaryFolder()
  account = await accountFor(undefined, base)
  native = join((await findBinaries(account)).postgres, '..', '..')
})
afterAll(() => rm(base, { recursive: true, force: true, maxRetries: 5 }))

describe('the programs', () => {
  test('run after an installation that left out its scripts', async () => {
    const bare = join(base, 'bare', 'native')
    await cp(native, bare, { recursive: true, verbatimSymlinks: true })
    const list: { target: string }[] = JSON.parse(await readFile(join(bare, 'pg-symlinks.json'), 'utf8'))
    for (const { target } of list) await rm(join(dirname(bare), target))
    for (const name of await readdir(join(bare, 'bin'))) await chmod(join(bare, 'bin', name), 0o644)

    const binaries = await readyBinaries({ native: bare, version: 'unused' }, account)
    expect(dirname(dirname(binaries.postgres))).toBe(bare)
    expect(await run(binaries.initdb, ['--version'], account)).toMatchObject({ ok: true })
    for (const { target } of list) expect(existsSync(join(dirname(bare), target))).toBe(true)
  })

  test.runIf(weAreRoot)('are copied out of a folder that only root may enter, and the copy mended', async () => {
    const closed = join(base, 'closed', 'native')
    await rename(join(base, 'bare'), dirname(closed))
    await chmod(dirname(closed), 0o700)
    const version = `test-${process.pid}`
    const first = await readyBinaries({ native: closed, version }, account)
    const copy = `/var/tmp/duty-hub-postgres-${version}`
    expect(first.postgres).toBe(join(copy, 'native', 'bin', 'postgres'))
    await rm(join(copy, 'native', 'share'), { recursive: true })
    await readyBinaries({ native: closed, version }, account)
    expect(existsSync(join(copy, 'native', 'share', 'postgresql', 'timezonesets'))).toBe(true)
    await rm(copy, { recursive: true })
  })
})

describe.runIf(weAreRoot)('started as root', () => {
  test('a folder that only root may enter keeps a note of where the database is', async () => {
    const closed = join(base, 'home')
    const chosen = join(closed, 'data')
    await mkdir(closed, { mode: 0o700 })
    const lines: string[] = []
    const first = await startEmbedded({ dataDir: chosen, log: (line) => lines.push(line) })
    await first.stop()
    expect(first.dataDir).toMatch(/^\/var\/lib\/duty-hub\/data-[0-9a-f]{8}$/)
    expect(lines.join()).toContain(`It lives in ${first.dataDir}/postgres`)
    expect(await readFile(join(chosen, 'postgres-is-in.txt'), 'utf8')).toBe(`${first.dataDir}/postgres\n`)

    await chmod(closed, 0o755)
    const second = await startEmbedded({ dataDir: chosen })
    expect(second.dataDir).toBe(first.dataDir)
    await second.stop()

    await rm(first.dataDir, { recursive: true })
    await rmdir(dirname(first.dataDir)).catch(() => undefined)
    await expect(startEmbedded({ dataDir: chosen })).rejects.toMatchObject({ problem: 'damaged' })
  })

  test('and as an ordinary account: each runs its own, and neither the other’s unasked', async ({ skip }) => {
    const { stdout } = await promisify(execFile)('id', ['-u', 'nobody'])
    const nobody = { uid: Number(stdout), gid: Number(stdout) }
    if (!(await canEnter(ROOT, nobody))) skip('this checkout is in a folder that only root may enter')
    const folder = join(base, 'theirs')
    await mkdir(folder)
    await chown(folder, nobody.uid, nobody.gid)

    const theirs = new EmbeddedProcess(folder, 'wait', nobody)
    const { url } = await theirs.started()
    const sql = postgres(url, { max: 1 })
    await sql`create table note as select 'theirs'::text as body`
    await sql.end()
    expect((await stat(join(folder, 'postgres', 'cluster'))).uid).toBe(nobody.uid)
    await theirs.stop()

    const asRoot = await startEmbedded({ dataDir: folder })
    expect((await stat(join(folder, 'postgres', 'cluster', 'postmaster.pid'))).uid).toBe(nobody.uid)
    await asRoot.stop()

    const roots = join(base, 'roots')
    await (await startEmbedded({ dataDir: roots })).stop()
    await chmod(roots, 0o777)
    const refused = new EmbeddedProcess(roots, 'wait', nobody)
    await expect(refused.started()).rejects.toThrow(/belongs to account \d+, but Duty Hub was started as account/)
  })
})
