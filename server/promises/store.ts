import type { ServiceId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Connection, Database } from '#db/client.ts'
import type { Broken } from './words.ts'

/** Everything, however long ago. */
export const EVER = '-infinity' as Instant

/** So long may one service's rows be gone through. */
const STATEMENT_MS = 600_000

/** What the schema itself lacks: policies, triggers, constraints, indexes. Read off the catalogue, for all services at once. */
export const missingRules = (database: Database): PromiseLike<readonly Broken[]> =>
  database<Broken[]>`select promise, about from hub.missing_rules()`

/**
 * Which promises the rows of one service break, by ids only. Looks at one moment of the database and changes nothing.
 *
 * @param stopped has the database give up in the middle of it
 * @param since how far back events and commands are gone through; {@link EVER} for all. The rest is always looked at whole.
 * @example await brokenIn(database, serviceId, { since: EVER, at: systemClock() })
 */
export async function brokenIn(
  database: Database,
  serviceId: ServiceId,
  { since, at }: { readonly since: Instant; readonly at: Instant },
  stopped?: AbortSignal,
): Promise<readonly Broken[]> {
  const found = await database.begin('isolation level repeatable read', async (sql) => {
    await sql`
      select set_config('app.service_id', ${serviceId}, true), set_config('statement_timeout', ${String(STATEMENT_MS)}, true)`
    const asked = (sql as unknown as Connection)<Broken[]>`
      select promise, about from hub.broken_promises(${since}::timestamptz, ${at}::timestamptz)`
    const giveUp = (): void => asked.cancel()
    stopped?.addEventListener('abort', giveUp, { once: true })
    try {
      return [...(await asked)]
    } finally {
      stopped?.removeEventListener('abort', giveUp)
    }
  })
  return found as readonly Broken[]
}

/** Every service of the database. */
export async function servicesOf(database: Database): Promise<readonly ServiceId[]> {
  const rows = await database<{ serviceId: ServiceId }[]>`
    select "serviceId" from hub.stream_positions() order by "serviceId"`
  return rows.map(({ serviceId }) => serviceId)
}
