// What one command left in the database, read back: the bare transaction writes the same rows, so it has to be shown them.
import type postgres from 'postgres'

/** Rows by table, each as PostgreSQL tells it in JSON. */
export type Written = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

/** A command's rows as far as another transaction can write the same again: what is in them, not whom they are about. */
export interface Example {
  readonly command: { readonly name: string; readonly answer: string }
  readonly event: {
    readonly type: string
    readonly data: string
    readonly namesPerson: boolean
    readonly sessionId: string
    readonly address: string
    readonly requestId: string
  }
  readonly allocation: { readonly reason: string; readonly choice: string; readonly onShift: boolean } | null
  readonly notice: { readonly kind: string; readonly says: readonly string[] } | null
}

/** Each transaction that records an event writes this row again, the hub's own among them: whose it is now says nothing. */
const WRITTEN_BY_ALL = 'service_counters'

/** The rows that bear the number of the transaction in which a service's last event of a type was recorded, but for the counter. */
export async function rowsOfLast(owner: postgres.Sql, serviceId: string, eventType: string): Promise<Written> {
  const [last] = await owner<{ transaction: string }[]>`
    select xmin::text as transaction from hub.events
    where service_id = ${serviceId} and type = ${eventType} order by seq desc limit 1`
  const tables = await owner<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relnamespace = 'hub'::regnamespace and c.relkind = 'r' and c.relname <> ${WRITTEN_BY_ALL} order by c.relname`
  const found: Record<string, Readonly<Record<string, unknown>>[]> = {}
  for (const { name } of tables) {
    const rows = await owner<{ row: Readonly<Record<string, unknown>> }[]>`
      select to_jsonb(t) as row from ${owner(`hub.${name}`)} t where t.xmin = ${last?.transaction ?? '0'}::text::xid`
    if (rows.length > 0) found[name] = rows.map(({ row }) => row)
  }
  return found
}

/** @throws Error when a command has left no event: then there is nothing to go by */
export function exampleOf(written: Written): Example {
  const only = (table: string): Readonly<Record<string, unknown>> | undefined => written[table]?.[0]
  const [command, event, allocation, notice] = ['commands', 'events', 'allocations', 'outgoing_notices'].map(only)
  if (!command || !event) throw new Error('the command left no event')
  return {
    command: { name: String(command['name']), answer: JSON.stringify(command['answer']) },
    event: {
      type: String(event['type']),
      data: JSON.stringify(event['data']),
      namesPerson: event['person_id'] !== null,
      sessionId: String(event['session_id']),
      address: String(event['address']),
      requestId: String(event['request_id']),
    },
    allocation: allocation
      ? {
          reason: String(allocation['reason']),
          choice: JSON.stringify(allocation['choice']),
          onShift: allocation['shift_id'] !== null,
        }
      : null,
    notice: notice ? { kind: String(notice['kind']), says: [notice['says']].flat().map(String) } : null,
  }
}

/** @example countOf({ events: [{}], commands: [{}] }) // '1 commands, 1 events' */
export const countOf = (written: Written): string =>
  Object.entries(written)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([table, rows]) => `${rows.length} ${table}`)
    .join(', ')
