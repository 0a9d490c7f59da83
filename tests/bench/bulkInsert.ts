import type postgres from 'postgres'

export type Row = Readonly<Record<string, unknown>>
/** Rows by table, in the order in which their foreign keys let them in. */
export type Tables = ReadonlyMap<string, readonly Row[]>

const AT_ONCE = 2000

/** Adds many rows in few statements; every check, key and trigger of the database stays on. @returns rows by table */
export async function bulkInsert(owner: postgres.Sql, tables: Tables): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  for (const [table, rows] of tables) {
    for (let first = 0; first < rows.length; first += AT_ONCE) {
      const some = rows.slice(first, first + AT_ONCE)
      const columns = Object.keys(some[0] ?? {}).join(', ')
      // Names of tables and columns are written in our own seed; only the values are data.
      await owner.unsafe(
        `insert into hub.${table} (${columns}) select ${columns} from json_populate_recordset(null::hub.${table}, $1::text::json)`,
        [JSON.stringify(some)],
      )
    }
    counts.set(table, rows.length)
  }
  return counts
}
