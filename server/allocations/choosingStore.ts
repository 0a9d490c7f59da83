import type { ChoosingRow } from '#shared/allocations/choosingContract.ts'
import type { PastChoice } from '#shared/allocations/previewWeights.ts'
import { standardChoosing, standardWeights, type ChoosingRules } from '#shared/allocations/weights.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

/** How the service has its choices weighed on the day of a request; the standard where it has said nothing. */
export async function choosingNow({ sql, service, now }: Context): Promise<ChoosingRules> {
  const [found] = await sql<ChoosingRules[]>`
    select weights, accept_minutes as accept from choosing_rules where service_id = ${service} and effective_from <= ${londonDayOf(now)}
    order by effective_from desc limit 1`
  // What was set before a weight existed goes by the standard one.
  return found ? { ...found, weights: { ...standardWeights, ...found.weights } } : standardChoosing
}

export const choosingRows = ({ sql, service }: Context): Promise<readonly ChoosingRow[]> =>
  sql<ChoosingRow[]>`
    select c.effective_from as "effectiveFrom", c.weights, c.accept_minutes as accept, c.why, p.name as "byName", c.set_at as at
    from choosing_rules c join people p on p.service_id = c.service_id and p.id = c.set_by
    where c.service_id = ${service} order by c.effective_from desc`

/** The latest choices of some days, with what their orders were worked out from. */
export const pastChoices = (
  { sql }: Context,
  { from, until, most }: { readonly from: Instant; readonly until: Instant; readonly most: number },
): Promise<readonly PastChoice[]> => sql<PastChoice[]>`select * from hub.choices_made(${from}, ${until}, ${most})`

/** Names of colleagues by id, whoever has left included. */
export async function staffNames(
  { sql, service }: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from people where service_id = ${service} and id = any (${[...ids]}::uuid[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}
