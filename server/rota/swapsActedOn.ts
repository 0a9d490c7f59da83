import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { ActedOn } from '#shared/rota/undoSwap.ts'
import type { Context } from '#server/kernel/handle.ts'

/**
 * Whether somebody has acted on shifts since a moment: has said that they saw the notice of one, or has asked colleagues about one that
 * is theirs now. Whoever has may have planned by it.
 */
export async function actedOn(
  { sql, actor }: Context,
  who: PersonId,
  shiftIds: readonly ShiftId[],
  since: Instant,
): Promise<ActedOn | null> {
  const [acted] = await sql<ActedOn[]>`
    select p.name as "byName", least(
      (select min(n.acknowledged_at) from rota_notices n
        where n.service_id = p.service_id and n.person_id = p.id and n.acknowledged_at >= ${since}
          and exists (select from jsonb_array_elements(n.changes) c where c ->> 'shiftId' = any (${[...shiftIds]}::text[]))),
      (select min(o.offered_at) from shift_offers o
        where o.service_id = p.service_id and o.offered_by = p.id and o.offered_at > ${since}
          and o.shift_id = any (${[...shiftIds]}::uuid[]))) as at
    from people p where p.service_id = ${actor.serviceId} and p.id = ${who}`
  return acted && (acted.at as Instant | null) !== null ? acted : null
}
