import type { CouncilId, DutyNeedId, TeamId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { dutyNeeds, keepNeed, type NeedRow } from '#shared/rota/needContract.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'
import { actsToday } from '#server/register/store.ts'
import { changedMeanwhile } from './ruleStore.ts'

/** The minimums that are in force. */
export const needRows = ({ sql, actor }: Pick<Context, 'sql' | 'actor'>) => sql<NeedRow[]>`
  select n.id, n.role, n.days, n.starts_at as "startsAt", n.ends_at as "endsAt", n.minimum, n.council_id as "councilId",
    n.team_id as "teamId", t.name as "homeTeam", n.first_day as "firstDay", n.last_day as "lastDay", n.firm, n.version
  from duty_needs n left join home_teams t on t.service_id = n.service_id and t.id = n.team_id
  where n.service_id = ${actor.serviceId} and not n.retired
  order by n.role, t.name nulls first, n.starts_at, n.ends_at, n.first_day nulls first, n.id`

export const showNeeds = answer(dutyNeeds, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run(_asked, context) {
    const { sql, actor, now } = context
    const [needs, councils, teams] = await Promise.all([
      needRows(context),
      sql<{ id: CouncilId; name: string }[]>`
        select id, name from councils where service_id = ${actor.serviceId} and ${actsToday(sql, now)} order by name`,
      sql<{ id: TeamId; name: string }[]>`
        select id, name from home_teams where service_id = ${actor.serviceId} and ended_at is null order by name`,
    ])
    return { needs, councils, teams }
  },
})

export const needKept = handle(keepNeed, {
  needs: 'plan the rota',
  constraints: {
    need_for_a_council_of_the_service: { code: 'council-unknown', field: 'councilId' },
    need_of_a_team_of_the_service: { code: 'team-unknown', field: 'teamId' },
  },
  async run({ needId, seenVersion, ...need }, context) {
    const { sql, actor } = context
    if (need.firstDay !== null && need.lastDay !== null && need.lastDay < need.firstDay)
      return refuse({ code: 'days-the-wrong-way-round', field: 'lastDay' })
    const days = [...new Set(need.days)]
    const id = needId ?? (crypto.randomUUID() as DutyNeedId)
    const data = { id, role: need.role, minimum: need.minimum, retired: need.retired }
    if (needId === null) {
      await sql`
        insert into duty_needs (service_id, id, role, days, starts_at, ends_at, minimum, council_id, team_id, first_day,
          last_day, firm, retired)
        values (${actor.serviceId}, ${id}, ${need.role}, ${days}, ${need.startsAt}, ${need.endsAt}, ${need.minimum}, ${need.councilId},
          ${need.teamId}, ${need.firstDay}, ${need.lastDay}, ${need.firm}, ${need.retired})`
      return effect({ needId: id, version: 1 }, { type: 'duty-need-kept', data })
    }
    const [found] = await sql<{ version: number }[]>`
      select version from duty_needs where service_id = ${actor.serviceId} and id = ${id} for no key update`
    if (!found) return refuse({ code: 'need-not-found' })
    if (found.version !== seenVersion) return changedMeanwhile(context, 'duty-need-kept', id, found.version)
    await sql`
      update duty_needs set role = ${need.role}, days = ${days}, starts_at = ${need.startsAt}, ends_at = ${need.endsAt},
        minimum = ${need.minimum}, council_id = ${need.councilId}, team_id = ${need.teamId},
        first_day = ${need.firstDay}, last_day = ${need.lastDay}, firm = ${need.firm}, retired = ${need.retired}, version = version + 1
      where service_id = ${actor.serviceId} and id = ${id}`
    return effect({ needId: id, version: seenVersion + 1 }, { type: 'duty-need-kept', data })
  },
})
