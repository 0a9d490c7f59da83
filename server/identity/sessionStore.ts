import type { AccountId, PersonId, ServiceId } from '#shared/kernel/ids.ts'
import type { SessionEnd } from '#shared/kernel/sessionEnd.ts'
import type { SessionRow } from '#shared/identity/sessions.ts'
import type { Context } from '#server/kernel/handle.ts'

/** A colleague as an administrator of the service finds them. */
export interface FoundPerson {
  readonly name: string
  readonly accountId: AccountId | null
}

export async function personOf({ sql, actor }: Context, personId: PersonId): Promise<FoundPerson | undefined> {
  const [row] = await sql<FoundPerson[]>`
    select name, account_id as "accountId" from people where service_id = ${actor.serviceId} and id = ${personId}`
  return row
}

/** Where an account is signed in. @param serviceId only there, or everywhere for `null` */
export async function sessionsOf(
  { sql, actor, now }: Context,
  accountId: AccountId,
  serviceId: ServiceId | null,
): Promise<readonly SessionRow[]> {
  const rows = await sql<Omit<SessionRow, 'here'>[]>`select * from hub.sessions_of(${accountId}, ${serviceId}, ${now})`
  return rows.map((row) => ({ ...row, here: row.id === actor.sessionId }))
}

interface Which {
  readonly only?: string | null
  readonly except?: string
  readonly serviceId?: ServiceId
}

/** Ends sessions, on every node by the time this is committed. @returns how many */
export async function endSessions(
  { sql, now }: Context,
  accountId: AccountId,
  because: SessionEnd,
  { only = null, except, serviceId }: Which,
): Promise<number> {
  const ended = await sql`
    select from hub.end_sessions(${accountId}, ${because}, ${now}, ${only}::uuid, ${except ?? null}::uuid, ${serviceId ?? null}::uuid)`
  return ended.length
}
