import { getTableColumns, getTableName } from 'drizzle-orm'
import type postgres from 'postgres'
import { tables, type DemoRows, type TableName } from './rows.ts'

/** Rows to a statement: few round trips, and no statement so large that it is felt. */
const AT_ONCE = 1000

/** Writes every row of the demo. The caller's transaction makes it all or nothing. */
export async function insertDemo(sql: postgres.TransactionSql, rows: DemoRows): Promise<void> {
  for (const name of Object.keys(tables) as readonly TableName[]) await insertRows(sql, name, rows[name])
}

async function insertRows(sql: postgres.TransactionSql, name: TableName, rows: readonly object[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = columnsOf(name, first)
  const target = `hub.${getTableName(tables[name])}`
  const list = columns.map(([, column]) => column).join(', ')
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const part = rows.slice(from, from + AT_ONCE).map((row) => renamed(row, columns))
    // Names come from our own schema, never from outside; the rows travel as one parameter.
    await sql.unsafe(
      `insert into ${target} (${list}) select ${list} from jsonb_populate_recordset(null::${target}, $1::text::jsonb)`,
      [JSON.stringify(part)],
    )
  }
}

type Columns = readonly (readonly [key: string, column: string])[]

/** What each field of a row is called in the table. A field without a column is a slip, found at once. */
function columnsOf(name: TableName, row: object): Columns {
  const known = Object.entries(getTableColumns(tables[name])).map(([key, { name: column }]) => [key, column] as const)
  const stray = Object.keys(row).filter((key) => !known.some(([own]) => own === key))
  if (stray.length > 0) throw new Error(`${name} has no ${stray.join(', ')}`)
  return known.filter(([key]) => key in row)
}

const renamed = (row: object, columns: Columns): object => {
  const values = new Map<string, unknown>(Object.entries(row))
  return Object.fromEntries(columns.map(([key, column]) => [column, values.get(key) ?? null]))
}
