import type { TestHub, TestService } from '#tests/harness/service.ts'

/** What nobody of another service may ever see, in any answer, header, news or line of the log. */
export const CANARY = 'CANARY'

interface Column {
  readonly table: string
  readonly name: string
  readonly type: 'text' | 'text[]' | 'jsonb'
}

/**
 * Writes a canary into every column of text that a service's rows have, unless a constraint of the database says which words it may
 * hold. Answers with the columns that were filled and those that hold codes.
 *
 * @param which only some columns, as `table.column`; all of them unless it is said
 */
export async function fillWithCanaries(
  { owner }: TestHub,
  service: TestService,
  which: (column: string) => boolean = () => true,
): Promise<{ readonly filled: readonly string[]; readonly codes: readonly string[] }> {
  const columns = await owner<Column[]>`
    select c.table_name as "table", c.column_name as name,
      case c.data_type when 'ARRAY' then 'text[]' else c.data_type end as type
    from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = 'hub' and (c.data_type in ('text', 'jsonb') or (c.data_type = 'ARRAY' and c.udt_name = '_text'))
      and (c.table_name = 'services' or exists (select from information_schema.columns s
        where s.table_schema = 'hub' and s.table_name = c.table_name and s.column_name = 'service_id'))
    order by 1, 2`
  const filled: string[] = []
  const codes: string[] = []
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    for (const { table, name, type } of columns.filter((one) => which(`${one.table}.${one.name}`))) {
      const mark = `${CANARY} ${table} ${name} `
      const done = await sql
        .savepoint((point) => {
          const text = point`${mark} || ctid::text`
          const value =
            type === 'jsonb'
              ? point`jsonb_build_object('canary', ${text})`
              : type === 'text[]'
                ? point`array[${text}]`
                : text
          const key = table === 'services' ? point`id` : point`service_id`
          return point`update ${point(`hub.${table}`)} set ${point(name)} = ${value} where ${key} = ${service.id}`
        })
        .catch(() => null)
      if (done === null) codes.push(`${table}.${name}`)
      else filled.push(`${table}.${name}`)
    }
  })
  return { filled, codes }
}

/** Every id that the rows of a service have: none of them may be told to another. */
export async function idsOf({ owner }: TestHub, service: TestService): Promise<Set<string>> {
  const columns = await owner<{ table: string; name: string }[]>`
    select c.table_name as "table", c.column_name as name from information_schema.columns c
    where c.table_schema = 'hub' and c.data_type = 'uuid' and exists (select from information_schema.columns s
      where s.table_schema = 'hub' and s.table_name = c.table_name and s.column_name = 'service_id')`
  const ids = new Set<string>()
  for (const { table, name } of columns) {
    const rows = await owner<{ id: string | null }[]>`
      select distinct ${owner(name)}::text as id from ${owner(`hub.${table}`)} where service_id = ${service.id}`
    for (const { id } of rows) if (id) ids.add(id)
  }
  return ids
}
