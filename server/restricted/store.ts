import type { OpeningId, PersonId, ReferralId, RestrictionId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import type { RestrictionKind, RestrictionReason } from '#shared/restricted/codes.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'

export interface Listed {
  readonly kind: RestrictionKind
  readonly reason: RestrictionReason
  readonly why: string
  readonly guardianId: PersonId
  readonly personIds: readonly PersonId[]
}

/** A referral in sight, with its row locked; `undefined` when there is none. */
export async function holdForRestriction(
  { sql, actor }: Context,
  id: ReferralId,
): Promise<{ readonly restrictionId: RestrictionId | null } | undefined> {
  const [row] = await sql<{ restrictionId: RestrictionId | null }[]>`
    select restriction_id as "restrictionId" from referrals where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return row
}

export interface HeldRestriction {
  readonly version: number
  readonly liftedAt: Instant | null
  readonly referralId: ReferralId
}

/** A restriction with its row locked, and one of the referrals under it. */
export async function holdRestriction(
  { sql, actor }: Context,
  id: RestrictionId,
): Promise<HeldRestriction | undefined> {
  const [row] = await sql<HeldRestriction[]>`
    select x.version, x.lifted_at as "liftedAt", (
      select r.id from referrals r where r.service_id = x.service_id and r.restriction_id = x.id order by r.received_at desc limit 1
    ) as "referralId"
    from restrictions x where x.service_id = ${actor.serviceId} and x.id = ${id} for no key update`
  return row
}

export interface KnownPerson {
  readonly id: PersonId
  readonly name: string
  readonly roles: readonly Role[]
}

export const peopleOf = ({ sql, actor }: Context, ids: readonly PersonId[]): Promise<readonly KnownPerson[]> =>
  sql<KnownPerson[]>`
    select id, name, roles from people where service_id = ${actor.serviceId} and id = any (${[...ids]}::uuid[]) and left_at is null`

/** Who of these has a referral of the same person now. */
export async function workingOn(
  { sql, actor }: Context,
  referralId: ReferralId,
  ids: readonly PersonId[],
): Promise<string | null> {
  const [row] = await sql<{ name: string }[]>`
    select p.name from allocations a join people p on p.service_id = a.service_id and p.id = a.person_id
    join referrals one on one.service_id = a.service_id and one.id = ${referralId}
    join referrals r on r.service_id = a.service_id and r.id = a.referral_id and (r.id = one.id or r.restriction_id = one.restriction_id)
    where a.service_id = ${actor.serviceId} and a.ended_at is null and a.person_id = any (${[...ids]}::uuid[]) limit 1`
  return row?.name ?? null
}

export async function saveRestriction({ sql, actor, now }: Context, id: RestrictionId, to: Listed): Promise<void> {
  await sql`
    insert into restrictions (service_id, id, kind, reason, why, guardian_id, made_by, made_at)
    values (${actor.serviceId}, ${id}, ${to.kind}, ${to.reason}, ${to.why}, ${to.guardianId}, ${actor.personId}, ${now})`
  await saveList({ sql, actor, now }, id, to.personIds)
}

export async function updateRestriction({ sql, actor, now }: Context, id: RestrictionId, to: Listed): Promise<void> {
  await sql`
    update restrictions set kind = ${to.kind}, reason = ${to.reason}, why = ${to.why}, guardian_id = ${to.guardianId}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${id}`
  await saveList({ sql, actor, now }, id, to.personIds)
}

/** Names are never taken from a list without a trace: they are marked as removed. */
async function saveList(
  { sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>,
  id: RestrictionId,
  personIds: readonly PersonId[],
): Promise<void> {
  const ids = [...new Set(personIds)]
  await Promise.all([
    sql`
      update restriction_people set removed_at = ${now}
      where service_id = ${actor.serviceId} and restriction_id = ${id} and removed_at is null and not person_id = any (${ids}::uuid[])`,
    sql`
      update restriction_people set removed_at = null
      where service_id = ${actor.serviceId} and restriction_id = ${id} and removed_at is not null and person_id = any (${ids}::uuid[])`,
    sql`
      insert into restriction_people (service_id, restriction_id, person_id, added_at)
      select ${actor.serviceId}, ${id}, unnest(${ids}::uuid[]), ${now} on conflict do nothing`,
  ])
}

/** Puts the restriction on every referral of the person, or takes it away with `null`. */
export async function lieOn(
  { sql }: Context,
  referralId: ReferralId,
  id: RestrictionId | null,
): Promise<readonly ReferralId[]> {
  const rows = await sql<{ id: ReferralId }[]>`select id from hub.restrict_person(${referralId}, ${id}) as id`
  return rows.map((row) => row.id)
}

export async function markLifted({ sql, actor, now }: Context, id: RestrictionId, why: string): Promise<void> {
  await sql`
    update restrictions set lifted_at = ${now}, lifted_by = ${actor.personId}, lifted_why = ${why}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${id}`
}

/** Who changed a restriction last, and when. */
export async function lastChangeOf(
  { sql, actor, now }: Context,
  id: RestrictionId,
): Promise<{ readonly byName: string; readonly at: Instant }> {
  const [row] = await sql<{ byName: string; at: Instant }[]>`
    select coalesce(p.name, '') as "byName", e.at from events e
    left join people p on p.service_id = e.service_id and p.id = e.actor_id
    where e.service_id = ${actor.serviceId} and e.type in ('record-restricted', 'restriction-changed', 'restriction-lifted')
      and e.data->>'restrictionId' = ${id}
    order by e.seq desc limit 1`
  return row ?? { byName: '', at: now }
}

export interface ToBeOpened {
  readonly referralId: ReferralId
  readonly restrictionId: RestrictionId | null
  readonly guardianId: PersonId | null
  readonly wasDenied: boolean
}

export async function toBeOpened({ sql }: Context, number: number): Promise<ToBeOpened | undefined> {
  const [row] = await sql<ToBeOpened[]>`select * from hub.to_be_opened(${number})`
  return row
}

export interface NewOpening extends ToBeOpened {
  readonly id: OpeningId
  readonly reason: string
  readonly why: string
  readonly endsAt: Instant
}

export async function saveOpening({ sql, actor, now }: Context, made: NewOpening): Promise<void> {
  await sql`
    insert into openings (service_id, id, actor_id, referral_id, restriction_id, guardian_id, reason, why, was_denied, opened_at, ends_at)
    values (${actor.serviceId}, ${made.id}, ${actor.personId}, ${made.referralId}, ${made.restrictionId}, ${made.guardianId}, ${made.reason}, ${made.why},
      ${made.wasDenied}, ${now}, ${made.endsAt})`
}

/** The guardian is told on their screens at once, and outside the hub by whoever carries messages: ids only. */
export async function tell({ sql, actor, now }: Context, personId: PersonId, openingId: OpeningId): Promise<void> {
  await sql`
    insert into notices (service_id, id, person_id, kind, opening_id, at)
    values (${actor.serviceId}, ${crypto.randomUUID()}, ${personId}, 'record-opened', ${openingId}, ${now})`
}
