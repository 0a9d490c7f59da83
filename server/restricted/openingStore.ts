import type { NoticeId, OpeningId, PersonId, ReferralId } from '#shared/kernel/ids.ts'
import type { ReviewResult } from '#shared/restricted/codes.ts'
import type { NoticeRow, OpeningRow, OpenNow } from '#shared/restricted/contract.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'

/** What was signed stays on the list so long. */
const SIGNED_SHOWN_HOURS = 30 * 24

export interface HeldOpening {
  readonly actorId: PersonId
  readonly referralId: ReferralId
  readonly endsAt: Instant
  readonly endedAt: Instant | null
  readonly reviewed: { readonly byName: string; readonly at: Instant } | null
}

/** An opening with its row locked; `undefined` when there is none that one may know of. */
export async function holdOpening({ sql, actor }: Context, id: OpeningId): Promise<HeldOpening | undefined> {
  const [row] = await sql<(Omit<HeldOpening, 'reviewed'> & { byName: string | null; at: Instant | null })[]>`
    select o.actor_id as "actorId", o.referral_id as "referralId", o.ends_at as "endsAt", o.ended_at as "endedAt",
      (select p.name from people p where p.service_id = o.service_id and p.id = o.reviewed_by) as "byName", o.reviewed_at as at
    from openings o where o.service_id = ${actor.serviceId} and o.id = ${id} for no key update`
  if (!row) return undefined
  const { byName, at, ...held } = row
  return { ...held, reviewed: at === null ? null : { byName: byName ?? '', at } }
}

export async function markClosed({ sql, actor, now }: Context, id: OpeningId): Promise<void> {
  await sql`update openings set ended_at = ${now} where service_id = ${actor.serviceId} and id = ${id}`
}

export async function saveReview(
  { sql, actor, now }: Context,
  id: OpeningId,
  result: ReviewResult,
  note: string,
): Promise<void> {
  await sql`
    update openings set reviewed_by = ${actor.personId}, reviewed_at = ${now}, review_result = ${result}, review_note = ${note}
    where service_id = ${actor.serviceId} and id = ${id}`
}

export async function holdNotice({ sql, actor }: Context, id: NoticeId): Promise<boolean> {
  const rows = await sql`select id from notices where service_id = ${actor.serviceId} and id = ${id}`
  return rows.length > 0
}

export async function markSeen({ sql, actor, now }: Context, id: NoticeId): Promise<void> {
  await sql`update notices set seen_at = ${now} where service_id = ${actor.serviceId} and id = ${id} and seen_at is null`
}

export const openNow = ({ sql, actor, now }: Context): Promise<OpenNow['openings']> =>
  sql<OpenNow['openings'][number][]>`
    select o.id, hub.number_of(o.referral_id) as number, o.ends_at as "endsAt" from openings o
    where o.service_id = ${actor.serviceId} and o.actor_id = ${actor.personId} and o.ended_at is null
      and o.opened_at <= ${now} and o.ends_at > ${now}
    order by o.ends_at`

/** Unsigned ones, the oldest first, then what was signed lately. */
export const openingRows = ({ sql, actor, now }: Context): Promise<readonly OpeningRow[]> =>
  sql<OpeningRow[]>`
    select o.id, hub.number_of(o.referral_id) as number, o.restriction_id is not null as restricted, o.actor_id as "actorId",
      p.name as "actorName", o.reason, o.why, o.was_denied as "wasDenied", o.opened_at as "openedAt", o.ends_at as "endsAt",
      o.ended_at as "endedAt", g.name as "guardianName", (
        select count(*)::int from reads d where d.service_id = o.service_id and d.grant_id = o.id) as looks, s.name as "reviewedByName",
      o.reviewed_at as "reviewedAt", o.review_result as "reviewResult", o.review_note as "reviewNote"
    from openings o
    join people p on p.service_id = o.service_id and p.id = o.actor_id
    left join people g on g.service_id = o.service_id and g.id = o.guardian_id
    left join people s on s.service_id = o.service_id and s.id = o.reviewed_by
    where o.service_id = ${actor.serviceId} and (o.reviewed_at is null or o.reviewed_at > ${addHours(now, -SIGNED_SHOWN_HOURS)})
    order by o.reviewed_at is not null, o.reviewed_at desc, o.opened_at`

/** What was written for one and not yet seen. */
export const unseenNotices = ({ sql, actor }: Context): Promise<readonly NoticeRow[]> =>
  sql<NoticeRow[]>`
    select n.id, n.kind, o.id as "openingId", hub.number_of(o.referral_id) as number, p.name as "actorName", n.at
    from notices n
    join openings o on o.service_id = n.service_id and o.id = n.opening_id
    join people p on p.service_id = o.service_id and p.id = o.actor_id
    where n.service_id = ${actor.serviceId} and n.person_id = ${actor.personId} and n.seen_at is null
    order by n.at`

/** What nobody signed in time. */
export const unsignedSince = ({ sql, actor }: Context, before: Instant): Promise<readonly NoticeRow[]> =>
  sql<NoticeRow[]>`
    select null as id, 'unsigned' as kind, o.id as "openingId", hub.number_of(o.referral_id) as number, p.name as "actorName", o.opened_at as at
    from openings o join people p on p.service_id = o.service_id and p.id = o.actor_id
    where o.service_id = ${actor.serviceId} and o.reviewed_at is null and o.opened_at <= ${before} and o.actor_id <> ${actor.personId}
    order by o.opened_at`
