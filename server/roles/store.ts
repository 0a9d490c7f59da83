import type { PersonId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import type { RolePerson } from '#shared/roles/contract.ts'
import type { RoleFacts, RolesToSet } from '#shared/roles/setting.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'

/** Everybody who works here now, by name. */
export const rolePeople = ({ sql, actor }: Context): Promise<readonly RolePerson[]> =>
  sql<RolePerson[]>`
    select id as "personId", name, roles, supervised_by as "supervisedBy", version from people
    where service_id = ${actor.serviceId} and left_at is null order by name, id`

/** A person of the service with their row locked. */
export async function lockPerson(
  { sql, actor }: Context,
  id: PersonId,
): Promise<{ readonly roles: readonly Role[]; readonly version: number } | undefined> {
  const [row] = await sql<{ roles: readonly Role[]; version: number }[]>`
    select roles, version from people where service_id = ${actor.serviceId} and id = ${id} and left_at is null for no key update`
  return row
}

export async function factsFor({ sql, actor }: Context, to: RolesToSet): Promise<RoleFacts> {
  const [supervisors, work] = await Promise.all([
    sql<{ id: PersonId; roles: readonly Role[] }[]>`
      select id, roles from people where service_id = ${actor.serviceId} and id = ${to.supervisedBy} and left_at is null for share`,
    sql<{ number: number }[]>`
      select hub.number_of(referral_id) as number from allocations
      where service_id = ${actor.serviceId} and person_id = ${to.personId} and ended_at is null order by 1`,
  ])
  return { supervisor: supervisors[0] ?? null, workNow: work.map(({ number }) => number) }
}

export async function saveRoles({ sql, actor }: Context, to: RolesToSet): Promise<void> {
  await sql`
    update people set roles = ${[...to.roles]}, supervised_by = ${to.supervisedBy}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${to.personId}`
}

/** Who changed a person last, and when. */
export async function lastChangeOf(
  { sql, actor, now }: Context,
  id: PersonId,
): Promise<{ readonly byName: string; readonly at: Instant }> {
  const [row] = await sql<{ byName: string; at: Instant }[]>`
    select coalesce(p.name, '') as "byName", e.at from events e
    left join people p on p.service_id = e.service_id and p.id = e.actor_id
    where e.service_id = ${actor.serviceId} and e.person_id = ${id} and (e.type = 'roles-set' or e.type like 'amhp-%') and e.referral_id is null
    order by e.seq desc limit 1`
  return row ?? { byName: '', at: now }
}
