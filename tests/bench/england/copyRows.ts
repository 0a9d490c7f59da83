import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type postgres from 'postgres'
import type { Row } from '../bulkInsert.ts'

const CHUNK_CHARACTERS = 64 * 1024

/** Which columns of each table are arrays: everything else that is no plain value is JSON. */
export type ArrayColumns = ReadonlyMap<string, ReadonlySet<string>>

export async function arrayColumns(sql: postgres.Sql): Promise<ArrayColumns> {
  const rows = await sql<{ table: string; columns: string[] }[]>`
    select table_name as table, array_agg(column_name::text) as columns from information_schema.columns
    where table_schema = 'hub' and data_type = 'ARRAY' group by table_name`
  return new Map(rows.map(({ table, columns }) => [table, new Set(columns)]))
}

/**
 * Adds rows by COPY: those of the first row's columns, the others as the table fills them in.
 *
 * @returns how many there were
 */
export async function copyRows(
  sql: Pick<postgres.Sql, 'unsafe'>,
  table: string,
  rows: Iterable<Row>,
  arrays: ArrayColumns,
): Promise<number> {
  const coming: Iterator<Row, unknown> = rows[Symbol.iterator]()
  const first = coming.next()
  if (first.done) return 0
  const columns = Object.keys(first.value)
  const ofArrays = arrays.get(table) ?? new Set<string>()
  // Names of tables and columns are written in our own seed; only the values are data.
  const target = await sql.unsafe(`copy hub.${table} (${columns.join(', ')}) from stdin`).writable()
  const done = finished(target)
  // Whatever goes wrong is heard where the end is waited for.
  done.catch(() => undefined)
  let [count, chunk] = [0, '']
  for (let row: IteratorResult<Row, unknown> = first; !row.done; row = coming.next()) {
    const { value } = row
    chunk += `${columns.map((column) => field(value[column], ofArrays.has(column))).join('\t')}\n`
    count += 1
    if (chunk.length < CHUNK_CHARACTERS) continue
    if (!target.write(chunk)) await Promise.race([once(target, 'drain'), done])
    chunk = ''
  }
  target.end(chunk)
  await done
  return count
}

/** One value in the text format of COPY. @see https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2 */
export function field(value: unknown, isArray: boolean): string {
  if (value === null || value === undefined) return String.raw`\N`
  const plain = typeof value === 'string' ? value : isArray ? arrayText(Object(value)) : JSON.stringify(value)
  return plain.replaceAll(/[\\\t\n\r]/g, (one) => ESCAPED[one] ?? one)
}

const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const arrayText = (value: object): string =>
  `{${Object.values(value)
    .map((one) => `"${String(one).replaceAll(/["\\]/g, (sign) => `\\${sign}`)}"`)
    .join(',')}}`
