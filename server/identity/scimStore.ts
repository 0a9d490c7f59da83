import { randomUUID } from 'node:crypto'
import type { AccountId, PersonId } from '#shared/kernel/ids.ts'
import type { ScimFilter } from '#shared/identity/scimFilter.ts'
import { addressOf, shownName, type ScimFacts } from '#shared/identity/scimUser.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { ServiceContext } from './inService.ts'

/** A person of the service as a directory sees them, with what only the hub knows. */
export interface ScimPerson {
  readonly id: PersonId
  readonly accountId: AccountId | null
  readonly version: number
  readonly facts: ScimFacts
  readonly createdAt: Instant | null
  readonly changedAt: Instant | null
  /** Whether the directory has sent this person, or only could. */
  readonly managed: boolean
}

interface Row extends Omit<ScimPerson, 'facts' | 'managed'>, Omit<ScimFacts, 'active' | 'displayName'> {
  readonly name: string
  readonly givenName: string
  readonly left: boolean
  readonly managed: boolean
}

const select = ({ sql, serviceId }: ServiceContext) => sql`
  select p.id, p.account_id as "accountId", p.version, p.name, p.phone, p.left_at is not null as left, s.person_id is not null as managed,
    coalesce(s.user_name, a.email) as "userName", s.external_id as "externalId", coalesce(s.email, a.email, '') as email,
    coalesce(s.given_name, '') as "givenName", coalesce(s.family_name, '') as "familyName",
    s.created_at as "createdAt", s.changed_at as "changedAt"
  from people p left join scim_users s on s.service_id = p.service_id and s.person_id = p.id
    join hub.directory_accounts() a on a.person_id = p.id
  where p.service_id = ${serviceId} and s.deleted_at is null`

function personIn(row: Row): ScimPerson {
  // Somebody who was here before the directory has one name in one piece: its last word stands for the family name.
  const words = row.name.split(/\s+/).filter(Boolean)
  const unnamed = row.givenName === '' && row.familyName === ''
  return {
    id: row.id,
    accountId: row.accountId,
    version: row.version,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
    managed: row.managed,
    facts: {
      userName: row.userName,
      externalId: row.externalId,
      givenName: unnamed ? words.slice(0, -1).join(' ') : row.givenName,
      familyName: unnamed ? (words.at(-1) ?? '') : row.familyName,
      displayName: row.name,
      email: row.email,
      phone: row.phone,
      active: !row.left,
    },
  }
}

/** One person, locked for a change. */
export async function lockScimPerson(context: ServiceContext, id: PersonId): Promise<ScimPerson | null> {
  const [row] = await context.sql<Row[]>`${select(context)} and p.id = ${id} for no key update of p`
  return row ? personIn(row) : null
}

export async function findScimPerson(context: ServiceContext, id: PersonId): Promise<ScimPerson | null> {
  const [row] = await context.sql<Row[]>`${select(context)} and p.id = ${id}`
  return row ? personIn(row) : null
}

/** A page of people, in one fixed order, and how many there are in all. */
export async function listScimPeople(
  context: ServiceContext,
  filter: ScimFilter | null,
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<{ readonly people: readonly ScimPerson[]; readonly total: number }> {
  const { sql } = context
  const { attribute, value } = filter ?? { attribute: 'none', value: '' }
  const matching = sql`
    ${select(context)} and case ${attribute}::text
      when 'userName' then lower(coalesce(s.user_name, a.email)) = lower(${value})
      when 'externalId' then s.external_id = ${value}
      when 'emails' then lower(coalesce(s.email, a.email)) = lower(${value})
      when 'displayName' then lower(p.name) = lower(${value})
      when 'id' then p.id::text = lower(${value})
      when 'active' then (p.left_at is null)::text = lower(${value})
      else true end`
  const rows = await sql<Row[]>`select * from (${matching}) as found order by id offset ${skip} limit ${take}`
  const [counted] = await sql<{ total: number }[]>`select count(*) as total from (${matching}) as found`
  return { people: rows.map(personIn), total: counted?.total ?? 0 }
}

/** Whether somebody visible to the directory has this sign-in name, id or address already. */
export async function isTaken(context: ServiceContext, facts: ScimFacts): Promise<boolean> {
  const found = await context.sql`
    select * from (${select(context)}) as found
    where lower(found."userName") = lower(${facts.userName}) or found."externalId" = ${facts.externalId}
      or (found."externalId" is null and lower(found.email) = ${addressOf(facts)})
    limit 1`
  return found.length > 0
}

/** Somebody whom the directory deleted and now sends again: they come back as themselves, with their history. */
export async function deletedPerson({ sql, serviceId }: ServiceContext, facts: ScimFacts): Promise<PersonId | null> {
  const [found] = await sql<{ id: PersonId }[]>`
    select s.person_id as id from scim_users s join people p on p.service_id = s.service_id and p.id = s.person_id
    where s.service_id = ${serviceId} and s.deleted_at is not null
      and (s.external_id = ${facts.externalId} or lower(s.user_name) = lower(${facts.userName}))
    order by s.external_id = ${facts.externalId} desc nulls last, s.person_id limit 1 for no key update of p`
  return found?.id ?? null
}

/** Adds somebody without any role: what they may do comes from the provider's claims or from an administrator. */
export async function insertScimPerson(context: ServiceContext, facts: ScimFacts, address: string): Promise<PersonId> {
  const { sql, serviceId, now } = context
  const id = randomUUID() as PersonId
  await sql`
    insert into people (service_id, id, account_id, name, phone, roles, left_at)
    values (${serviceId}, ${id}, hub.account_for_directory(${randomUUID()}, ${address}, '', ${now}), ${shownName(facts)}, ${facts.phone}, '{}',
      ${facts.active ? null : now})`
  await writeScimFacts(context, id, facts)
  return id
}

/** Writes what the directory says. The telephone stays when it sends none: people are rung on it. */
export async function updateScimPerson(context: ServiceContext, before: ScimPerson, facts: ScimFacts): Promise<void> {
  const { sql, serviceId, now } = context
  await sql`
    update people set name = ${shownName(facts)}, phone = case when ${facts.phone} = '' then phone else ${facts.phone} end,
      left_at = case when ${facts.active} then null else coalesce(left_at, ${now}) end, version = version + 1
    where service_id = ${serviceId} and id = ${before.id}`
  await writeScimFacts(context, before.id, facts)
}

const writeScimFacts = ({ sql, serviceId, now }: ServiceContext, id: PersonId, facts: ScimFacts) => sql`
  insert into scim_users (service_id, person_id, external_id, user_name, given_name, family_name, email, created_at, changed_at)
  values (${serviceId}, ${id}, ${facts.externalId}, ${facts.userName}, ${facts.givenName}, ${facts.familyName}, ${addressOf(facts)}, ${now}, ${now})
  on conflict (service_id, person_id) do update set external_id = excluded.external_id, user_name = excluded.user_name,
    given_name = excluded.given_name, family_name = excluded.family_name, email = excluded.email, changed_at = excluded.changed_at,
    deleted_at = null`

export const markDeleted = ({ sql, serviceId, now }: ServiceContext, id: PersonId) => sql`
  update scim_users set deleted_at = ${now}, changed_at = ${now} where service_id = ${serviceId} and person_id = ${id}`

/** Ends everything by which somebody reaches this service, in the transaction that says they have left. */
export async function endAccess({ sql, now }: ServiceContext, id: PersonId): Promise<readonly string[]> {
  const ended = await sql<{ sessionId: string }[]>`select * from hub.end_access(${id}, ${now})`
  return ended.map(({ sessionId }) => sessionId)
}
