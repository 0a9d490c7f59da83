import { addDays, londonDayOf, startOfDay, ZONE } from '#shared/time/london.ts'
import { withoutPolicy, type WithoutPolicy } from '#shared/toil/ledgerContract.ts'
import type { SqlPart } from '#db/client.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { workOfJob } from './pausesOf.ts'

/** As far back as claims are made when a policy is set. */
const LOOKS_BACK = 366

/** Employers for whose AMHPs no policy holds, and the late work that waits for one. */
export const whoHasNone = answer(withoutPolicy, {
  needs: 'decide TOIL',
  run: (_input, context) => employersWithout(context),
  reveals: 'nobody',
})

/** In a question about a contract `m`: whether a policy of its employer holds for it on a day. */
const holds = (sql: Context['sql'], day: SqlPart) => sql`
  exists (select from toil_policies t where t.service_id = m.service_id and t.employer_id = m.employer_id
    and t.effective_from <= ${day} and t.applies_to in ('everybody', m.contract)
    and not exists (select from toil_policies r where r.service_id = t.service_id and r.replaces_id = t.id))`

function employersWithout({ sql, actor, now }: Context): Promise<readonly WithoutPolicy[]> {
  const today = londonDayOf(now)
  const from = addDays(today, -LOOKS_BACK)
  const day = sql`coalesce(s.day, (w.began at time zone ${ZONE})::date)`
  return sql<WithoutPolicy[]>`
    with without as (
      select m.employer_id as id, count(*)::int as amhps from amhps m
      join people p on p.service_id = m.service_id and p.id = m.person_id
      where m.service_id = ${actor.serviceId} and p.left_at is null and m.contract <> 'sessional' and not ${holds(sql, sql`${today}::date`)}
      group by 1
    ), late as (
      select m.employer_id as id, count(*)::int as jobs from allocations a
      left join shifts s on s.service_id = a.service_id and s.id = a.shift_id
      left join call_ins i on i.service_id = s.service_id and i.shift_id = s.id
      ${workOfJob(sql)}
      cross join lateral (select ${actor.serviceId}::uuid as service_id, c.employer_id, c.contract from hub.contract_on(a.person_id, ${day}) c) m
      where a.service_id = ${actor.serviceId} and a.ended_at >= ${startOfDay(from)} and m.contract <> 'sessional'
        and e.ended > case when w.off then w.began else s.ends_at end and not ${holds(sql, day)}
        and not exists (select from toil_claims c where c.service_id = a.service_id and c.allocation_id = a.id)
      group by 1
    )
    select e.id as "employerId", e.name, coalesce(without.amhps, 0) as amhps, coalesce(late.jobs, 0) as "lateJobs",
      (select min(t.effective_from) from toil_policies t where t.service_id = e.service_id and t.employer_id = e.id and t.effective_from > ${today}
        and not exists (select from toil_policies r where r.service_id = t.service_id and r.replaces_id = t.id)) as "policyFrom"
    from employers e left join without on without.id = e.id left join late on late.id = e.id
    where e.service_id = ${actor.serviceId} and (without.id is not null or late.id is not null) order by e.name, e.id`
}
