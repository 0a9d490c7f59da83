import type { AccountHappening } from '#shared/identity/happenings.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Connection, Database, Transaction } from '#db/client.ts'

/** Anything that runs SQL inside a transaction that names an account. */
export type OnAccount = Transaction | Connection

/**
 * Runs work in one transaction that names an account: the database then shows that account's factors, codes, links and log, and
 * nobody else's. The counterpart, for signing in, of what the doors do for a service.
 *
 * @example const apps = await onAccount(deps.database, accountId, (sql) => sql`select id from authenticator_apps`)
 */
export async function onAccount<Result>(
  database: Database,
  accountId: string,
  work: (sql: Transaction) => Promise<Result>,
): Promise<Result> {
  return (await database.begin(async (sql) => {
    await sql`select set_config('app.account_id', ${accountId}, true)`
    return work(sql)
  })) as Result
}

/** Where something was done from, for the account's log. */
export interface From {
  readonly address: string
  readonly device: string
  readonly sessionId?: string | null
}

/** Writes down what happened at the account's door. */
export const note = async (
  sql: OnAccount,
  what: AccountHappening,
  at: Instant,
  { address, device, sessionId = null }: From,
): Promise<void> => {
  await sql`insert into account_log (at, what, session_id, address, device) values (${at}, ${what}, ${sessionId}, ${address}, ${device})`
}
