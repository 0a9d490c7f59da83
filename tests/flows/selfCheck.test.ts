import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { appUrlFor } from '#db/roles.ts'
import { readConfig } from '#server/config.ts'
import { factsOf, selfCheck } from '#server/selfCheck.ts'
import { cloneOf, TEMPLATE, type TestDatabase } from '#tests/harness/database.ts'

let database: TestDatabase
let owner: postgres.Sql
beforeAll(async () => {
  database = await cloneOf(TEMPLATE)
  owner = postgres(database.url, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

const atHome = readConfig({}, '/srv/duty-hub')

describe('before anybody is let in', () => {
  it('the hub looks at its database, and says what it looked at', async () => {
    const app = openDatabase(appUrlFor(database.url), { connections: 2 })
    const { checked } = await selfCheck(atHome, app)
    await app.end()
    expect(checked).toContain('that login owns nothing')
    expect(checked.find((one) => one.startsWith('row-level security is forced on'))).toMatch(/on \d+ tables/)
    console.info(`self-check: ${checked.join('; ')}`)
  })

  it('it refuses to start where the tests’ own database would lose what was written, if people reach it', async () => {
    const app = openDatabase(appUrlFor(database.url), { connections: 2 })
    const config = readConfig({ PUBLIC_ORIGIN: 'https://hub.example.gov.uk', DEMO: 'no' }, '/')
    await expect(selfCheck(config, app)).rejects.toThrow(/not safe to start.*can be lost in a crash/s)
    await app.end()
  })

  it('it refuses a login that may do more than it should', async () => {
    await expect(selfCheck(atHome, openDatabase(database.url, { connections: 2 }))).rejects.toThrow(/no superuser/)
  })

  it('it refuses a login that owns a table, and one that bypasses row-level security', async () => {
    const login = `check_${randomUUID().replaceAll('-', '')}`
    const asked = new URL(database.url)
    asked.username = login
    asked.password = 'asked-by-this-test'
    await owner.unsafe(`create role ${login} login bypassrls password 'asked-by-this-test'`)
    await owner.unsafe(
      `create table public.mine (id int); alter table public.mine owner to ${login}; grant usage on schema hub to ${login}`,
    )
    const app = openDatabase(asked.href, { connections: 2 })
    await expect(selfCheck(atHome, app)).rejects.toThrow(/bypass row-level security.*owns 1 tables/s)
    await app.end()
    await owner.unsafe(`drop table public.mine; revoke usage on schema hub from ${login}; drop role ${login}`)
  })

  it('it refuses a table whose row-level security was switched off', async () => {
    const app = openDatabase(appUrlFor(database.url), { connections: 2 })
    await owner`alter table hub.waits no force row level security`
    await expect(selfCheck(atHome, app)).rejects.toThrow(/not forced on waits/)
    await owner`alter table hub.waits force row level security`
    expect((await factsOf(app)).unforced).toEqual([])
    await app.end()
  })
})
