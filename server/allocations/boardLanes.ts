import { checkLanes, standardLanes, type BoardLanes } from '#shared/allocations/boardLanes.ts'
import {
  boardLanes as boardLanesQuery,
  setBoardLanes as setCommand,
  type BoardLanesRow,
} from '#shared/allocations/boardLanesContract.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'

/** How the service has its board laid out on the day of a request; the standard where it has said nothing. */
export async function lanesNow({ sql, service, now }: Context): Promise<BoardLanes> {
  const [found] = await sql<BoardLanes[]>`
    select names, lane_order as "order", folded from board_lanes where service_id = ${service} and effective_from <= ${londonDayOf(now)}
    order by effective_from desc limit 1`
  return found ?? standardLanes
}

const lanesRows = ({ sql, service }: Context): Promise<readonly BoardLanesRow[]> =>
  sql<BoardLanesRow[]>`
    select l.effective_from as "effectiveFrom", l.names, l.lane_order as "order", l.folded, l.why, p.name as "byName", l.set_at as at
    from board_lanes l join people p on p.service_id = l.service_id and p.id = l.set_by
    where l.service_id = ${service} order by l.effective_from desc`

export const boardLanes = answer(boardLanesQuery, {
  needs: 'set up the service',
  reveals: 'nobody',
  async run(_asked, context) {
    const [now, rows] = await Promise.all([lanesNow(context), lanesRows(context)])
    return { now, rows, today: londonDayOf(context.now) }
  },
})

/** Never edited: a later day takes over. */
export const setBoardLanes = handle(setCommand, {
  needs: 'set up the service',
  constraints: { one_layout_of_lanes_per_day: { code: 'lanes-day-taken', field: 'effectiveFrom' } },
  async run({ effectiveFrom, why, ...lanes }, { sql, actor, now }) {
    const wrong = checkLanes(lanes)
    if (wrong) return refuse(wrong)
    if (effectiveFrom < londonDayOf(now)) return refuse({ code: 'lanes-not-ahead', field: 'effectiveFrom' })
    const folded = [...new Set(lanes.folded)]
    await sql`
      insert into board_lanes (service_id, effective_from, names, lane_order, folded, why, set_by, set_at)
      values (${actor.serviceId}, ${effectiveFrom}, ${JSON.stringify(lanes.names)}::text::jsonb, ${[...lanes.order]}::text[], ${folded}::text[],
        ${why}, ${actor.personId}, ${now})`
    return effect({ effectiveFrom }, { type: 'board-lanes-set', data: { effectiveFrom, ...lanes, folded } })
  },
})
