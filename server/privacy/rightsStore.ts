import { eq, and } from 'drizzle-orm'
import type { RecordMarkId, ReferralId } from '#shared/kernel/ids.ts'
import type { Correction, MarkKind, RecordMark } from '#shared/privacy/rights.ts'
import type { Instant } from '#shared/time/instant.ts'
import { corrections, recordMarks } from '#db/schema/privacy.ts'
import type { Connection } from '#db/client.ts'
import type { Context } from '#server/kernel/handle.ts'

/** Corrections of one record, the oldest first; all but the latest about a thing are superseded. */
export const correctionsOf = ({ sql, actor }: Context, id: ReferralId): Promise<readonly Correction[]> =>
  sql<Correction[]>`
    select c.id, c.about, c.was, c.is, c.asked_by as "askedBy", c.evidence, p.name as "recordedByName", c.recorded_at as "recordedAt",
      c.about not in ('decision', 'power', 'arrangement', 'allocation', 'other-entry')
        and lead(c.id) over (partition by c.about order by c.recorded_at, c.id) is not null as superseded
    from corrections c join people p on p.service_id = c.service_id and p.id = c.recorded_by
    where c.service_id = ${actor.serviceId} and c.referral_id = ${id} order by c.recorded_at, c.id`

/** The columns of a `RecordMark`, of a mark `m`, whoever placed it, `p`, and whoever ended it, `e`. */
export const markColumns = (sql: Connection) => sql`
  m.id, m.kind, m.note, m.asked_by as "askedBy", m.on_day as "onDay", p.name as "placedByName", m.placed_at as "placedAt",
  e.name as "endedByName", m.ended_at as "endedAt", m.ended_why as "endedWhy"`

export const markTables = (sql: Connection) => sql`
  record_marks m join people p on p.service_id = m.service_id and p.id = m.placed_by
  left join people e on e.service_id = m.service_id and e.id = m.ended_by`

export const marksOf = ({ sql, actor }: Context, id: ReferralId): Promise<readonly RecordMark[]> =>
  sql<RecordMark[]>`
    select ${markColumns(sql)} from ${markTables(sql)}
    where m.service_id = ${actor.serviceId} and m.referral_id = ${id} order by m.placed_at, m.id`

/** When a record was released; `null` while it stands. */
export async function releasedAt({ sql, actor }: Context, id: ReferralId): Promise<Instant | null> {
  const [row] = await sql<{ at: Instant }[]>`
    select decided_at as at from releases
    where service_id = ${actor.serviceId} and referral_id = ${id} and state = 'released'`
  return row?.at ?? null
}

export async function saveCorrection(
  { db, actor, now }: Context,
  made: Omit<typeof corrections.$inferInsert, 'serviceId' | 'recordedBy' | 'recordedAt'>,
): Promise<void> {
  await db
    .insert(corrections)
    .values({ ...made, serviceId: actor.serviceId, recordedBy: actor.personId, recordedAt: now })
}

export async function saveMark(
  { db, actor, now }: Context,
  made: Pick<typeof recordMarks.$inferInsert, 'id' | 'referralId' | 'kind' | 'note' | 'askedBy' | 'onDay'>,
): Promise<void> {
  await db.insert(recordMarks).values({ ...made, serviceId: actor.serviceId, placedBy: actor.personId, placedAt: now })
}

export interface HeldMark {
  readonly referralId: ReferralId
  readonly endedAt: Instant | null
  readonly endedByName: string
}

/** A mark of one of the kinds, with its row locked. */
export async function holdMark(
  { sql, actor }: Context,
  id: RecordMarkId,
  kinds: readonly MarkKind[],
): Promise<HeldMark | undefined> {
  const [row] = await sql<HeldMark[]>`
    select m.referral_id as "referralId", m.ended_at as "endedAt",
      coalesce((select p.name from people p where p.service_id = m.service_id and p.id = m.ended_by), '') as "endedByName"
    from record_marks m where m.service_id = ${actor.serviceId} and m.id = ${id} and m.kind = any (${[...kinds]}::text[])
    for no key update`
  return row
}

export async function closeMark({ db, actor, now }: Context, id: RecordMarkId, why: string): Promise<void> {
  await db
    .update(recordMarks)
    .set({ endedBy: actor.personId, endedAt: now, endedWhy: why })
    .where(and(eq(recordMarks.serviceId, actor.serviceId), eq(recordMarks.id, id)))
}
