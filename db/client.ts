import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core'
import { PostgresJsSession, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { instantOfDatabase, type Instant } from '#shared/time/instant.ts'

/** The driver as we set it up: moments come as `Instant`, days as text, counts as numbers, whatever the process's zone is. */
const types = {
  instant: { to: 1184, from: [1184], serialize: (value: Instant) => value, parse: instantOfDatabase },
  day: { to: 1082, from: [1082], serialize: (value: string) => value, parse: (text: string) => text },
  count: { to: 20, from: [20], serialize: (value: number) => String(value), parse: (text: string) => Number(text) },
}
type DriverTypes = { instant: Instant; day: string; count: number }

export type Database = postgres.Sql<DriverTypes>
export type Connection = postgres.ReservedSql<DriverTypes> & {
  /** Ends the line at once, whatever the other end says: see `patchPostgres.mjs`. Whoever waits on it is told that it is lost. */
  readonly tearDown?: () => void
}
/** A piece of a statement, to be put into another: its values stay parameters. */
export type SqlPart = postgres.PendingQuery<postgres.Row[]>
export type Transaction = postgres.TransactionSql<DriverTypes>

export interface DatabaseOptions {
  /** How many connections at most; each holds one command or query at a time. */
  readonly connections?: number
  readonly name?: string
}

/**
 * Opens a pool to a database of the hub. Limits are set on every connection, so that no request waits for ever:
 * 5 s for a statement, 2 s for a lock, 10 s idle inside a transaction.
 *
 * @example const database = openDatabase('postgres://hub_app:…@127.0.0.1:5432/duty_hub')
 */
export function openDatabase(url: string, { connections = 12, name = 'duty-hub' }: DatabaseOptions = {}): Database {
  return postgres(url, {
    max: connections,
    types,
    transform: { undefined: null },
    onnotice: () => undefined,
    connect_timeout: 10,
    connection: {
      application_name: name,
      // The same as in the database's own functions, in the same order: a plan that is kept is only good under the path that it was made
      // under, and a foreign key that is checked in a function and then outside would be planned anew each time.
      search_path: 'hub, pg_temp',
      statement_timeout: 5000,
      lock_timeout: 2000,
      idle_in_transaction_session_timeout: 10_000,
      TimeZone: 'UTC',
      // Every statement is led by its service, so one plan serves all values: planning each again costs more than running it.
      plan_cache_mode: 'force_generic_plan',
      jit: 'off',
    },
  })
}

/** Drizzle's query builder on one connection. */
export type Queries = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>

const dialect = new PgDialect()

/**
 * The query builder on a connection that is already in a transaction. Built by hand because `drizzle(client)` changes the
 * client's own parsers, and because its statements are planned anew each time unless they are prepared.
 */
export function queriesOn(connection: Connection): Queries {
  const prepared = {
    unsafe: (text: string, parameters: never[]) => connection.unsafe(text, parameters, { prepare: true }),
  }
  // The session only ever calls `unsafe` on its client; its type asks for the whole driver.
  const session = new PostgresJsSession(prepared as unknown as postgres.Sql, dialect, undefined, {})
  return new PgDatabase(dialect, session, undefined) as Queries
}
