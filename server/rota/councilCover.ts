import type { CouncilId } from '#shared/kernel/ids.ts'
import type { RotaChange } from '#shared/rota/changes.ts'
import { councilShortWords, councilsLeftShort } from '#shared/rota/councilCover.ts'
import type { Context } from '#server/kernel/handle.ts'
import { coverBetween } from './leaveBreaks.ts'
import { needsOf } from './publishStore.ts'

/**
 * For which councils changes of shifts would leave too few people on who may act on behalf of them, in words: of each list of changes by
 * itself. Nothing is refused by it: whoever plans decides.
 */
export async function councilWords(
  context: Context,
  lists: readonly (readonly RotaChange[])[],
): Promise<readonly (readonly string[])[]> {
  const plans = lists.flat().flatMap(({ before, after }) => [before, after].flatMap((plan) => plan ?? []))
  const days = plans.map(({ day }) => day).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  const needs = (await needsOf(context)).filter(({ councilId }) => councilId !== null)
  if (needs.length === 0 || first === undefined || last === undefined) return lists.map(() => [])
  const [{ shifts, counts }, names] = await Promise.all([
    coverBetween(
      context,
      first,
      last,
      plans.map(({ personId }) => personId),
    ),
    namesOfCouncils(context),
  ])
  return lists.map((changes) =>
    councilsLeftShort(shifts, changes, needs, counts).map((gap) =>
      councilShortWords(gap, (councilId) => names.get(councilId) ?? 'A council'),
    ),
  )
}

async function namesOfCouncils({ sql, actor }: Context): Promise<ReadonlyMap<CouncilId, string>> {
  const rows = await sql<{ id: CouncilId; name: string }[]>`
    select id, name from councils where service_id = ${actor.serviceId}`
  return new Map(rows.map(({ id, name }) => [id, name]))
}
