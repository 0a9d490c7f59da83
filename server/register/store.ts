import type { CouncilId, EmployerId, PersonId, PlaceId } from '#shared/kernel/ids.ts'
import { standingOnRegister, type OnRegister, type Standing } from '#shared/register/approval.ts'
import type { AmhpEntry, RegisterChoices } from '#shared/register/amhpChecks.ts'
import type { keptOfBefore } from '#shared/register/renewal.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import type { Connection } from '#db/client.ts'
import type { Context } from '#server/kernel/handle.ts'

type Asked = Pick<Context, 'sql' | 'actor'>

/** An entry of the register as it is typed: everything but the person it is about. */
export interface AmhpFields extends AmhpEntry {
  readonly name: string
  readonly phone: string
  readonly profession: string
  readonly contract: string
  readonly contractedMinutesPerWeek: number
  readonly homeTeam: string
  readonly needsBuddy: boolean
  readonly gender: string
  readonly languages: readonly string[]
  readonly skills: readonly string[]
}

/** Whether the service acts for a council today, up to its last day. For a statement of the councils. */
export const actsToday = (sql: Connection, now: Instant) =>
  sql`(acted_for and (last_day is null or last_day >= ${londonDayOf(now)}::date))`

/** The order in which the first of the councils is meant when none is named: one that somebody may act for before one that nobody may yet. */
export const usualFirst = (sql: Connection) =>
  sql`exists (select from acting_for f where f.service_id = councils.service_id and f.council_id = councils.id) desc, councils.name, councils.id`

export interface LockedAmhp extends OnRegister {
  readonly version: number
}

/**
 * The lists that an entry chooses from.
 *
 * @param of whose entry it is: a council that they act for already may stay on it when its last day is over
 */
export async function choicesOf(
  { sql, actor, now }: Asked & Pick<Context, 'now'>,
  of: PersonId | null,
): Promise<RegisterChoices> {
  const [councils, employers, places] = await Promise.all([
    sql<{ id: CouncilId; actedFor: boolean }[]>`
      select id, ${actsToday(sql, now)} or exists (select from acting_for f where f.service_id = councils.service_id
        and f.council_id = councils.id and f.person_id = ${of}) as "actedFor" from councils where service_id = ${actor.serviceId}`,
    sql<{ id: EmployerId }[]>`select id from employers where service_id = ${actor.serviceId}`,
    sql<{ id: PlaceId }[]>`select id from places where service_id = ${actor.serviceId}`,
  ])
  return { councils, employers, places }
}

/** Locks somebody of the service, whether or not they are on the register. */
export async function lockPerson({ sql, actor }: Asked, id: PersonId): Promise<{ onRegister: boolean } | null> {
  const [found] = await sql<{ onRegister: boolean }[]>`
    select exists (select from amhps a where a.service_id = p.service_id and a.person_id = p.id) as "onRegister"
    from people p where p.service_id = ${actor.serviceId} and p.id = ${id} and p.left_at is null
    for no key update of p`
  return found ?? null
}

/** Locks an AMHP's person row and entry, in that order. */
export async function lockAmhp({ sql, actor }: Asked, id: PersonId): Promise<LockedAmhp | null> {
  const [, found] = await Promise.all([
    sql`select from people where service_id = ${actor.serviceId} and id = ${id} for no key update`,
    sql<LockedAmhp[]>`
      select m.version, ${approvalColumns(sql)} from amhps m
      where m.service_id = ${actor.serviceId} and m.person_id = ${id} for no key update`,
  ])
  return found[0] ?? null
}

export const insertPerson = ({ sql, actor }: Asked, id: PersonId, { name, phone }: AmhpFields) => sql`
  insert into people (service_id, id, name, phone, roles) values (${actor.serviceId}, ${id}, ${name}, ${phone}, array['amhp'])`

/** Somebody who is here already becomes an AMHP as well. */
export const makeAmhp = ({ sql, actor }: Asked, id: PersonId, { name, phone }: AmhpFields) => sql`
  update people set name = ${name}, phone = ${phone}, version = version + 1,
    roles = case when 'amhp' = any (roles) then roles else roles || array['amhp'] end
  where service_id = ${actor.serviceId} and id = ${id}`

export const renamePerson = ({ sql, actor }: Asked, id: PersonId, { name, phone }: AmhpFields) => sql`
  update people set name = ${name}, phone = ${phone}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id} and (name, phone) is distinct from (${name}, ${phone})`

/** `null` where a page of the last release said nothing of them: they stay as they are. */
const conditionsOf = ({ conditions }: AmhpFields): string[] | null =>
  conditions === undefined ? null : [...new Set(conditions.codes)].toSorted()

const skillsOf = ({ skills }: AmhpFields): string[] => [...new Set(skills)].toSorted()

export const insertAmhp = ({ sql, actor }: Asked, id: PersonId, entry: AmhpFields) => sql`
  insert into amhps (service_id, person_id, profession, approving_council_id, approved_on, approval_ends_on, employer_id, contract,
    contracted_minutes_per_week, home_team, base_id, needs_buddy, gender, languages, skills, conditions, condition_words)
  values (${actor.serviceId}, ${id}, ${entry.profession}, ${entry.approvingCouncilId}, ${entry.approvedOn}, ${entry.approvalEndsOn},
    ${entry.employerId}, ${entry.contract}, ${entry.contractedMinutesPerWeek}, ${entry.homeTeam}, ${entry.baseId},
    ${entry.needsBuddy}, ${entry.gender}, ${[...entry.languages]}, ${skillsOf(entry)}, ${conditionsOf(entry) ?? []}, ${entry.conditions?.words.trim() ?? ''})`

/** Writes an entry over what was there, with what it keeps of the approval before. */
export const updateAmhp = (
  { sql, actor }: Asked,
  id: PersonId,
  entry: AmhpFields,
  { earlierApprovedOn, earlierApprovalEndsOn }: ReturnType<typeof keptOfBefore>,
) => sql`
  update amhps set profession = ${entry.profession}, approving_council_id = ${entry.approvingCouncilId},
    approved_on = ${entry.approvedOn}, approval_ends_on = ${entry.approvalEndsOn}, earlier_approved_on = ${earlierApprovedOn},
    earlier_approval_ends_on = ${earlierApprovalEndsOn}, employer_id = ${entry.employerId},
    contract = ${entry.contract}, contracted_minutes_per_week = ${entry.contractedMinutesPerWeek}, home_team = ${entry.homeTeam},
    base_id = ${entry.baseId}, needs_buddy = ${entry.needsBuddy}, gender = ${entry.gender}, languages = ${[...entry.languages]},
    skills = ${skillsOf(entry)}, conditions = coalesce(${conditionsOf(entry)}::text[], conditions),
    condition_words = coalesce(${entry.conditions?.words.trim() ?? null}, condition_words),
    version = version + 1
  where service_id = ${actor.serviceId} and person_id = ${id}`

/** The contract that an entry has now held from a day on already: what was said of those days before counts no more. */
export const keepContractFrom = (
  { sql, actor, now }: Asked & Pick<Context, 'now'>,
  id: PersonId,
  from: LondonDay,
) => sql`
  insert into contracts_held (service_id, person_id, from_day, employer_id, contract, contracted_minutes_per_week, recorded_at)
  select m.service_id, m.person_id, ${from}, m.employer_id, m.contract, m.contracted_minutes_per_week, ${now}
  from amhps m where m.service_id = ${actor.serviceId} and m.person_id = ${id}`

/**
 * Makes the councils somebody acts for exactly these, of those that the service acts for today: for one whose last day is over they go
 * on as they were, so that its open work can be finished.
 */
export async function setActingFor(
  { sql, actor, now }: Asked & Pick<Context, 'now'>,
  id: PersonId,
  councilIds: readonly CouncilId[],
): Promise<void> {
  await Promise.all([
    sql`delete from acting_for where service_id = ${actor.serviceId} and person_id = ${id} and council_id <> all (${[...councilIds]}::uuid[])
      and council_id in (select id from councils where service_id = ${actor.serviceId} and ${actsToday(sql, now)})`,
    sql`
      insert into acting_for (service_id, person_id, council_id)
      select ${actor.serviceId}, ${id}, unnest(${[...councilIds]}::uuid[]) on conflict do nothing`,
  ])
}

export const setSuspension = ({ sql, actor }: Asked, id: PersonId, suspendedAt: Instant | null, why: string) => sql`
  update amhps set suspended_at = ${suspendedAt}, suspended_why = ${why}, version = version + 1
  where service_id = ${actor.serviceId} and person_id = ${id}`

/** The numbers of the referrals that somebody is out on. */
export async function openReferralsOf({ sql, actor }: Asked, id: PersonId): Promise<readonly number[]> {
  const rows = await sql<{ number: number }[]>`
    select hub.number_of(a.referral_id) as number from allocations a
    where a.service_id = ${actor.serviceId} and a.person_id = ${id} and a.ended_at is null order by 1`
  return rows.map(({ number }) => number)
}

/** Who changed an entry of the register last, and when. */
export async function lastChangeOf(
  { sql, actor }: Asked,
  id: PersonId,
): Promise<{ byName: string; at: Instant } | null> {
  // A team that is renamed changes each entry that names it.
  const [last] = await sql<{ byName: string; at: Instant }[]>`
    select p.name as "byName", c.at from (
      (select e.actor_id as by, e.at from events e
        where e.service_id = ${actor.serviceId} and e.person_id = ${id} and e.type like 'amhp-%' and e.referral_id is null
        order by e.seq desc limit 1)
      union all
      select s.changed_by, s.changed_at from amhps a
      join home_teams t on t.service_id = a.service_id and t.name = a.home_team
      join set_up_changes s on s.service_id = t.service_id and s.thing_id = t.id and s.version = t.version
      where a.service_id = ${actor.serviceId} and a.person_id = ${id}) as c
    join people p on p.service_id = ${actor.serviceId} and p.id = c.by
    order by c.at desc limit 1`
  return last ?? null
}

/** What {@link standingOnRegister} reads of an entry, for a statement in which the register is `m`. */
export const approvalColumns = (sql: Connection) => sql`
  m.approved_on as "approvedOn", m.approval_ends_on as "approvalEndsOn", m.earlier_approved_on as "earlierApprovedOn",
  m.earlier_approval_ends_on as "earlierApprovalEndsOn", m.suspended_at as "suspendedAt"`

/** What decides whether people may act as AMHPs, for those of them who are on the register. */
export async function standingsOf(
  { sql, actor }: Asked,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Standing>> {
  const rows = await sql<(OnRegister & { personId: PersonId; councilIds: CouncilId[] })[]>`
    select m.person_id as "personId", ${approvalColumns(sql)},
      array(select f.council_id from acting_for f where f.service_id = m.service_id and f.person_id = m.person_id order by 1) as "councilIds"
    from amhps m where m.service_id = ${actor.serviceId} and m.person_id = any (${[...ids]}::uuid[])`
  return new Map(rows.map((row) => [row.personId, standingOnRegister(row, row.councilIds)]))
}

/** Whether a place is on the service's list and open, held so that it stays so; no place at all is nothing to doubt. */
export async function hasPlace({ sql, actor }: Asked, id: PlaceId | null): Promise<boolean> {
  if (id === null) return true
  const rows = await sql`
    select id from places where service_id = ${actor.serviceId} and id = ${id} and ended_at is null for key share`
  return rows.length > 0
}
