import { allocationId, personId as personIdOf, shiftOfferId, watchId } from '#shared/kernel/ids.ts'
import { factsOf, type NoticeKind } from '#shared/notices/kinds.ts'
import { JOIN_MINUTES } from '#shared/notices/route.ts'
import { tellingEvents, tellsByItself, tellsOf, type Whom } from '#shared/notices/whom.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import type { Follow, HappenedByItself } from '#server/kernel/byItself.ts'
import { reactToAll, type Context, type Happened, type Reaction, type Scope } from '#server/kernel/handle.ts'

/** Something to tell somebody, once under its key. */
export interface ToTell {
  readonly key: string
  readonly personId: string
  readonly kind: NoticeKind
  readonly aboutId: string | null
  readonly by: Instant | null
}

const dueOf = (kind: NoticeKind, now: Instant): Instant => (factsOf(kind).urgent ? now : addMinutes(now, JOIN_MINUTES))

/** Writes what is to be told, in the transaction of what happened. The same key again changes nothing. */
export const writeNotice = (
  { sql, service, now }: Scope,
  { key, personId, kind, aboutId, by }: ToTell,
  dueAt = dueOf(kind, now),
) =>
  sql`
    insert into outgoing_notices (service_id, id, key, person_id, kind, about_id, by_at, made_at, due_at, says)
    values (${service}, gen_random_uuid(), ${key}, ${personId}, ${kind}, ${aboutId}, ${by}, ${now}, ${dueAt}, array[${kind}])
    on conflict (service_id, key) do nothing`

/** Of a shift that is offered: its owner, whoever would take it, or whom it is meant for, but not whoever did it. */
const writeOfOffer = (
  { sql, service, now }: Scope,
  { offerId, kind, whom, actor }: { offerId: string; kind: NoticeKind; whom: Whom; actor: string },
) =>
  sql`
    insert into outgoing_notices (service_id, id, key, person_id, kind, about_id, made_at, due_at, says)
    select ${service}, gen_random_uuid(), ${`${kind} ${whom}`} || ' ' || o.id || ' ' || o.version, p.id, ${kind}, o.id, ${now}, ${dueOf(kind, now)}, array[${kind}]
    from shift_offers o join people p on p.service_id = o.service_id
      and p.id = case ${whom} when 'owner' then o.person_id when 'taker' then o.taker_id else o.meant_for end
    where o.service_id = ${service} and o.id = ${offerId} and p.id <> ${actor}
    on conflict (service_id, key) do nothing`

const writeToAmhp = (scope: Scope, key: string, kind: NoticeKind, id: string) => {
  const { sql, service, now } = scope
  return sql`
    insert into outgoing_notices (service_id, id, key, person_id, kind, about_id, made_at, due_at, says)
    select ${service}, gen_random_uuid(), ${key}, a.person_id, ${kind}, a.id, ${now}, ${dueOf(kind, now)}, array[${kind}]
    from allocations a where a.service_id = ${service} and a.id = ${id} and a.ended_at is null
    on conflict (service_id, key) do nothing`
}

/** To whoever has a referral now, unless they did it themselves; once, however many events of one command say so. */
const writeToWhoHasIt = ({ sql, service, now, actor }: Context, kind: NoticeKind, referralId: string) =>
  sql`
    insert into outgoing_notices (service_id, id, key, person_id, kind, about_id, made_at, due_at, says)
    select ${service}, gen_random_uuid(), ${kind} || ' ' || a.id || ' ' || ${now}, a.person_id, ${kind}, a.id, ${now}, ${dueOf(kind, now)}, array[${kind}]
    from allocations a where a.service_id = ${service} and a.referral_id = ${referralId} and a.ended_at is null and a.person_id <> ${actor.personId}
    on conflict (service_id, key) do nothing`

const idIn = (data: Happened['data'], ...names: readonly string[]): string | null => {
  for (const name of names) {
    const found = allocationId.safeParse(data?.[name])
    if (found.success) return found.data
  }
  return null
}

/**
 * Tells of what a command did. Put on the wire and not waited for: the events behind it on the same wire are recorded only if it went
 * well, so it costs a command no round trip of its own.
 */
async function tell({ type, personId, referralId, data }: Happened, context: Context): Promise<void> {
  const { actor } = context
  for (const { kind, whom } of tellsOf(type, data?.['fields'])) {
    if (whom === 'amhp') {
      if (referralId !== undefined)
        writeToWhoHasIt(context, kind, referralId)
          .execute()
          .catch(() => undefined)
      continue
    }
    const offer = shiftOfferId.safeParse(data?.['offerId'])
    const aboutId = idIn(data, 'allocationId', 'leaveId', 'claimId', 'deadlineId')
    const writing =
      whom !== 'named'
        ? offer.success && writeOfOffer(context, { offerId: offer.data, kind, whom, actor: actor.personId })
        : personId !== undefined &&
          personId !== actor.personId &&
          writeNotice(context, {
            key: `${type} ${aboutId ?? personId} ${kind.startsWith('job-') ? '' : context.now}`,
            personId,
            kind,
            aboutId,
            by: null,
          })
    if (writing !== false) writing.execute().catch(() => undefined)
  }
}

/** A job that goes along with a shift is moved by a reaction: its people are told like those of any other. */
export const noticeReactions: readonly Reaction[] = tellingEvents.map((type) => reactToAll(type, tell))

/** Tells of what the hub did by itself, in the same transaction: a ladder that climbed, an alarm that was raised or passed on. */
export const tellOfItself: Follow = async (happened, { sql, serviceId, now }) => {
  const scope: Scope = { sql, service: serviceId, now }
  for (const one of happened) {
    const { type, data } = one
    for (const { kind, whom } of tellsByItself({
      type,
      kind: data?.['kind'],
      point: data?.['point'],
      rung: data?.['rung'],
    })) {
      const key = `${kind} ${one.key} ${one.turn}`
      if (whom === 'amhp') {
        const about = idIn(data, 'sourceId')
        if (about !== null) await writeToAmhp(scope, key, kind, about)
        continue
      }
      const reached = personIdOf.safeParse(whom === 'reached' ? data?.['toldId'] : one.personId)
      if (reached.success)
        await writeNotice(scope, {
          key,
          personId: reached.data,
          kind,
          aboutId: watchOf(one) ?? idIn(data, 'deadlineId'),
          by: null,
        })
    }
  }
}

const watchOf = ({ data }: HappenedByItself): string | null => {
  const found = watchId.safeParse(data?.['watchId'])
  return found.success ? found.data : null
}
