import type { ReferralId, ReleaseId } from '#shared/kernel/ids.ts'
import type { HoldLine, Review, ReviewLine } from '#shared/privacy/contract.ts'
import type { KeptFacts } from '#shared/privacy/retention.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { releases } from '#db/schema/privacy.ts'
import type { Context } from '#server/kernel/handle.ts'
import { markColumns, markTables } from './rightsStore.ts'

/** What counting the years of a record needs, taken over all referrals of the same person. */
export interface RecordFacts extends KeptFacts {
  readonly referralId: ReferralId
  readonly number: number
  readonly closedAt: Instant
  readonly onHold: boolean
  readonly proposal: ReviewLine['proposal']
}

interface FactsAsKept extends Omit<RecordFacts, 'lastContactOn' | 'proposal'> {
  readonly lastClosedAt: Instant | null
  readonly releaseId: ReleaseId | null
  readonly proposedByName: string
  readonly isOwn: boolean
  readonly proposedAt: Instant
  readonly proposedWhy: string
}

const factsFrom = ({ lastClosedAt, ...row }: FactsAsKept): RecordFacts => ({
  referralId: row.referralId,
  number: row.number,
  closedAt: row.closedAt,
  bornOn: row.bornOn,
  diedOn: row.diedOn,
  onHold: row.onHold,
  lastContactOn: lastClosedAt === null ? null : londonDayOf(lastClosedAt),
  proposal: proposalFrom(row),
})

const proposalFrom = (row: Omit<FactsAsKept, 'lastClosedAt'>): RecordFacts['proposal'] =>
  row.releaseId === null
    ? null
    : { id: row.releaseId, byName: row.proposedByName, isOwn: row.isOwn, at: row.proposedAt, why: row.proposedWhy }

/** Closed records, not yet released: one, or the oldest that were closed before a day. */
export async function factsOf(
  { sql, actor, now }: Context,
  {
    referralId = null,
    closedBefore = null,
    most = 1,
  }: { referralId?: ReferralId | null; closedBefore?: LondonDay | null; most?: number },
): Promise<readonly RecordFacts[]> {
  const rows = await sql<FactsAsKept[]>`
    select f.*, x.id as "releaseId", p.name as "proposedByName", x.proposed_by = ${actor.personId} as "isOwn",
      x.proposed_at as "proposedAt", x.why as "proposedWhy"
    from hub.records_to_review(${referralId}, ${closedBefore}::date, ${londonDayOf(now)}::date, ${most}) f
    left join releases x on x.service_id = ${actor.serviceId} and x.referral_id = f."referralId" and x.state = 'proposed'
    left join people p on p.service_id = x.service_id and p.id = x.proposed_by
    order by f."closedAt", f.number`
  return rows.map(factsFrom)
}

export interface ForKeeping {
  readonly number: number
  readonly closed: boolean
  readonly releasedAt: Instant | null
}

/** A referral’s row locked, for those who keep records without reading them; `undefined` when this service has no such referral. */
export async function holdForKeeping({ sql }: Context, id: ReferralId): Promise<ForKeeping | undefined> {
  const [row] = await sql<ForKeeping[]>`select * from hub.hold_for_keeping(${id})`
  return row
}

/** The referral of a reference; `null` when this service has none. */
export async function referralNumbered({ sql }: Context, number: number): Promise<ReferralId | null> {
  const [row] = await sql<{ id: ReferralId | null }[]>`select hub.referral_numbered(${number}) as id`
  return row?.id ?? null
}

export const openHolds = ({ sql, actor }: Context): Promise<readonly HoldLine[]> =>
  sql<HoldLine[]>`
    select m.referral_id as "referralId", hub.number_of(m.referral_id) as number, ${markColumns(sql)} from ${markTables(sql)}
    where m.service_id = ${actor.serviceId} and m.kind = 'legal-hold' and m.ended_at is null
    order by m.placed_at desc, m.id limit 200`

export const lastReleased = ({ sql, actor }: Context): Promise<Review['released']> =>
  sql<Review['released'][number][]>`
    select hub.number_of(x.referral_id) as number, x.decided_at as "releasedAt", a.name as "proposedByName", b.name as "releasedByName"
    from releases x join people a on a.service_id = x.service_id and a.id = x.proposed_by
    join people b on b.service_id = x.service_id and b.id = x.decided_by
    where x.service_id = ${actor.serviceId} and x.state = 'released' order by x.decided_at desc, number limit 50`

export async function saveProposal(
  { db, actor, now }: Context,
  made: Pick<typeof releases.$inferInsert, 'id' | 'referralId' | 'why' | 'keepUntil' | 'authority'>,
): Promise<void> {
  await db.insert(releases).values({
    ...made,
    serviceId: actor.serviceId,
    state: 'proposed',
    proposedBy: actor.personId,
    proposedAt: now,
  })
}

export interface HeldProposal {
  readonly referralId: ReferralId
  readonly number: number
  readonly state: 'proposed' | 'withdrawn' | 'released'
  readonly isOwn: boolean
  readonly decidedAt: Instant | null
}

/** A proposal with its referral’s row locked, and then its own: the order in which everybody locks. */
export async function holdProposal(context: Context, id: ReleaseId): Promise<HeldProposal | undefined> {
  const { sql, actor } = context
  const [known] = await sql<{ referralId: ReferralId }[]>`
    select referral_id as "referralId" from releases where service_id = ${actor.serviceId} and id = ${id}`
  const referral = known && (await holdForKeeping(context, known.referralId))
  if (!referral) return undefined
  const [row] = await sql<Omit<HeldProposal, 'number'>[]>`
    select x.referral_id as "referralId", x.state, x.proposed_by = ${actor.personId} as "isOwn", x.decided_at as "decidedAt"
    from releases x where x.service_id = ${actor.serviceId} and x.id = ${id} for no key update`
  return row && { ...row, number: referral.number }
}

export async function withdrawProposal({ sql, actor, now }: Context, id: ReleaseId, why: string): Promise<void> {
  await sql`
    update releases set state = 'withdrawn', decided_by = ${actor.personId}, decided_at = ${now}, decided_why = ${why}
    where service_id = ${actor.serviceId} and id = ${id}`
}

/** Ends the record, by the one function that may. Answers how many values were emptied. */
export async function endRecord({ sql, now }: Context, id: ReleaseId): Promise<number> {
  const [row] = await sql<{ emptied: number }[]>`select hub.release_record(${id}, ${now}) as emptied`
  return row?.emptied ?? 0
}
