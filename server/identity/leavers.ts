import { readLeavers, type Leaver } from '#shared/identity/leavers.ts'
import type { LeaverFate, LeaversView } from '#shared/identity/directoryContract.ts'
import type { PersonId, ServiceId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Connection } from '#db/client.ts'
import type { Happened } from '#server/kernel/handle.ts'

/** In which service a list is looked at, and who looks: whoever brings the list does not end themselves with it. */
export interface LeaversAsked {
  readonly sql: Connection
  readonly serviceId: ServiceId
  readonly now: Instant
  readonly self: PersonId | null
}

interface Colleague {
  readonly id: PersonId
  readonly name: string
  readonly roles: readonly Role[]
  readonly left: boolean
  readonly emails: readonly string[]
  readonly externalId: string | null
  readonly openReferrals: number
}

/** What a list would do, line by line. Reads only. */
export async function lookAtLeavers(asked: LeaversAsked, list: string): Promise<LeaversView> {
  const { leavers, unreadable } = readLeavers(list)
  const people = await colleagues(asked)
  const byEmail = new Map(
    people.flatMap((one) => one.emails.map((email): [string, Colleague] => [email.toLowerCase(), one])),
  )
  const byId = new Map(people.flatMap((one) => (one.externalId === null ? [] : [[one.externalId, one] as const])))
  const seen = new Set<PersonId>()
  const named = leavers.map((leaver) => ({ leaver, found: foundBy(leaver, byEmail, byId) }))
  const admins = people.filter(({ left, roles }) => !left && roles.includes('admin'))
  const staying = admins.filter(({ id }) => id === asked.self || !named.some(({ found }) => found?.id === id))
  // Of the administrators one must stay; when all are on the list, the first of them does.
  const kept = staying.length > 0 ? null : (admins[0]?.id ?? null)
  const lines = named.map(({ leaver, found }) => {
    const fate = fateOf(found, seen, asked.self, kept)
    if (found) seen.add(found.id)
    return {
      line: leaver.line,
      named: leaver.email ?? leaver.externalId ?? '',
      fate,
      personId: found?.id ?? null,
      name: found?.name ?? null,
      openReferrals: fate === 'leaves' ? (found?.openReferrals ?? 0) : 0,
    }
  })
  return { lines, unreadable, leaving: lines.filter(({ fate }) => fate === 'leaves').length }
}

/** By the directory's own id where the line gives one, else by the address. */
const foundBy = (
  { email, externalId }: Leaver,
  byEmail: ReadonlyMap<string, Colleague>,
  byId: ReadonlyMap<string, Colleague>,
): Colleague | undefined =>
  (externalId === null ? undefined : byId.get(externalId)) ?? (email === null ? undefined : byEmail.get(email))

function fateOf(
  found: Colleague | undefined,
  seen: ReadonlySet<PersonId>,
  self: PersonId | null,
  kept: PersonId | null,
): LeaverFate {
  if (!found) return 'unknown'
  if (seen.has(found.id)) return 'twice'
  if (found.left) return 'left-already'
  if (found.id === self) return 'yourself'
  return found.id === kept ? 'last-administrator' : 'leaves'
}

const colleagues = ({ sql, serviceId }: LeaversAsked) => sql<Colleague[]>`
  select p.id, p.name, p.roles, p.left_at is not null as left, s.external_id as "externalId",
    array_remove(array[a.email, s.email, s.user_name], null) as emails,
    (select count(*) from allocations l where l.service_id = p.service_id and l.person_id = p.id and l.ended_at is null) as "openReferrals"
  from people p left join scim_users s on s.service_id = p.service_id and s.person_id = p.id
    left join hub.directory_accounts() a on a.person_id = p.id
  where p.service_id = ${serviceId} order by p.id`

/** Ends everybody whom the list names, with their sessions, in this transaction. What they have in another service is not touched. */
export async function endThem(
  { sql, serviceId, now }: LeaversAsked,
  view: LeaversView,
  by: Readonly<Record<string, unknown>>,
): Promise<readonly Happened[]> {
  const ids = view.lines.flatMap(({ fate, personId }) => (fate === 'leaves' && personId !== null ? [personId] : []))
  await sql`
    update people set left_at = ${now}, version = version + 1
    where service_id = ${serviceId} and id = any (${ids}::uuid[]) and left_at is null`
  await sql`select hub.end_access(leaver, ${now}) from unnest(${ids}::uuid[]) as leaver`
  return [
    ...ids.map((personId): Happened => ({ type: 'person-left', personId, data: by })),
    { type: 'leavers-ended', data: { ...by, leaving: ids.length, lines: view.lines.length } },
  ]
}
