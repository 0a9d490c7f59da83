import type { ServiceId } from '#shared/kernel/ids.ts'
import type { Topic } from '#shared/kernel/topic.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Connection, Database } from '#db/client.ts'
import { digestOf } from './digest.ts'
import type { Happened } from './handle.ts'
import { markCommitted, markOpen, onConnection } from './transaction.ts'

/**
 * Something that nobody did. What its key comes to stands where a command's id would: the same key and turn are never recorded twice, and
 * nobody who knows the key can take its place with a press of their own.
 */
export interface HappenedByItself extends Happened {
  readonly key: string
  readonly turn: number
}

/** What the hub does by itself works with: one service, at one moment, on behalf of nobody. */
export interface ByItself {
  readonly sql: Connection
  readonly serviceId: ServiceId
  readonly now: Instant
}

/** What a later feature does when the hub has done something by itself, in the same transaction. */
export type Follow = (happened: readonly HappenedByItself[], at: ByItself) => Promise<void>

export interface ByItselfDeps {
  readonly database: Database
  readonly touchedBy: (eventType: string) => readonly Topic[]
  readonly follow?: Follow
}

/**
 * Does something in one service that nobody asked for, and records it as done by itself: one transaction, events numbered last, screens
 * told after the commit. Whatever `work` answers with is recorded with what it did, or neither is.
 *
 * @example await byItself(deps, { serviceId, now }, async ({ sql }) => [{ type: 'alarm-raised', key: id, turn: 0, … }])
 */
export function byItself(
  { database, touchedBy, follow }: ByItselfDeps,
  { serviceId, now }: Pick<ByItself, 'serviceId' | 'now'>,
  work: (at: ByItself) => Promise<readonly HappenedByItself[]>,
): Promise<readonly HappenedByItself[]> {
  return onConnection(database, async (sql) => {
    markOpen(sql)
    await Promise.all([
      sql`begin`,
      sql`select set_config('app.service_id', ${serviceId}, true), set_config('app.now', ${now}, true)`,
    ])
    const happened = await work({ sql, serviceId, now })
    if (happened.length > 0) await follow?.(happened, { sql, serviceId, now })
    if (happened.length > 0) await record(sql, serviceId, happened, touchedBy)
    await sql`commit`
    markCommitted(sql)
    return happened
  })
}

async function record(
  sql: Connection,
  serviceId: ServiceId,
  happened: readonly HappenedByItself[],
  touchedBy: ByItselfDeps['touchedBy'],
): Promise<void> {
  const touches = [...new Set(happened.flatMap(({ type }) => touchedBy(type)))].join(',')
  const rows = happened.map(({ key, turn, type, referralId, personId, data }, place) => ({
    place,
    key: ownKey(key),
    turn,
    type,
    referral_id: referralId,
    person_id: personId,
    data: data ?? {},
  }))
  await sql`
    with counter as (
      update service_counters set last_seq = last_seq + ${rows.length}
      where service_id = ${serviceId} returning last_seq - ${rows.length} as before, last_seq
    ), recorded as (
      insert into events (seq, command_id, ordinal, type, referral_id, person_id, data)
      select counter.before + 1 + e.place, e.key, e.turn, e.type, e.referral_id, e.person_id, e.data
      from counter, jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as e(place int, key uuid, turn int, type text, referral_id uuid, person_id uuid, data jsonb)
      order by e.place
    )
    select pg_notify('hub', hub.hint(${serviceId}, last_seq, ${touches}, '', ${rows.length})) from counter`
}

/** A UUID of version 8 (RFC 9562 §5.8), which no press may have, always the same one for a key. */
function ownKey(key: string): string {
  const hex = digestOf(`by itself ${key}`)
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}
