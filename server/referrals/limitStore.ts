import type { LimitId, PersonId, ReferralId } from '#shared/kernel/ids.ts'
import type { LimitDecided } from '#shared/referrals/law/limitDecisions.ts'
import type { LimitKind } from '#shared/referrals/law/limitKinds.ts'
import type { Hold } from '#shared/referrals/law/limits.ts'
import type { LimitRow } from '#shared/referrals/record.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context, Happened } from '#server/kernel/handle.ts'

interface LimitAsKept extends Omit<LimitRow, 'hold'> {
  readonly madeAt: Instant | null
  readonly disposedAt: Instant | null
  readonly orderMade: boolean
}

/** Every limit that a referral has had, with what corrected it and each renewal, in the order in which they were recorded. */
export async function limitsOf(
  { sql, actor }: Context,
  of: { readonly id: ReferralId } | { readonly number: number },
): Promise<readonly LimitRow[]> {
  const service = actor.serviceId
  const referral =
    'id' in of ? sql`${of.id}` : sql`(select id from referrals where service_id = ${service} and number = ${of.number})`
  const rows = await sql<LimitAsKept[]>`
    select l.id, l.kind, l.period, l.started_at as "startedAt", l.origin_at as "originAt", l.second_at as "secondAt", l.detention,
      l.start_source as "startSource", l.person_id as "personId", w.name as "personName", l.recorded_at as "recordedAt",
      p.name as "recordedByName", l.hold_made_at as "madeAt", l.hold_disposed_at as "disposedAt", l.hold_order_made as "orderMade",
      l.hold_source as "holdSource",
      l.ended_at as "endedAt", coalesce(l.ended_how, '') as "endedHow", l.ended_why as "endedWhy", l.superseded_at as "supersededAt",
      l.correction_reason as "correctionReason"
    from time_limits l
    join people p on p.service_id = l.service_id and p.id = l.recorded_by
    left join people w on w.service_id = l.service_id and w.id = l.person_id
    where l.service_id = ${service} and l.referral_id = ${referral}
    order by l.recorded_at, l.superseded_at nulls last, l.period, l.id`
  return rows.map(({ madeAt, disposedAt, orderMade, ...limit }) => ({
    ...limit,
    hold: madeAt === null ? null : { madeAt, disposedAt, orderMade },
  }))
}

export interface NewLimit extends Omit<LimitDecided, 'corrects'> {
  readonly id: LimitId
  readonly referralId: ReferralId
  readonly kind: LimitKind
  readonly startSource: string
  readonly correctionReason: string
  readonly correctsId: LimitId | null
}

/** A first start, or the row that takes an earlier one's place, as it is written down. */
export const startOfLimit = (
  referralId: ReferralId,
  { kind, startSource, correctionReason }: Pick<NewLimit, 'kind' | 'startSource' | 'correctionReason'>,
  { corrects, ...start }: LimitDecided,
): NewLimit => ({
  ...start,
  id: crypto.randomUUID() as LimitId,
  referralId,
  kind,
  startSource,
  correctionReason,
  correctsId: corrects?.id ?? null,
})

/** What is told of a start, or of its correction. @param before what the row counted from whose place it takes */
export function startOfLimitTold(limit: NewLimit, before: Instant | null): Happened {
  const { id: limitId, referralId, kind, startedAt, ruleId, correctsId, personId } = limit
  const data = { limitId, kind, startedAt, ruleId }
  const about = { referralId, ...(personId !== null && { personId }) }
  return correctsId === null
    ? { type: 'limit-recorded', ...about, data }
    : { type: 'limit-corrected', ...about, data: { ...data, correctsId, before } }
}

export async function saveLimit({ sql, actor, now }: Context, limit: NewLimit): Promise<void> {
  const { hold } = limit
  await sql`
    insert into time_limits (service_id, id, referral_id, kind, period, started_at, origin_at, second_at, start_source, person_id,
      rule_id, recorded_at, recorded_by, hold_made_at, hold_disposed_at, hold_order_made, correction_reason, corrects_id, detention)
    values (${actor.serviceId}, ${limit.id}, ${limit.referralId}, ${limit.kind}, ${limit.period}, ${limit.startedAt}, ${limit.originAt},
      ${limit.secondAt}, ${limit.startSource}, ${limit.personId}, ${limit.ruleId}, ${now}, ${actor.personId}, ${hold?.madeAt ?? null},
      ${hold?.disposedAt ?? null}, ${hold?.orderMade ?? false}, ${limit.correctionReason}, ${limit.correctsId},
      ${limit.detention})`
}

/** Says that a later row takes a limit's place; what it says stays to be seen. */
export async function supersedeLimit({ sql, actor, now }: Context, id: LimitId): Promise<void> {
  await sql`update time_limits set superseded_at = ${now} where service_id = ${actor.serviceId} and id = ${id}`
}

export async function saveHold(
  { sql, actor }: Context,
  id: LimitId,
  { madeAt, disposedAt, orderMade, source }: Hold & { readonly source: string },
): Promise<void> {
  await sql`
    update time_limits set hold_made_at = ${madeAt}, hold_disposed_at = ${disposedAt}, hold_order_made = ${orderMade}, hold_source = ${source}
    where service_id = ${actor.serviceId} and id = ${id}`
}

export async function saveLimitEnd(
  { sql, actor }: Context,
  id: LimitId,
  { endedAt, how, why }: { readonly endedAt: Instant; readonly how: string; readonly why: string },
): Promise<void> {
  await sql`
    update time_limits set ended_at = ${endedAt}, ended_how = ${how}, ended_why = ${why}
    where service_id = ${actor.serviceId} and id = ${id}`
}

/** Whether somebody is on the register of this service: an applicant is an AMHP. */
export async function isOnRegister({ sql, actor }: Context, personId: PersonId): Promise<boolean> {
  const rows = await sql`select person_id from amhps where service_id = ${actor.serviceId} and person_id = ${personId}`
  return rows.length > 0
}
