import type { TaskToMake } from '#shared/referrals/triaging/tasks.ts'
import { createHash } from 'node:crypto'
import type { CouncilId, PartnerId, PartnerKeyId, PowerId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import { ruleInForce } from '#shared/referrals/clockRules.ts'
import type { SourceCode } from '#shared/referrals/referral.ts'
import { LINE_LENGTH } from '#shared/kernel/text.ts'
import type { PartnerReferral } from '#shared/partners/referral.ts'
import type { PartnerScope } from '#shared/partners/scopes.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import type { Database } from '#db/client.ts'
import type { ServiceContext } from '#server/identity/inService.ts'
import { actsToday, usualFirst } from '#server/register/store.ts'

/** A partner that has signed: for which service it speaks, and what its key is for. */
export interface Partner {
  readonly serviceId: ServiceId
  readonly partnerId: PartnerId
  readonly keyId: PartnerKeyId
  readonly name: string
  readonly source: SourceCode
  readonly scopes: readonly PartnerScope[]
}

export const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest()

/** Whose signature this is, or nobody's. The database does the sum: this process never sees what signs. */
export async function whoSigned(
  database: Database,
  signed: { readonly keyId: string; readonly text: string; readonly signature: Uint8Array },
  now: Instant,
): Promise<Partner | undefined> {
  const [row] = await database<Partner[]>`
    select * from hub.partner_who_signed(${signed.keyId}, ${Buffer.from(signed.text, 'utf8')}, ${signed.signature}, ${now})`
  return row
}

const KEPT_MINUTES = 60

/** Uses a signature up; false when it was used before. Those that can count no more are put away. */
export async function spendNonce(
  { sql, serviceId, now }: ServiceContext,
  keyId: PartnerKeyId,
  nonce: string,
): Promise<boolean> {
  await sql`delete from partner_nonces where service_id = ${serviceId} and at < ${addMinutes(now, -KEPT_MINUTES)}`
  const spent = await sql`
    insert into partner_nonces (service_id, key_id, nonce, at) values (${serviceId}, ${keyId}, ${nonce}, ${now})
    on conflict do nothing returning nonce`
  await sql`update partner_keys set last_used_at = ${now} where service_id = ${serviceId} and id = ${keyId}`
  return spent.length > 0
}

export interface Before {
  readonly number: number
  readonly bodyHash: Uint8Array
  readonly acceptedAt: Instant
}

/** What a partner sent under this name before. Whoever sends the same at the same moment waits for the counter of numbers. */
export async function sentBefore(
  { sql, serviceId }: ServiceContext,
  partnerId: PartnerId,
  externalId: string,
): Promise<Before | undefined> {
  await sql`select from service_counters where service_id = ${serviceId} for no key update`
  const [row] = await sql<Before[]>`
    select hub.number_of(referral_id) as number, body_hash as "bodyHash", accepted_at as "acceptedAt"
    from partner_referrals where service_id = ${serviceId} and partner_id = ${partnerId} and external_id = ${externalId}`
  return row
}

export interface SavedReferral {
  readonly id: ReferralId
  readonly number: number
  readonly acceptedAt: Instant
  readonly powerId: PowerId | null
  readonly ruleId: string | null
}

/** Saves what a partner sent as an un-triaged referral under its name, for the first council that the service acts for. */
export async function saveSent(
  context: ServiceContext,
  partner: Partner,
  sent: PartnerReferral,
  bodyHash: Uint8Array,
): Promise<SavedReferral> {
  const { sql, serviceId, now } = context
  const id = crypto.randomUUID() as ReferralId
  const [counter] = await sql<{ number: number }[]>`
    update service_counters set last_referral_number = last_referral_number + 1 where service_id = ${serviceId}
    returning last_referral_number as number`
  const [council] = await sql<{ id: CouncilId }[]>`
    select id from councils where service_id = ${serviceId} and ${actsToday(sql, now)} order by ${usualFirst(sql)} limit 1`
  const number = counter?.number ?? 0
  const { person, caller } = sent
  await sql`
    insert into referrals (service_id, id, number, state, received_at, recorded_at, partner_id, source, caller_name, caller_phone, last_name,
      first_name, born_on, age_years, age_is_estimate, age_said_on, nhs_number, person_phone, home_address, request, place, happening,
      risk_to_staff, risk_detail, council_id)
    values (${serviceId}, ${id}, ${number}, 'to-triage', ${now}, ${now}, ${partner.partnerId}, ${partner.source},
      ${namedTogether(caller.name, partner.name)}, ${caller.phone}, ${person.lastName}, ${person.firstName},
      ${person.bornOn}, ${person.ageYears}, ${person.ageIsEstimate}, ${londonDayOf(now)}, ${person.nhsNumber}, ${person.phone},
      ${person.homeAddress}, ${sent.request}, ${sent.place}, ${sent.happening}, ${sent.riskToStaff}, ${sent.riskDetail}, ${council?.id ?? null})`
  const power = sent.power && (await savePower(context, id, sent.power, partner.name))
  // Whoever holds the counter is alone in this service. Each is accepted after the last, so that a partner that goes on from the latest
  // time it was given misses none that was on its way meanwhile.
  const [row] = await sql<{ acceptedAt: Instant }[]>`
    insert into partner_referrals (service_id, partner_id, external_id, referral_id, body_hash, accepted_at)
    select ${serviceId}, ${partner.partnerId}, ${sent.externalId}, ${id}, ${bodyHash},
      greatest(${now}::timestamptz, max(s.accepted_at) + interval '1 millisecond')
    from partner_referrals s where s.service_id = ${serviceId} and s.partner_id = ${partner.partnerId}
    returning accepted_at as "acceptedAt"`
  return {
    id,
    number,
    acceptedAt: row?.acceptedAt ?? now,
    powerId: power?.powerId ?? null,
    ruleId: power?.ruleId ?? null,
  }
}

/**
 * Who said something and for whom, on one line. Nothing that was sent is cut: where both are too long for a line the name stands alone,
 * and the partner is named by the referral itself.
 */
function namedTogether(name: string, partner: string): string {
  const both = [name, partner].filter(Boolean).join(', ')
  return both.length <= LINE_LENGTH || name === '' ? both : name
}

async function savePower(
  { sql, serviceId, now }: ServiceContext,
  referralId: ReferralId,
  { kind, startedAt, startSource }: NonNullable<PartnerReferral['power']>,
  partner: string,
): Promise<{ readonly powerId: PowerId; readonly ruleId: string }> {
  const powerId = crypto.randomUUID() as PowerId
  const ruleId = ruleInForce(kind, startedAt ?? now).id
  const source = namedTogether(startSource, partner)
  await sql`
    insert into powers (service_id, id, referral_id, kind, started_at, start_source, rule_id, recorded_at)
    values (${serviceId}, ${powerId}, ${referralId}, ${kind}, ${startedAt}, ${source}, ${ruleId}, ${now})`
  return { powerId, ruleId }
}

export interface SentRow {
  readonly externalId: string
  readonly number: number
  readonly acceptedAt: Instant
  readonly stage: 'waiting-for-triage' | 'being-considered' | 'closed'
}

export const sentSince = (
  { sql }: ServiceContext,
  partnerId: PartnerId,
  after: Instant,
  most: number,
): Promise<readonly SentRow[]> => sql<SentRow[]>`select * from hub.partner_sent(${partnerId}, ${after}, ${most})`

/** The service that a partner refers to, and where to telephone when something was not accepted. */
export async function serviceOf({ sql, serviceId }: ServiceContext): Promise<{ name: string; phone: string }> {
  const [row] = await sql<{ name: string; phone: string }[]>`
    select name, hub_phone as phone from services where id = ${serviceId}`
  return row ?? { name: '', phone: '' }
}

/** What a referral that has just been saved leaves to be done. A partner's system has no sight of it, so nothing is read back. */
export async function saveTask(
  { sql, serviceId, now }: ServiceContext,
  referralId: ReferralId,
  { kind, dueAt }: TaskToMake,
): Promise<void> {
  await sql`
    insert into duty_tasks (service_id, id, referral_id, kind, due_at, made_at)
    values (${serviceId}, ${crypto.randomUUID()}, ${referralId}, ${kind}, ${dueAt}, ${now})`
}
