import { register, type AmhpRow, type Register } from '#shared/register/contract.ts'
import { actorMay } from '#server/kernel/actor.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { actsToday, usualFirst } from './store.ts'

export const showRegister = answer(register, {
  needs: 'see the register',
  reveals: 'nobody',
  async run(_asked, context) {
    const [amhps, others, councils, employers, teams, places] = await Promise.all([
      amhpRows(context),
      otherPeople(context),
      ...listRows(context),
    ])
    return {
      amhps: amhps.map((row) => asSeenBy(context.actor, row)),
      others,
      councils,
      employers,
      teams: teams.map(({ name }) => name),
      places,
    }
  },
})

/**
 * Why a colleague is suspended is for whoever keeps the register; that they are is for everybody who might ring them. On what condition they
 * are approved is also for whoever chooses who goes.
 */
function asSeenBy(actor: Context['actor'], row: AmhpRow): AmhpRow {
  const keeps = actorMay(actor, 'keep the register')
  const isTold = keeps || actorMay(actor, 'allocate')
  return {
    ...row,
    suspendedWhy: keeps ? row.suspendedWhy : '',
    conditions: isTold ? row.conditions : { codes: [], words: '' },
  }
}

const amhpRows = ({ sql, actor }: Context) => sql<AmhpRow[]>`
  select a.person_id as "personId", p.name, p.phone, p.roles, a.profession, a.approving_council_id as "approvingCouncilId",
    a.approved_on as "approvedOn", a.approval_ends_on as "approvalEndsOn", a.earlier_approved_on as "earlierApprovedOn",
    a.earlier_approval_ends_on as "earlierApprovalEndsOn",
    array(select f.council_id from acting_for f where f.service_id = a.service_id and f.person_id = a.person_id order by 1) as "actingForCouncilIds",
    a.suspended_at as "suspendedAt", a.suspended_why as "suspendedWhy", a.employer_id as "employerId", a.contract,
    a.contracted_minutes_per_week as "contractedMinutesPerWeek", a.home_team as "homeTeam", a.base_id as "baseId",
    a.needs_buddy as "needsBuddy", a.gender, a.languages, a.skills,
    jsonb_build_object('codes', a.conditions, 'words', a.condition_words) as conditions, a.version
  from amhps a join people p on p.service_id = a.service_id and p.id = a.person_id
  where a.service_id = ${actor.serviceId} and p.left_at is null
  order by p.name, p.id`

const otherPeople = ({ sql, actor }: Context) => sql<Register['others'][number][]>`
  select p.id as "personId", p.name, p.phone, p.roles from people p
  where p.service_id = ${actor.serviceId} and p.left_at is null
    and not exists (select from amhps a where a.service_id = p.service_id and a.person_id = p.id)
  order by p.name, p.id`

const listRows = ({ sql, actor, now }: Context) =>
  [
    sql<Register['councils'][number][]>`
      select id, name, ${actsToday(sql, now)} as "actedFor" from councils where service_id = ${actor.serviceId} order by "actedFor" desc, ${usualFirst(sql)}`,
    sql<
      Register['employers'][number][]
    >`select id, name, kind, ended_at is not null as ended from employers where service_id = ${actor.serviceId} order by name`,
    sql<{ name: string }[]>`
      select name from home_teams where service_id = ${actor.serviceId} and ended_at is null order by name`,
    sql<Register['places'][number][]>`
      select id, name, kind, town, address, phone, way_in as "wayIn", ended_at is not null as ended from places where service_id = ${actor.serviceId} order by name`,
  ] as const
