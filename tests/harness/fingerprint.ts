import postgres from 'postgres'

/** What a restore changes by itself. */
const NOT_COMPARED = new Set(['epochs'])

/** What stands in every table of the hub, as one digest a table: two databases that agree in all of them hold the same. */
export async function fingerprintOf(url: string): Promise<ReadonlyMap<string, string>> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined, connection: { TimeZone: 'UTC' } })
  try {
    const tables = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c where c.relnamespace = 'hub'::regnamespace and c.relkind = 'r' order by 1`
    const found = new Map<string, string>()
    for (const { name } of tables) {
      if (NOT_COMPARED.has(name)) continue
      const [row] = await sql<{ digest: string }[]>`
        select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as digest from ${sql(`hub.${name}`)} t`
      found.set(name, row?.digest ?? '')
    }
    return found
  } finally {
    await sql.end({ timeout: 2 })
  }
}

/** The tables in which two databases differ. */
export const differences = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name))
