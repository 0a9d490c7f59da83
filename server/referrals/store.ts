import { and, eq } from 'drizzle-orm'
import type { CouncilId, ReferralId } from '#shared/kernel/ids.ts'
import type { ReferralAfterTriage } from '#shared/referrals/triage.ts'
import type { Instant } from '#shared/time/instant.ts'
import { referrals } from '#db/schema/referrals.ts'
import type { Context } from '#server/kernel/handle.ts'
import { actsToday, usualFirst } from '#server/register/store.ts'

/** A referral as it is kept. */
export type Kept = typeof referrals.$inferSelect
type NewReferral = Omit<typeof referrals.$inferInsert, 'serviceId' | 'takenBy' | 'recordedAt'>

/** A referral with its row locked until the transaction ends; `undefined` when this service has no such referral. */
export async function holdReferral({ db, actor }: Context, id: ReferralId): Promise<Kept | undefined> {
  const own = and(eq(referrals.serviceId, actor.serviceId), eq(referrals.id, id))
  const [row] = await db.select().from(referrals).where(own).for('no key update')
  return row
}

export interface LastChange {
  readonly byName: string
  readonly at: Instant
}

/** What happens on a referral without changing the referral itself, its powers or its decision. */
const BESIDE_IT = [
  'alarm-raised',
  'alarm-passed-on',
  'alarm-acknowledged',
  'alarm-not-delivered',
  'alarm-delivered',
  'alarm-over',
  'arrangement-set',
  'call-added',
  'note-added',
  'referral-linked',
  'referral-unlinked',
  'merged-in',
  'merged-out',
  'information-asked',
  'information-chased',
  'information-settled',
  'checklist-ticked',
  'duty-task-made',
  'duty-task-done',
  'letter-kept',
  'letter-sent',
  'redirect-offered',
  'redirect-answered',
  'referral-held',
  'hold-ended',
  'allocation-opened',
  'allocation-accepted',
  'amhp-set-off',
  'amhp-arrived',
  'wait-started',
  'wait-ended',
  'outcome-recorded',
  'amhp-home-safe',
  'amhp-step-undone',
  'referral-handed-over',
  'examination-recorded',
  'application-rests-on',
  'paper-recorded',
  'relative-recorded',
]

/** Who changed a referral last, and when. */
export async function lastChangeOf({ sql, actor }: Context, id: ReferralId): Promise<LastChange | undefined> {
  const [row] = await sql<LastChange[]>`
    select coalesce(p.name, '') as "byName", e.at from events e
    left join people p on p.service_id = e.service_id and p.id = e.actor_id
    where e.service_id = ${actor.serviceId} and e.referral_id = ${id} and e.type <> all (${BESIDE_IT}::text[])
    order by e.seq desc limit 1`
  return row
}

export async function saveReferral({ db, actor, now }: Context, made: NewReferral): Promise<void> {
  await db.insert(referrals).values({ ...made, serviceId: actor.serviceId, takenBy: actor.personId, recordedAt: now })
}

/** Writes the columns that changed, and says that the referral did. */
export async function saveChanges(
  { db, actor }: Context,
  before: Pick<Kept, 'id' | 'version'>,
  changes: Partial<NewReferral> | ReferralAfterTriage = {},
): Promise<number> {
  const version = before.version + 1
  const own = and(eq(referrals.serviceId, actor.serviceId), eq(referrals.id, before.id))
  await db
    .update(referrals)
    .set({ ...changes, version })
    .where(own)
  return version
}

export interface CouncilKept {
  readonly id: CouncilId
  readonly actedFor: boolean
}

/** The councils of the service: first those that an AMHP acts for, each by name. */
export const councilsOf = ({ sql, actor, now }: Context): Promise<readonly CouncilKept[]> =>
  sql<CouncilKept[]>`
    select id, ${actsToday(sql, now)} as "actedFor" from councils where service_id = ${actor.serviceId} order by ${usualFirst(sql)}`
