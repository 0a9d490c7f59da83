import type postgres from 'postgres'

import {
  DEFINERS,
  FOREIGN_KEYS_TO_SHARED,
  GLOBAL_KEYS,
  MAY_DELETE,
  NARROWED,
  NEVER_CHANGED,
  ofAnAccount,
  OTHER_POLICIES,
  SHARED_TABLES,
  UNSEEN,
} from './catalogueLists.ts'

type Sql = postgres.TransactionSql

/**
 * Every way in which the database has stopped keeping services apart, as sentences; empty when all is well.
 * It asks PostgreSQL's own catalogue, so that a new table, key, view or function is held to the rules on the day it is made.
 */
export async function brokenRules(sql: Sql): Promise<readonly string[]> {
  const checks = [tables, policies, foreignKeys, uniqueKeys, views, definers, application, grants, words, times]
  const found: string[] = []
  for (const check of checks) found.push(...(await check(sql)))
  return found
}

async function tables(sql: Sql): Promise<string[]> {
  const rows = await sql<
    { name: string; kind: string; lasting: string; secured: boolean; forced: boolean; served: boolean }[]
  >`
    select c.relname as name, c.relkind as kind, c.relpersistence as lasting, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'service_id' and a.attnotnull) as served
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'hub' and c.relkind in ('r', 'p', 'm')`
  return rows.flatMap(({ name, kind, lasting, secured, forced, served }) => [
    ...(kind === 'm' ? [`${name}: a materialised view copies rows out of their service`] : []),
    ...(lasting !== 'p' ? [`${name}: a crash would empty it`] : []),
    ...(kind !== 'm' && !(secured && forced) ? [`${name}: row-level security is not enabled and forced`] : []),
    ...(kind !== 'm' && !served && !(name in SHARED_TABLES) ? [`${name}: no service_id that is always filled`] : []),
  ])
}

async function policies(sql: Sql): Promise<string[]> {
  const all = await sql<
    {
      table: string
      name: string | null
      using: string | null
      check: string | null
      roles: string
      widens: boolean | null
      seen: boolean
    }[]
  >`
    select c.relname as "table", p.polname as name, pg_get_expr(p.polqual, p.polrelid) as "using", pg_get_expr(p.polwithcheck, p.polrelid) as "check",
      array_to_string(p.polroles::regrole[], ',') as roles, p.polpermissive as widens,
      has_any_column_privilege('hub_app', c.oid, 'select, insert, update') as seen
    from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_policy p on p.polrelid = c.oid
    where n.nspname = 'hub' and c.relkind in ('r', 'p')`
  const open = Object.entries(NARROWED)
    .filter(([table, name]) => !all.some((one) => one.table === table && one.name === name && one.widens === false))
    .map(([table]) => `${table}: everybody of the service sees every person`)
  const wide = all.flatMap(({ table, name, using, check, roles, widens }) => {
    if (name === null) return [`${table}: no policy`]
    if (widens === false) return []
    const column = table === 'services' ? 'id' : 'service_id'
    if (using === ownOf(column) && check === ownOf(column)) return []
    const ownAccount = `(account_id = ( SELECT hub.current_account() AS current_account))`
    if (ofAnAccount.includes(table) && using === ownAccount && check === ownAccount) return []
    const known = `${table}.${name}` in OTHER_POLICIES && (roles === 'hub_owner' || table === 'epochs')
    return known ? [] : [`${table}: policy ${name} lets in more than its own service`]
  })
  return [...open, ...wide, ...withoutOwn(all)]
}

const ownOf = (column: string): string => `(${column} = ( SELECT hub.current_service() AS current_service))`

/** Tables that requests come to, and whose own service no policy names: others may be there, but this is the one that keeps services apart. */
function withoutOwn(
  all: readonly { table: string; using: string | null; check: string | null; seen: boolean }[],
): readonly string[] {
  const kept = new Set(
    all
      .filter(({ table, using, check }) => {
        const own = ownOf(table === 'services' ? 'id' : 'service_id')
        return using === own && check === own
      })
      .map(({ table }) => table),
  )
  const bare = all
    .filter(({ table, seen }) => seen && !kept.has(table) && table !== 'epochs' && !ofAnAccount.includes(table))
    .map(({ table }) => table)
  return [...new Set(bare)].map((table) => `${table}: no policy for its own service`)
}

async function foreignKeys(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string; source: string; target: string; columns: string[] }[]>`
    select k.conname as name, k.conrelid::regclass::text as source, t.relname as target,
      array(select a.attname::text from unnest(k.conkey) with ordinality u(number, place) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number order by u.place) as columns
    from pg_constraint k join pg_class t on t.oid = k.confrelid join pg_namespace n on n.oid = k.connamespace
    where k.contype = 'f' and n.nspname = 'hub'`
  return rows
    .filter(({ target, columns }) => !FOREIGN_KEYS_TO_SHARED.has(target) && columns[0] !== 'service_id')
    .map(({ name, source }) => `${source}: foreign key ${name} does not include the service`)
}

async function uniqueKeys(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string; first: string | null; table: string }[]>`
    select i.relname as name, (select t.relname from pg_class t where t.oid = x.indrelid) as "table", (select a.attname from pg_attribute a where a.attrelid = x.indrelid and a.attnum = x.indkey[0]) as first
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
    where n.nspname = 'hub' and (x.indisunique or x.indisexclusion)`
  return rows
    .filter(({ name, first, table }) => {
      const own = first === 'service_id' || (first === 'account_id' && ofAnAccount.includes(table))
      return !own && !(name in GLOBAL_KEYS)
    })
    .map(({ name }) => `${name}: a unique key across services tells one what another has`)
}

async function views(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string; options: string | null }[]>`
    select c.relname as name, array_to_string(c.reloptions, ',') as options
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'hub' and c.relkind = 'v'`
  return rows
    .filter(({ options }) => !options?.includes('security_invoker=true'))
    .map(({ name }) => `${name}: view without security_invoker`)
}

async function definers(sql: Sql): Promise<string[]> {
  // One whose body was parsed when it was made looks nothing up by a path any more.
  const rows = await sql<{ name: string; settings: string | null; definer: boolean; parsed: boolean }[]>`
    select p.proname as name, array_to_string(p.proconfig, ',') as settings, p.prosecdef as definer, p.prosqlbody is not null as parsed
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'hub'`
  return rows.flatMap(({ name, settings, definer, parsed }) => [
    ...(settings?.includes('search_path=') || (parsed && !definer)
      ? []
      : [`${name}: function without a fixed search_path`]),
    ...(definer && !DEFINERS.includes(name) ? [`${name}: runs as its owner and is not on the list`] : []),
  ])
}

async function application(sql: Sql): Promise<string[]> {
  const [role] = await sql<
    { rolsuper: boolean; rolbypassrls: boolean; rolcreaterole: boolean; rolcreatedb: boolean; member: boolean }[]
  >`
    select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, exists (select from pg_auth_members m where m.member = r.oid) as member from pg_roles r where rolname = 'hub_app'`
  const owned = await sql<
    { name: string }[]
  >`select c.relname as name from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'hub_app'`
  return [
    ...(role ? [] : ['hub_app is missing']),
    ...(role && Object.values(role).some(Boolean) ? ['hub_app can do more than it should'] : []),
    ...owned.map(({ name }) => `hub_app owns ${name}`),
  ]
}

async function grants(sql: Sql): Promise<string[]> {
  const rows = await sql<{ table: string; what: string }[]>`
    select table_name as "table", privilege_type as what from information_schema.role_table_grants where grantee in ('hub_app', 'PUBLIC') and table_schema = 'hub'`
  const allowed = (table: string, what: string): boolean => {
    if (UNSEEN.includes(table)) return false
    if (what === 'SELECT' || what === 'INSERT') return true
    if (what === 'UPDATE') return !NEVER_CHANGED.includes(table)
    return what === 'DELETE' && MAY_DELETE.includes(table)
  }
  return rows
    .filter(({ table, what }) => !allowed(table, what))
    .map(({ table, what }) => `hub_app may ${what} ${table}`)
}

/** Free text about a person that is read through a function, which knows who asks. */
const UNREAD = [
  'allocations.reason',
  'allocations.outcome',
  'allocations.outcome_detail',
  'allocations.outcome_reasons',
  'allocations.ended_why',
  'allocations.choice',
  'waits.note',
  'referral_drafts.content',
]

async function words(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.column_privileges
    where grantee in ('hub_app', 'PUBLIC') and table_schema = 'hub' and privilege_type = 'SELECT'`
  return rows.filter(({ name }) => UNREAD.includes(name)).map(({ name }) => `hub_app may read ${name}`)
}

async function times(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'hub' and a.atttypid = 'timestamp'::regtype and not a.attisdropped`
  return rows.map(({ name }) => `${name}: a time without a zone`)
}
