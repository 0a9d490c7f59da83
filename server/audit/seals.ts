import type { SealLine, Seals } from '#shared/audit/contract.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'

const SHOWN = 12

/** The latest seals, and what waits for the next: reads of transactions that no seal reaches yet. */
export async function sealsNow({ sql, service }: Context): Promise<Seals> {
  const [last, [wait]] = await Promise.all([
    sql<SealLine[]>`
      select number, sealed_at as "sealedAt", rows as reads, events_seq as "eventsTo", encode(substring(hash from 1 for 8), 'hex') as mark
      from seals where service_id = ${service} order by number desc limit ${SHOWN}`,
    sql<{ waiting: number; oldestWaitingAt: Instant | null }[]>`
      select count(*) as waiting, min(r.at) as "oldestWaitingAt" from reads r
        left join (select upto_tx, moved_to_id from seals where service_id = ${service} order by number desc limit 1) last on true
      where r.service_id = ${service} and r.tx < pg_snapshot_xmax(pg_current_snapshot())
        and r.tx >= coalesce(last.upto_tx, '0') and r.id > coalesce(last.moved_to_id, 0)`,
  ])
  return { last, waiting: wait?.waiting ?? 0, oldestWaitingAt: wait?.oldestWaitingAt ?? null }
}
