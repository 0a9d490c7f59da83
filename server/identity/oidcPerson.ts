import type { AccountId, PersonId } from '#shared/kernel/ids.ts'
import { cannotBeTogether, type Role } from '#shared/kernel/permission.ts'
import { addressIn, groupsLeftOut, ownsAddress, rolesFrom, textsIn, type Claims } from '#shared/identity/claims.ts'
import type { SsoRefusal } from '#shared/identity/ssoWords.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Happened } from '#server/kernel/handle.ts'
import type { ServiceContext } from './inService.ts'
import type { Provider } from './oidcProviders.ts'

/** Somebody whom a provider vouches for, found among the people of its service. */
export interface Known {
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly roles: readonly Role[]
}

interface PersonRow extends Known {
  readonly supervised: boolean
  readonly left: boolean
  readonly disabled: boolean
  readonly linked: boolean
}

export interface Found {
  readonly outcome: Outcome<Known, SsoRefusal>
  readonly events: readonly Happened[]
}

/**
 * Finds whom the claims are about, gives them the roles that the claims give, and says whether they may come in.
 *
 * A person is known by the link made before: issuer and subject, never the address (ASVS 5.0 V6.8.1, V10.5.2). The first link is
 * made only for somebody who was invited: whom SCIM announced under the id in the provider's own claim, or whose address lies in a
 * domain that the provider is marked as owning. Roles are read anew each time, so one that was taken away there is gone here.
 *
 * @param asked a person who is signed in and wants the link, in place of looking for one
 */
export async function personFrom(
  context: ServiceContext,
  provider: Provider,
  claims: Claims & { readonly sub: string },
  asked?: PersonId,
): Promise<Found> {
  const by = { by: 'provider', providerId: provider.id }
  const no = (refusal: SsoRefusal, personId?: PersonId): Found => ({
    outcome: refuse(refusal),
    events: [{ type: 'sso-refused', ...(personId !== undefined && { personId }), data: { ...by, why: refusal } }],
  })
  const found =
    (await linkedPerson(context, provider, claims.sub)) ?? (await invitedPerson(context, provider, claims, asked))
  if (found === null) return no('not-invited')
  if (asked !== undefined && found.personId !== asked) return no('linked-to-another', found.personId)
  if (found.left || found.disabled) return no('left', found.personId)
  if (!found.linked && !(await link(context, provider, claims.sub, found.personId)))
    return no('other-subject', found.personId)
  const linked: Happened[] = found.linked ? [] : [{ type: 'identity-linked', personId: found.personId, data: by }]
  // Showing that it is still them, or linking, gives nobody another role.
  if (asked !== undefined) return { outcome: done(found), events: linked }
  if (groupsLeftOut(provider.rules, claims)) return withEvents(no('groups-left-out', found.personId), linked)
  const roles = rolesFor(found, rolesFrom(provider.rules, claims))
  if (roles === 'conflict') return withEvents(no('roles-conflict', found.personId), linked)
  const changed = await setRoles(context, found, roles)
  const events = [
    ...linked,
    ...(changed ? [{ type: 'roles-from-provider', personId: found.personId, data: { ...by, roles } }] : []),
  ]
  if (roles.length === 0) return withEvents(no('no-role', found.personId), events)
  return { outcome: done({ ...found, roles }), events }
}

const withEvents = (given: Found, before: readonly Happened[]): Found => ({
  ...given,
  events: [...before, ...given.events],
})

/** A trainee needs a supervisor, whom only an administrator can name: until then the role waits. */
function rolesFor(found: PersonRow, given: readonly Role[] | null): readonly Role[] | 'conflict' {
  if (given === null) return found.roles
  const roles = given.filter((role) => role !== 'trainee' || found.supervised)
  return cannotBeTogether.some(([one, other]) => roles.includes(one) && roles.includes(other)) ? 'conflict' : roles
}

const columns = (context: ServiceContext) => context.sql`
  p.id as "personId", p.account_id as "accountId", p.roles, p.supervised_by is not null as supervised,
  p.left_at is not null or p.access_stopped_at is not null as left, coalesce(a.disabled, true) as disabled`

async function linkedPerson(context: ServiceContext, provider: Provider, subject: string): Promise<PersonRow | null> {
  const { sql, serviceId } = context
  const [found] = await sql<PersonRow[]>`
    select ${columns(context)}, true as linked
    from identity_links l join people p on p.service_id = l.service_id and p.id = l.person_id
      left join hub.directory_accounts() a on a.person_id = p.id
    where l.service_id = ${serviceId} and l.provider_id = ${provider.id} and l.subject = ${subject}
    for no key update of p`
  return found ?? null
}

async function invitedPerson(
  context: ServiceContext,
  { rules }: Provider,
  claims: Claims,
  asked?: PersonId,
): Promise<PersonRow | null> {
  const { sql, serviceId } = context
  const announced = rules.invitedClaim === null ? null : (textsIn(claims, rules.invitedClaim)[0] ?? null)
  const address = addressIn(claims)
  const owned = address !== null && ownsAddress(rules, address) ? address : null
  const found = await sql<PersonRow[]>`
    select ${columns(context)}, false as linked
    from people p left join scim_users s on s.service_id = p.service_id and s.person_id = p.id
      left join hub.directory_accounts() a on a.person_id = p.id
    where p.service_id = ${serviceId} and p.account_id is not null and (case when ${asked ?? null}::uuid is not null then p.id = ${asked ?? null}
      else s.external_id = ${announced} or a.email = ${owned} or lower(s.user_name) = ${owned} end)
    for no key update of p`
  // Two people for one claim would be a guess, and a guess opens somebody else's account.
  return found.length === 1 ? (found[0] ?? null) : null
}

/** @returns false when this person is linked with another subject of the same provider already */
async function link(
  context: ServiceContext,
  provider: Provider,
  subject: string,
  personId: PersonId,
): Promise<boolean> {
  const { sql, serviceId, now } = context
  const made = await sql`
    insert into identity_links (service_id, provider_id, subject, person_id, linked_at)
    values (${serviceId}, ${provider.id}, ${subject}, ${personId}, ${now}) on conflict do nothing returning person_id`
  return made.length === 1
}

async function setRoles(
  { sql, serviceId }: ServiceContext,
  found: PersonRow,
  roles: readonly Role[],
): Promise<boolean> {
  const [now, before] = [roles.toSorted(byName).join(), found.roles.toSorted(byName).join()]
  if (now === before) return false
  await sql`
    update people set roles = ${[...roles]}, supervised_by = case when 'trainee' = any (${[...roles]}) then supervised_by end, version = version + 1
    where service_id = ${serviceId} and id = ${found.personId}`
  return true
}

const byName = (a: string, b: string): number => a.localeCompare(b)
