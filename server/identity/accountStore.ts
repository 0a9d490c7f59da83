import type { PersonId } from '#shared/kernel/ids.ts'
import type { AccountRow } from '#shared/identity/contract.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Role } from '#shared/kernel/permission.ts'
import type { Context } from '#server/kernel/handle.ts'

type Asked = Pick<Context, 'sql' | 'actor' | 'now'>

export interface AccountHere {
  readonly accountId: string
  readonly email: string
  readonly name: string
  readonly worksElsewhere: boolean
  readonly hasPassword: boolean
  readonly accessStoppedAt: Instant | null
}

/** Locks somebody of the service; `null` when nobody has that id. */
export async function lockPerson({ sql, actor }: Asked, id: PersonId): Promise<{ accountId: string | null } | null> {
  const [row] = await sql<{ accountId: string | null }[]>`
    select account_id as "accountId" from people where service_id = ${actor.serviceId} and id = ${id} and left_at is null
    for no key update`
  return row ?? null
}

/** Names their account for the rest of the transaction, so that what belongs to it is seen; `null` when they have none. */
export async function actFor({ sql }: Asked, id: PersonId): Promise<AccountHere | null> {
  const [row] = await sql<AccountHere[]>`select * from hub.act_for_person(${id})`
  return row ?? null
}

/** Whether somebody has signed in to this service at least once. */
export async function hasSignedInHere({ sql }: Asked, id: PersonId): Promise<boolean> {
  const [row] = await sql<{ here: boolean }[]>`select hub.has_signed_in_here(${id}) as here`
  return row?.here === true
}

/** The account of an address, made when there is none. */
export async function accountOfAddress({ sql, now }: Asked, email: string): Promise<string> {
  const [row] = await sql<
    { id: string }[]
  >`select hub.account_of_address(${email}, ${crypto.randomUUID()}, ${now}) as id`
  if (!row) throw new Error('an account could be neither found nor made')
  return row.id
}

interface Newcomer {
  readonly id: PersonId
  readonly accountId: string
  readonly name: string
  readonly phone: string
  readonly roles: readonly Role[]
}

export const insertColleague = ({ sql, actor }: Asked, { id, accountId, name, phone, roles }: Newcomer) => sql`
  insert into people (service_id, id, account_id, name, phone, roles)
  values (${actor.serviceId}, ${id}, ${accountId}, ${name}, ${phone}, ${[...roles]})`

export const giveAccount = ({ sql, actor }: Asked, id: PersonId, accountId: string) => sql`
  update people set account_id = ${accountId}, version = version + 1 where service_id = ${actor.serviceId} and id = ${id}`

export const setAccess = ({ sql, actor }: Asked, id: PersonId, stoppedAt: Instant | null) => sql`
  update people set access_stopped_at = ${stoppedAt}, version = version + 1 where service_id = ${actor.serviceId} and id = ${id}`

/** Whether anybody but one person can still administer the service. */
export async function othersKeepTheKeys({ sql, actor }: Asked, id: PersonId): Promise<boolean> {
  // The service's row is locked, so that of two administrators who stop each other one comes second and is refused.
  await sql`select from services where id = ${actor.serviceId} for no key update`
  const [other] = await sql`
    select from people where service_id = ${actor.serviceId} and id <> ${id} and 'admin' = any (roles)
      and left_at is null and access_stopped_at is null and account_id is not null limit 1`
  return other !== undefined
}

export const takeFactorsAway = async ({ sql }: Asked): Promise<void> => {
  await sql`delete from authenticator_apps where account_id = hub.current_account()`
  await sql`delete from passkeys where account_id = hub.current_account()`
  await sql`delete from recovery_codes where account_id = hub.current_account()`
}

export const accountsHere = async ({ sql }: Asked): Promise<readonly AccountRow[]> => {
  const rows = await sql<AccountRow[]>`
    select "personId", name, phone, roles, email, "hasPassword", "hasApp", "hasPasskey", "codesLeft", "linkOpenUntil", "lastSignInAt",
      "accessStoppedAt", "worksElsewhere" from hub.accounts_here()`
  return [...rows]
}
