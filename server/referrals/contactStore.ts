import type { CallId, LinkId, ReferralId } from '#shared/kernel/ids.ts'
import type { CallRow, LinkRow } from '#shared/referrals/contactContract.ts'
import type { LinkKind } from '#shared/referrals/links.ts'
import type { ReferralState } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { referralCalls } from '#db/schema/contacts.ts'
import type { Context, Happened } from '#server/kernel/handle.ts'

type NewCall = Omit<typeof referralCalls.$inferInsert, 'serviceId' | 'takenBy' | 'recordedAt'>

export async function saveCall({ db, actor, now }: Context, call: NewCall): Promise<void> {
  await db
    .insert(referralCalls)
    .values({ ...call, serviceId: actor.serviceId, takenBy: actor.personId, recordedAt: now })
}

/** Further calls about a referral, and what those that were merged into it began with and were told later, the oldest first. */
export const callsOf = ({ sql, actor }: Context, id: ReferralId): Promise<readonly CallRow[]> =>
  sql<CallRow[]>`
    with told as (
      select ${id}::uuid as referral_id, false as merged
      union all
      select l.referral_id, true from referral_links l
      where l.service_id = ${actor.serviceId} and l.other_id = ${id} and l.kind = 'merged' and l.ended_at is null
    )
    select c.id, r.number, false as began, c.received_at as "receivedAt", p.name as "takenByName", c.source, c.request,
      c.caller_name as "callerName", c.caller_phone as "callerPhone", c.place, c.happening, c.risk_to_staff as "riskToStaff",
      c.risk_detail as "riskDetail", c.power_kind as "powerKind", c.power_started_at as "powerStartedAt"
    from told t
    join referrals r on r.service_id = ${actor.serviceId} and r.id = t.referral_id
    join referral_calls c on c.service_id = r.service_id and c.referral_id = r.id
    join people p on p.service_id = c.service_id and p.id = c.taken_by
    union all
    select r.id, r.number, true, r.received_at, coalesce(p.name, ''), r.source, r.request, r.caller_name, r.caller_phone, r.place,
      r.happening, r.risk_to_staff, r.risk_detail, null, null
    from told t
    join referrals r on r.service_id = ${actor.serviceId} and r.id = t.referral_id
    left join people p on p.service_id = r.service_id and p.id = r.taken_by
    where t.merged
    order by "receivedAt", id`

/** Every link of a referral, ended ones too, the latest first. */
export const linksOf = ({ sql, actor }: Context, id: ReferralId): Promise<readonly LinkRow[]> =>
  sql<LinkRow[]>`
    select l.id, l.kind, hub.number_of(case when l.referral_id = ${id} then l.other_id else l.referral_id end) as number,
      l.other_id = ${id} as incoming, l.why, m.name as "madeByName", l.made_at as "madeAt", e.name as "endedByName",
      l.ended_at as "endedAt", l.ended_why as "endedWhy"
    from referral_links l
    join people m on m.service_id = l.service_id and m.id = l.made_by
    left join people e on e.service_id = l.service_id and e.id = l.ended_by
    where l.service_id = ${actor.serviceId} and (l.referral_id = ${id} or l.other_id = ${id})
    order by l.made_at desc, l.id`

export interface NewLink {
  readonly id: LinkId
  readonly kind: LinkKind
  readonly referralId: ReferralId
  readonly otherId: ReferralId
  readonly why: string
  readonly stateBefore?: ReferralState | null
  readonly assessByBefore?: Instant | null
}

export async function saveLink({ sql, actor, now }: Context, link: NewLink): Promise<void> {
  await sql`
    insert into referral_links (service_id, id, kind, referral_id, other_id, why, made_by, made_at, state_before, assess_by_before)
    values (${actor.serviceId}, ${link.id}, ${link.kind}, ${link.referralId}, ${link.otherId}, ${link.why}, ${actor.personId}, ${now},
      ${link.stateBefore ?? null}, ${link.assessByBefore ?? null})`
}

export interface HeldLink {
  readonly kind: LinkKind
  readonly referralId: ReferralId
  readonly otherId: ReferralId
  readonly stateBefore: ReferralState | null
  readonly assessByBefore: Instant | null
  readonly endedAt: Instant | null
}

/** A link with its row locked; `undefined` when whoever asks sees none of this id. */
export async function holdLink({ sql, actor }: Context, id: LinkId): Promise<HeldLink | undefined> {
  const [row] = await sql<HeldLink[]>`
    select kind, referral_id as "referralId", other_id as "otherId", state_before as "stateBefore",
      assess_by_before as "assessByBefore", ended_at as "endedAt"
    from referral_links where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return row
}

export async function endLink({ sql, actor, now }: Context, id: LinkId, why: string): Promise<void> {
  await sql`
    update referral_links set ended_by = ${actor.personId}, ended_at = ${now}, ended_why = ${why}
    where service_id = ${actor.serviceId} and id = ${id}`
}

/** Holds several referrals in the order of their ids, so that two merges across each other wait instead of locking each other out. */
export async function holdInOrder({ sql, actor }: Context, ids: readonly ReferralId[]): Promise<void> {
  await sql`
    select from referrals where service_id = ${actor.serviceId} and id = any (${[...ids]}::uuid[]) order by id for no key update`
}

/** Which of these referrals whoever asks sees, with their numbers. */
export const numbersOf = (
  { sql, actor }: Context,
  ids: readonly ReferralId[],
): Promise<readonly { readonly id: ReferralId; readonly number: number }[]> =>
  sql<{ id: ReferralId; number: number }[]>`
    select id, number from referrals where service_id = ${actor.serviceId} and id = any (${[...ids]}::uuid[])`

export const callIdOf = (draft: string | null): CallId => (draft ?? crypto.randomUUID()) as CallId

type Named = { readonly id: ReferralId; readonly number: number }

/** The same on both referrals, each naming the other. */
export const onBoth = (
  [type, otherType]: readonly [string, string],
  [one, other]: readonly [Named, Named],
  data: Readonly<Record<string, unknown>>,
): readonly Happened[] => [
  { type, referralId: one.id, data: { ...data, other: other.number } },
  { type: otherType, referralId: other.id, data: { ...data, other: one.number } },
]

export const linkedEvents = (linkId: LinkId, kind: LinkKind, pair: readonly [Named, Named]): readonly Happened[] =>
  onBoth(['referral-linked', 'referral-linked'], pair, { linkId, kind })
