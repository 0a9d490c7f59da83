import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { APP_ROLE, appPasswordFor } from './roles.ts'

export interface MigrateOptions {
  /** An address whose login may create roles and extensions, or finds them made already. */
  readonly url: string
  readonly log?: (line: string) => void
}

/** The server is too old for the schema. The message says which it is and which are right; who gave its address is known elsewhere. */
export class DatabaseTooOld extends Error {
  readonly code = 'SERVER_TOO_OLD'
}

const ONE_AT_A_TIME = 4_711_001

/**
 * Brings a database to this version's shape: roles, extensions, tables, rules. Safe to run again, and by several at once.
 *
 * @throws DatabaseTooOld when the server is older than PostgreSQL 15; the driver's error when the login may not do what is needed
 */
export async function migrate({ url, log = () => undefined }: MigrateOptions): Promise<void> {
  const client = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'duty-hub-migrate' },
  })
  try {
    await refuseOldServer(client)
    await client`select pg_advisory_lock(${ONE_AT_A_TIME})`
    await prepareRoles(client, url)
    await client`set role hub_owner`
    await runMigrations(drizzle(client), { migrationsFolder: migrationsFolder(), migrationsSchema: 'hub_migrations' })
    log('database is up to date')
  } finally {
    await client.end({ timeout: 5 })
  }
}

async function refuseOldServer(client: postgres.Sql): Promise<void> {
  const [row] = await client<{ number: number }[]>`select current_setting('server_version_num')::int as number`
  if (row && row.number < 150_000) {
    throw new DatabaseTooOld(
      `that is PostgreSQL ${Math.floor(row.number / 10_000)}, and Duty Hub needs 15 to 18. Upgrade it, or give the address of a newer one`,
    )
  }
}

async function prepareRoles(client: postgres.Sql, url: string): Promise<void> {
  const [row] = await client<{ name: string }[]>`select current_database() as name`
  const database = client(row?.name ?? '')
  await client`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'hub_owner') then create role hub_owner nologin; end if;
      if not exists (select from pg_roles where rolname = 'hub_app') then
        create role hub_app login nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
      end if;
    end $$`
  // The password holds only base64url characters, so it cannot break out of the quotes; DDL takes no parameters.
  await client.unsafe(`alter role ${APP_ROLE} password '${appPasswordFor(url)}'`)
  await client`grant hub_owner to current_user`
  await client`grant create, connect on database ${database} to hub_owner`
  await client`create schema if not exists hub authorization hub_owner`
  await client`create extension if not exists btree_gist with schema public`
  await client`create extension if not exists pg_trgm with schema public`
  await client`create extension if not exists fuzzystrmatch with schema public`
}

let newest: number | null = null

/** The last migration that this version knows, by its moment in milliseconds: what `hub.schema_version()` answers once it has run. */
export function schemaVersion(): number {
  if (newest !== null) return newest
  const journal = JSON.parse(readFileSync(join(migrationsFolder(), 'meta', '_journal.json'), 'utf8')) as {
    readonly entries: readonly { readonly when: number }[]
  }
  return (newest = Math.max(...journal.entries.map(({ when }) => when)))
}

/** The SQL stands in the source tree; a build runs from `dist/`, so look upwards for it. */
function migrationsFolder(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'db', 'migrations', 'meta', '_journal.json'))) {
    const up = dirname(folder)
    if (up === folder) throw new Error('db/migrations is missing: run Duty Hub from its own folder')
    folder = up
  }
  return join(folder, 'db', 'migrations')
}
