import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '#db/client.ts'
import { cloneOf, TEMPLATE, type TestDatabase } from '#tests/harness/database.ts'

let database: TestDatabase
let app: Database
beforeAll(async () => {
  database = await cloneOf(TEMPLATE)
  app = openDatabase(database.url, { connections: 1 })
})
afterAll(async () => {
  await app.end()
  await database.drop()
})

describe('the plans that a connection keeps', () => {
  it('are good in the functions of the database and outside them: both find names by the same path', async () => {
    const [path] = await app<{ search_path: string }[]>`show search_path`
    const functions = await app<{ name: string; path: string }[]>`
      select p.proname as name, split_part(setting, '=', 2) as path
      from pg_proc p cross join unnest(p.proconfig) setting
      where p.pronamespace = 'hub'::regnamespace and p.proname in ('open_request', 'event_joins_the_chain', 'command_left_an_event')
        and setting like 'search_path=%'`
    expect(functions.length).toBeGreaterThanOrEqual(3)
    for (const { name, path: within } of functions) expect(within, name).toBe(path?.search_path)
  })
})
