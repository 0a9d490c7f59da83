import type { Database } from '#db/client.ts'
import { actorMay } from './actor.ts'
import type { QueryDoor } from './handle.ts'
import { invalid, notAllowed, notSignedIn, type Problem } from './problems.ts'
import { contextOn, markCommitted, markOpen, onConnection, openedFor, type Asking } from './transaction.ts'

export type QueryAnswer =
  { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly problem: Problem }

/**
 * Answers one query from one snapshot. If the answer shows a person, the read is recorded in the same transaction:
 * no record, no answer.
 */
export async function runQuery(
  database: Database,
  door: QueryDoor,
  asking: Asking & { readonly sent: unknown },
): Promise<QueryAnswer> {
  const work = door.accept(asking.sent)
  return onConnection(database, async (sql) => {
    markOpen(sql)
    const actor = await openedFor(sql, asking, 'repeatable read')
    if (!actor) return { ok: false, problem: notSignedIn }
    if (!actorMay(actor, door.needs)) return { ok: false, problem: notAllowed }
    if (!work.ok) return { ok: false, problem: invalid(work.refusal) }
    const { answer, reveals } = await work.value(contextOn(sql, actor, asking.now))
    const seen = [...new Set(reveals)]
    const recorded =
      seen.length > 0 &&
      sql`
        insert into reads (service_id, at, actor_id, query, referral_ids, request_id)
        values (${actor.serviceId}, ${asking.now}, ${actor.personId}, ${door.name}, ${seen}::uuid[], ${asking.requestId})`
    await Promise.all([recorded, sql`commit`])
    markCommitted(sql)
    return { ok: true, answer }
  })
}
