import type { PowerId, ReferralId } from '#shared/kernel/ids.ts'
import type { PowerKind } from '#shared/referrals/clockRules.ts'
import type { PowerRow } from '#shared/referrals/record.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'

type AuthorisedExtension = NonNullable<PowerRow['extension']>

interface PowerAsKept extends Omit<PowerRow, 'extension'> {
  readonly minutes: AuthorisedExtension['minutes'] | null
  readonly authorisedAt: AuthorisedExtension['authorisedAt']
  readonly reason: AuthorisedExtension['reason']
  readonly authority: AuthorisedExtension['authority']
  readonly authoriser: AuthorisedExtension['authoriser']
  readonly superintendent: AuthorisedExtension['superintendent']
}

/** Every power that a referral has had, with what corrected it, in the order in which they were recorded. */
export async function powersOf(
  { sql, actor }: Context,
  of: { readonly id: ReferralId } | { readonly number: number },
): Promise<readonly PowerRow[]> {
  const service = actor.serviceId
  const referral =
    'id' in of ? sql`${of.id}` : sql`(select id from referrals where service_id = ${service} and number = ${of.number})`
  const rows = await sql<PowerAsKept[]>`
    select w.id, w.kind, w.started_at as "startedAt", w.start_source as "startSource", w.recorded_at as "recordedAt",
      coalesce(p.name, w.start_source) as "recordedByName", w.ended_at as "endedAt", w.ended_why as "endedWhy", w.superseded_at as "supersededAt",
      w.correction_reason as "correctionReason", w.corrects_id as "correctsId", w.extension_minutes as minutes, w.extension_authorised_at as "authorisedAt",
      w.extension_reason as reason, w.extension_authority as authority, w.extension_authoriser as authoriser,
      w.extension_superintendent as superintendent
    from powers w left join people p on p.service_id = w.service_id and p.id = w.recorded_by
    where w.service_id = ${service} and w.referral_id = ${referral}
    order by w.recorded_at, w.superseded_at nulls last, w.id`
  return rows.map(({ minutes, authorisedAt, reason, authority, authoriser, superintendent, ...power }) => ({
    ...power,
    extension: minutes === null ? null : { minutes, authorisedAt, reason, authority, authoriser, superintendent },
  }))
}

export interface NewPower {
  readonly id: PowerId
  readonly referralId: ReferralId
  readonly kind: PowerKind
  readonly startedAt: Instant | null
  readonly startSource: string
  readonly ruleId: string
  readonly correctionReason?: string
  readonly correctsId?: PowerId | null
  readonly extension?: AuthorisedExtension | null
  /** Of one that had ended before its start was corrected. */
  readonly endedAt?: Instant | null
  readonly endedWhy?: string
}

export async function savePower({ sql, actor, now }: Context, power: NewPower): Promise<void> {
  const extension = power.extension ?? null
  await sql`
    insert into powers (service_id, id, referral_id, kind, started_at, start_source, rule_id, recorded_at, recorded_by,
      correction_reason, corrects_id, extension_minutes, extension_authorised_at, extension_authority, extension_authoriser,
      extension_superintendent, extension_reason, ended_at, ended_why)
    values (${actor.serviceId}, ${power.id}, ${power.referralId}, ${power.kind}, ${power.startedAt}, ${power.startSource}, ${power.ruleId},
      ${now}, ${actor.personId}, ${power.correctionReason ?? ''}, ${power.correctsId ?? null}, ${extension?.minutes ?? null},
      ${extension?.authorisedAt ?? null}, ${extension?.authority ?? null}, ${extension?.authoriser ?? null},
      ${extension?.superintendent ?? ''}, ${extension?.reason ?? null}, ${power.endedAt ?? null}, ${power.endedWhy ?? ''})`
}

/** Says that a later row takes a power's place; what it says stays to be seen. */
export async function supersedePower({ sql, actor, now }: Context, id: PowerId): Promise<void> {
  await sql`update powers set superseded_at = ${now} where service_id = ${actor.serviceId} and id = ${id}`
}

export async function saveExtension(
  { sql, actor }: Context,
  id: PowerId,
  extension: AuthorisedExtension,
): Promise<void> {
  await sql`
    update powers set extension_minutes = ${extension.minutes}, extension_authorised_at = ${extension.authorisedAt},
      extension_authority = ${extension.authority}, extension_authoriser = ${extension.authoriser},
      extension_superintendent = ${extension.superintendent}, extension_reason = ${extension.reason}
    where service_id = ${actor.serviceId} and id = ${id}`
}

export async function savePowerEnd(
  { sql, actor }: Context,
  id: PowerId,
  { endedAt, why }: { readonly endedAt: Instant; readonly why: string },
): Promise<void> {
  await sql`update powers set ended_at = ${endedAt}, ended_why = ${why} where service_id = ${actor.serviceId} and id = ${id}`
}
