import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'

declare module 'vitest' {
  export interface ProvidedContext {
    clusterUrl: string
  }
}

const run = promisify(execFile)
const script = fileURLToPath(new URL('patchPostgres.mjs', import.meta.url))
const installed = join(dirname(script), '..', 'node_modules', 'postgres')

describe('an answer after one that failed half-way', () => {
  const sql = postgres(inject('clusterUrl'), { max: 1, onnotice: () => undefined })
  afterAll(() => sql.end())

  const three = () => sql`select i from generate_series(1, 3) i`

  test('holds only its own rows, when a row could not be worked out', async () => {
    await expect(sql`select 1 / (5 - i) from generate_series(1, 10) i`).rejects.toThrow('division by zero')
    expect([...(await three())]).toEqual([{ i: 1 }, { i: 2 }, { i: 3 }])
  })

  test('holds only its own rows, when time ran out', async () => {
    await sql`set statement_timeout = 100`
    const slow = sql`select repeat('x', 1000), pg_sleep(case when i > 500 then 1 else 0 end) from generate_series(1, 501) i`
    await expect(slow).rejects.toThrow('statement timeout')
    expect(await three()).toHaveLength(3)
  })
})

describe('a line that is held', () => {
  const sql = postgres(inject('clusterUrl'), { max: 1, onnotice: () => undefined })
  afterAll(() => sql.end())

  test('can be torn down: whoever waits on it is told, and its place in the pool serves the next', async () => {
    const held = (await sql.reserve()) as postgres.ReservedSql & { tearDown: () => void }
    const slow = held`select pg_sleep(600)`
    const said = expect(slow).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
    held.tearDown()
    await said
    expect([...(await sql`select 1 as one`)]).toEqual([{ one: 1 }])
  })
})

describe('the patch', () => {
  let copy: string
  beforeAll(async () => {
    copy = join(await mkdtemp(join(tmpdir(), 'duty-hub-patch-')), 'postgres')
    await cp(installed, copy, { recursive: true })
  })
  afterAll(() => rm(dirname(copy), { recursive: true }))

  const connection = () => join(copy, 'src', 'connection.js')
  const read = () => readFile(connection(), 'utf8')

  test('is the same after a second run', async () => {
    const once = await read()
    await run(process.execPath, [script, copy])
    expect(await read()).toBe(once)
  })

  test('is put back when an installation has taken it away', async () => {
    const patched = await read()
    await writeFile(connection(), patched.replace('ErrorResponse(x) {\n    rows = 0\n', 'ErrorResponse(x) {\n'))
    await run(process.execPath, [script, copy])
    expect(await read()).toBe(patched)
  })

  test('lends the connection that was used last, and another when that one is away', async () => {
    await run(process.execPath, [script, copy])
    const { default: patched } = (await import(pathToFileURL(join(copy, 'src', 'index.js')).href)) as {
      default: typeof postgres
    }
    const sql = patched(inject('clusterUrl'), { max: 4, onnotice: () => undefined })
    const processOf = async (held: postgres.ReservedSql): Promise<unknown> =>
      (await held`select pg_backend_pid() as pid`)[0]?.['pid']
    const four = await Promise.all([1, 2, 3, 4].map(() => sql.reserve()))
    for (const held of four) held.release()
    const last = await sql.reserve()
    const [used, other] = [await processOf(last), await sql.reserve()]
    expect(await processOf(other)).not.toBe(used)
    other.release()
    last.release()
    for (let turn = 0; turn < 3; turn += 1) {
      const again = await sql.reserve()
      expect(await processOf(again)).toBe(used)
      again.release()
    }
    await sql.end()
  })

  test('says so when the text is another than it knows', async () => {
    await writeFile(connection(), 'export default {}')
    await expect(run(process.execPath, [script, copy])).rejects.toThrow(
      'is not the text that db/patchPostgres.mjs knows',
    )
  })

  test('does nothing where postgres.js is not installed', async () => {
    await expect(run(process.execPath, [script, join(copy, 'nowhere')])).resolves.toBeDefined()
  })
})
