import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { touchedBy } from '#shared/catalogue.ts'
import type { ServiceId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Connection, Database } from '#db/client.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Happened } from '#server/kernel/handle.ts'
import { markCommitted, markOpen, onConnection } from '#server/kernel/transaction.ts'

/** For which service something is done that no signed-in person asks for: a directory, a provider, a list of leavers. */
export interface ForService {
  readonly serviceId: ServiceId
  readonly now: Instant
  readonly requestId: string
  /** Where the request came from, as far as the trusted proxies say; '' when it came from no request. */
  readonly address: string
}

/** What a request that comes without a session is asked for, and from where. */
export const asksFor = (
  serviceId: ServiceId,
  { clock }: { readonly clock: Clock },
  response: Response,
): ForService => ({
  serviceId,
  now: clock(),
  requestId: String(response.locals['requestId']),
  address: response.req.ip ?? '',
})

export interface ServiceContext extends ForService {
  readonly sql: Connection
}

export interface Made<Result> {
  readonly result: Result
  /** What to record; nothing is committed when something is thrown. */
  readonly events: readonly Happened[]
}

/**
 * Works inside one service without a session: one transaction under that service's row-level security, its events recorded last.
 * Who acted stands in each event's data (`by`), as there is no person to name.
 *
 * @throws whatever the work throws, after everything has been rolled back
 */
export function inService<Result>(
  database: Database,
  asked: ForService,
  work: (context: ServiceContext) => Promise<Made<Result>>,
): Promise<Result> {
  return onConnection(database, async (sql) => {
    markOpen(sql)
    await sql`begin`
    await sql`
      select set_config('app.service_id', ${asked.serviceId}, true), set_config('app.request_id', ${asked.requestId}, true),
        set_config('app.now', ${asked.now}, true), set_config('app.address', ${asked.address}, true)`
    const { result, events } = await work({ ...asked, sql })
    if (events.length > 0) await record(sql, asked, events)
    await sql`commit`
    markCommitted(sql)
    return result
  })
}

function record(sql: Connection, { serviceId }: ForService, happened: readonly Happened[]) {
  const touches = [...new Set(happened.flatMap(({ type }) => touchedBy(type)))].join(',')
  const rows = happened.map((one, ordinal) => ({
    ordinal,
    type: one.type,
    referral_id: one.referralId,
    person_id: one.personId,
    data: one.data ?? {},
  }))
  const commandId = randomUUID()
  return sql`
    with counter as (
      update service_counters set last_seq = last_seq + ${rows.length}
      where service_id = ${serviceId} returning last_seq - ${rows.length} as before, last_seq
    ), recorded as (
      insert into events (seq, command_id, ordinal, type, referral_id, person_id, data)
      select counter.before + 1 + e.ordinal, ${commandId}, e.ordinal, e.type, e.referral_id, e.person_id, e.data
      from counter, jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(ordinal int, type text, referral_id uuid, person_id uuid, data jsonb)
      order by e.ordinal
    )
    select pg_notify('hub', hub.hint(${serviceId}, last_seq, ${touches}, '', ${rows.length})) from counter`
}
