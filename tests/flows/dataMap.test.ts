import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataColumns } from '#shared/privacy/dataMap.ts'
import { cloneOf, TEMPLATE, type TestDatabase } from '#tests/harness/database.ts'

let database: TestDatabase
let sql: postgres.Sql
beforeAll(async () => {
  database = await cloneOf(TEMPLATE)
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

/** Every column of every table of ours, as PostgreSQL's own catalogue has it. Parts of a divided table are the table. */
const columnsThere = async (ask: postgres.Sql | postgres.TransactionSql): Promise<readonly string[]> => {
  const rows = await ask<{ name: string }[]>`
    select c.relname || '.' || a.attname as name
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'hub' and c.relkind in ('r', 'p', 'm', 'f') and not c.relispartition and a.attnum > 0 and not a.attisdropped
    order by 1`
  return rows.map(({ name }) => name)
}

const mapped = dataColumns.map(({ table, column }) => `${table}.${column}`)

describe('the data map', () => {
  it('has every column of the database, and no other', async () => {
    const there = await columnsThere(sql)
    expect(
      there.filter((name) => !mapped.includes(name)),
      'columns without a class: name them in shared/privacy/dataMap',
    ).toEqual([])
    expect(
      mapped.filter((name) => !there.includes(name)),
      'entries without a column: take them out of shared/privacy/dataMap',
    ).toEqual([])
    console.info(`data map: ${mapped.length} columns of ${new Set(dataColumns.map(({ table }) => table)).size} tables`)
  })

  it('empties at a release exactly what the map says', async () => {
    const listed = await sql<
      { name: string }[]
    >`select table_name || '.' || column_name as name from hub.emptied_columns`
    const emptied = dataColumns.filter((one) => one.emptied).map(({ table, column }) => `${table}.${column}`)
    expect(listed.map(({ name }) => name).toSorted()).toEqual(emptied.toSorted())
  })

  it('would notice a column that nobody named', async () => {
    const taken = new Error('take it back')
    await expect(
      sql.begin(async (tx) => {
        await tx`alter table hub.waits add column whispered text`
        expect((await columnsThere(tx)).filter((name) => !mapped.includes(name))).toEqual(['waits.whispered'])
        throw taken
      }),
    ).rejects.toBe(taken)
  })
})
