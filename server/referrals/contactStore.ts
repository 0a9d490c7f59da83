import type { CallId, LinkId, ReferralId } from '#shared/kernel/ids.ts'
import type { CallRow, LinkRow } from '#shared/referrals/contactContract.ts'
import type { LinkKind } from '#shared/referrals/links.ts'
import type { AskedLater } from '#shared/referrals/relatives.ts'
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

/**
 * Further calls about a referral, and what those that were merged into it, or into one of those, began with and were told later, the
 * oldest first. Whoever may see the referral reads them all, but for a record that shuts them out.
 */
export const callsOf = ({ sql }: Context, id: ReferralId): Promise<readonly CallRow[]> =>
  sql<CallRow[]>`select * from hub.calls_of(${id})`

/** What later callers asked for, as far as whoever asks sees it. */
export const askedLaterOf = ({ sql }: Context, id: ReferralId): Promise<readonly AskedLater[]> =>
  sql<AskedLater[]>`select request, source, "receivedAt" from hub.calls_of(${id})`

/** The referral on which the work goes on: the last that this one was merged into, or itself. */
export async function mergedOnto({ sql }: Context, id: ReferralId): Promise<ReferralId> {
  const [row] = await sql<{ id: ReferralId | null }[]>`select hub.merged_onto(${id}) as id`
  return row?.id ?? id
}

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
