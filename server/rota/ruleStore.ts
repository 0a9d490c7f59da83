import { refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { RotaEvent } from '#shared/rota/events.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'

/** That somebody changed a rule of the rota since it was seen: who and when, from its last event. */
export async function changedMeanwhile(
  { sql, actor }: Context,
  type: RotaEvent,
  id: string,
  version: number,
): Promise<Outcome<never, RotaRefusal>> {
  const [last] = await sql<{ byName: string; at: Instant }[]>`
    select p.name as "byName", e.at from events e join people p on p.service_id = e.service_id and p.id = e.actor_id
    where e.service_id = ${actor.serviceId} and e.type = ${type} and e.data ->> 'id' = ${id}
    order by e.seq desc limit 1`
  return refuse({ code: 'changed-since-seen', byName: last?.byName ?? null, at: last?.at ?? null, version })
}
