import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { isRunning } from '#db/embedded/processes.ts'
import { readPidFile, signal } from '#db/embedded/server.ts'
import { startEmbedded } from '#db/embedded/startEmbedded.ts'
import { temporaryFolder } from '#tests/harness/embeddedForTests.ts'
import { EmbeddedProcess } from '#tests/harness/embeddedProcess.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const running: EmbeddedProcess[] = []
let base: string

beforeAll(async () => {
  base = await temporaryFolder()
})
afterEach(async () => {
  for (const each of running.splice(0)) await each.kill()
})
afterAll(() => rm(base, { recursive: true, force: true, maxRetries: 5 }))

const inItsOwnProcess = (...args: ConstructorParameters<typeof EmbeddedProcess>) => {
  const made = new EmbeddedProcess(...args)
  running.push(made)
  return made
}

async function ask<Row extends object>(url: string, query: (sql: postgres.Sql) => PromiseLike<Row[]>): Promise<Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return [...(await query(sql))]
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** With whom everything belongs to. */
const copyFolder = (from: string, to: string) => promisify(execFile)('cp', ['-Rp', from, to])

const keptIn = async (url: string) =>
  new Set((await ask(url, (sql) => sql<{ id: string }[]>`select id from kept`)).map((row) => Number(row.id)))

const serverOf = async (dataDir: string) => (await readPidFile(join(dataDir, 'postgres', 'cluster')))?.pid ?? Number.NaN

describe('one folder, from its first start', () => {
  let folder: string
  let port: number
  const acknowledged: number[] = []

  beforeAll(() => {
    folder = join(base, 'one', 'data')
  })

  test('a first start makes the folder and a database that keeps its word, for an ordinary account', async () => {
    const database = await startEmbedded({ dataDir: folder })
    port = database.port
    expect(database).toMatchObject({ adopted: false, dataDir: folder })
    expect(port).toBeLessThan(32_768)
    const settings = await ask(
      database.url,
      (sql) => sql<{ name: string; setting: string }[]>`
        select name, setting from pg_settings
        where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses')`,
    )
    expect(Object.fromEntries(settings.map((row) => [row.name, row.setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      listen_addresses: '127.0.0.1',
    })
    expect((await stat(join(folder, 'postgres', 'password'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'postgres', 'cluster'))).uid).not.toBe(0)
    await ask(database.url, (sql) => sql`create table note as select 'rota'::text as body`)
    await database.stop()
    await database.stop()
    expect(existsSync(join(folder, 'duty-hub.lock'))).toBe(false)
  })

  test('a second start finds the data, on the same port', async () => {
    const database = await startEmbedded({ dataDir: folder })
    expect(database).toMatchObject({ adopted: false, port })
    expect(await ask(database.url, (sql) => sql`select body from note`)).toEqual([{ body: 'rota' }])
    await database.stop()
  })

  test('the wrong password is refused', async () => {
    const database = await startEmbedded({ dataDir: folder })
    const wrong = new URL(database.url)
    wrong.password = 'guess'
    await expect(ask(wrong.href, (sql) => sql`select 1`)).rejects.toThrow('password authentication failed')
    await database.stop()
  })

  test('a Duty Hub killed outright while it writes is taken over, and no acknowledged row is missing', async () => {
    const writer = inItsOwnProcess(folder, 'write')
    await writer.started()
    await vi.waitUntil(() => writer.kept.length > 200, 60_000)
    await writer.kill()
    acknowledged.push(...writer.kept)
    const server = await serverOf(folder)
    expect(await isRunning(server)).toBe(true)

    const next = await startEmbedded({ dataDir: folder })
    expect(next).toMatchObject({ adopted: true, port })
    const kept = await keptIn(next.url)
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
    await next.stop()
    expect(await isRunning(server)).toBe(false)
  })

  test('killed together with its database, it recovers, and no acknowledged row is missing', async () => {
    const writer = inItsOwnProcess(folder, 'write')
    await writer.started()
    await vi.waitUntil(() => writer.kept.length > 200, 60_000)
    signal(await serverOf(folder), 'SIGKILL')
    await writer.kill()
    acknowledged.push(...writer.kept)

    const next = await startEmbedded({ dataDir: folder })
    expect(next.adopted).toBe(false)
    const kept = await keptIn(next.url)
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
    await next.stop()
  })

  test('when only the database is killed, it comes back by itself at the same address', async () => {
    const lines: string[] = []
    const database = await startEmbedded({ dataDir: folder, log: (line) => lines.push(line) })
    const sql = postgres(database.url, { max: 2, onnotice: () => undefined })
    const [row] = await sql<{ id: string }[]>`insert into kept (by_process) values (0) returning id`
    acknowledged.push(Number(row?.id))
    const killed = await serverOf(folder)
    signal(killed, 'SIGKILL')

    await vi.waitUntil(() => lines.some((line) => line.startsWith('PostgreSQL runs again')), 60_000)
    expect(await serverOf(folder)).not.toBe(killed)
    const kept = new Set((await sql<{ id: string }[]>`select id from kept`).map((each) => Number(each.id)))
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
    await sql.end()
    await database.stop()
    expect(lines).toHaveLength(2)
  })

  test('so does one that was taken over', async () => {
    const first = inItsOwnProcess(folder)
    await first.started()
    await first.kill()
    const database = await startEmbedded({ dataDir: folder })
    expect(database.adopted).toBe(true)
    signal(await serverOf(folder), 'SIGKILL')
    await vi.waitFor(() => expect(keptIn(database.url)).resolves.toBeDefined(), { timeout: 60_000, interval: 200 })
    await database.stop()
  })

  test('one that ends without stopping it leaves no database running', async () => {
    const careless = inItsOwnProcess(folder, 'end')
    const { url } = await careless.started()
    await careless.ended()
    await vi.waitFor(() => expect(ask(url, (sql) => sql`select 1`)).rejects.toThrow('ECONNREFUSED'), 5_000)
    await (await startEmbedded({ dataDir: folder })).stop()
  })

  test('two at a time: the second is told whose folder it is and what to do', async () => {
    const first = inItsOwnProcess(folder)
    await first.started()
    const second = startEmbedded({ dataDir: folder })
    await expect(second).rejects.toMatchObject({ name: 'EmbeddedDatabaseError', problem: 'folder-in-use' })
    await expect(second).rejects.toThrow(
      `The folder ${folder} is in use by another Duty Hub, process ${first.pid}. ` +
        'Stop that one first, or set DATA_DIR (and PORT) to run a second Duty Hub beside it.',
    )
    await first.stop()
    const third = await startEmbedded({ dataDir: folder })
    await third.stop()
  })

  test('of many that find a dead lock, one gets the folder', async () => {
    await writeFile(join(folder, 'duty-hub.lock'), JSON.stringify({ pid: process.pid, started: 'long ago', folder }))
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => startEmbedded({ dataDir: folder })))
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(won).toHaveLength(1)
    for (const database of won) await database.stop()
  })

  test('a copy of the folder, made while it ran, does not reach for the original', async () => {
    const copied = join(base, 'copied')
    await copyFolder(folder, copied)
    const original = await startEmbedded({ dataDir: folder })
    for (const file of ['duty-hub.lock', join('postgres', 'cluster', 'postmaster.pid')]) {
      await copyFolder(join(folder, file), join(copied, file))
    }
    const copy = await startEmbedded({ dataDir: copied })
    expect(copy.adopted).toBe(false)
    expect(copy.port).not.toBe(original.port)
    await ask(copy.url, (sql) => sql`update note set body = 'copy'`)
    expect(await ask(original.url, (sql) => sql`select body from note`)).toEqual([{ body: 'rota' }])
    await copy.stop()
    await original.stop()
  })

  test('a database of another major version is left alone', async () => {
    const mark = join(folder, 'postgres', 'cluster', 'PG_VERSION')
    const ours = await readFile(mark, 'utf8')
    await writeFile(mark, '14\n')
    const start = startEmbedded({ dataDir: folder })
    await expect(start).rejects.toMatchObject({ problem: 'other-version' })
    await expect(start).rejects.toThrow('was made by PostgreSQL 14')
    await writeFile(mark, ours)
  })
})

test('a first start killed half-way leaves nothing in the way of the next', async () => {
  const folder = join(base, 'half')
  await mkdir(folder)
  const first = inItsOwnProcess(folder)
  const drafts = async () => (await readdir(folder)).filter((name) => name.startsWith('postgres.init-'))
  const madeIn = async () => existsSync(join(folder, (await drafts())[0] ?? '-', 'cluster', 'PG_VERSION'))
  await vi.waitUntil(madeIn, { timeout: 60_000, interval: 5 })
  await first.kill()
  expect(existsSync(join(folder, 'postgres'))).toBe(false)
  expect(await drafts()).toHaveLength(1)

  const next = await startEmbedded({ dataDir: folder })
  expect(await ask(next.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }])
  expect(await drafts()).toEqual([])
  await next.stop()
})
