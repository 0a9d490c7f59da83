import type {
  AgreementId,
  ClosingId,
  EmployerId,
  ExtensionId,
  PersonId,
  PolicyId,
  ToilEntryId,
} from '#shared/kernel/ids.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import type { HoursToPay, UnsentClaim } from '#shared/toil/ledgerContract.ts'
import type { PolicyGroup, ToilPolicy } from '#shared/toil/policy.ts'
import { toilAgreements, toilExtensions } from '#db/schema/toilKeeping.ts'
import { toilPolicies } from '#db/schema/toil.ts'
import type { Context } from '#server/kernel/handle.ts'

export async function saveExtension(
  { db, actor, now }: Context,
  { entryId, until, why }: { readonly entryId: ToilEntryId; readonly until: LondonDay; readonly why: string },
): Promise<void> {
  const id = crypto.randomUUID() as ExtensionId
  const by = { serviceId: actor.serviceId, decidedBy: actor.personId, decidedAt: now }
  await db.insert(toilExtensions).values({ ...by, id, entryId, until, why })
}

export async function saveAgreement(
  { db, actor, now }: Context,
  agreed: { readonly personId: PersonId; readonly day: LondonDay; readonly upToMinutes: number; readonly why: string },
): Promise<AgreementId> {
  const id = crypto.randomUUID() as AgreementId
  const { upToMinutes, ...rest } = agreed
  const by = { serviceId: actor.serviceId, agreedBy: actor.personId, agreedAt: now }
  await db.insert(toilAgreements).values({ ...by, ...rest, id, upToMinutes: minutes(upToMinutes) })
  return id
}

/** An agreement, locked, with whether its day was worked late already; `null` when it is not of this service. */
export async function lockAgreement({ sql, actor }: Context, id: AgreementId) {
  const [row] = await sql<{ personId: PersonId; day: LondonDay; withdrawn: boolean; worked: boolean }[]>`
    select g.person_id as "personId", g.day, g.withdrawn_at is not null as withdrawn,
      exists (select from toil_claims c where c.service_id = g.service_id and c.person_id = g.person_id and c.day = g.day) as worked
    from toil_agreements g where g.service_id = ${actor.serviceId} and g.id = ${id} for update of g`
  return row ?? null
}

export async function saveWithdrawn({ sql, actor, now }: Context, id: AgreementId, why: string): Promise<void> {
  await sql`
    update toil_agreements set withdrawn_by = ${actor.personId}, withdrawn_at = ${now}, withdrawn_why = ${why}
    where service_id = ${actor.serviceId} and id = ${id}`
}

export interface NewPolicy {
  readonly employerId: EmployerId
  readonly effectiveFrom: LondonDay
  readonly appliesTo: PolicyGroup
  readonly policy: ToilPolicy
}

export async function savePolicy(
  { db, actor }: Context,
  policy: NewPolicy,
  replacesId: PolicyId | null,
): Promise<PolicyId> {
  const id = crypto.randomUUID() as PolicyId
  await db.insert(toilPolicies).values({ serviceId: actor.serviceId, id, ...policy, replacesId })
  return id
}

/** The policy of the same employer, people and day that stands, when no claim was judged by it: a new one puts it right. */
export async function unjudgedThatDay(
  { sql, actor }: Context,
  { employerId, effectiveFrom, appliesTo }: NewPolicy,
): Promise<PolicyId | null> {
  const [row] = await sql<{ id: PolicyId }[]>`
    select t.id from toil_policies t
    where t.service_id = ${actor.serviceId} and t.employer_id = ${employerId} and t.effective_from = ${effectiveFrom} and t.applies_to = ${appliesTo}
      and not exists (select from toil_policies r where r.service_id = t.service_id and r.replaces_id = t.id)
      and not exists (select from toil_claims c where c.service_id = t.service_id and c.policy_id = t.id)
      and not exists (select from toil_entries e where e.service_id = t.service_id and e.policy_id = t.id)`
  return row?.id ?? null
}

/** The last day of a shift whose claim was judged by a policy that this one would take over from; `null` before the first. */
export async function lastJudged(
  { sql, actor }: Context,
  { employerId, appliesTo }: NewPolicy,
): Promise<LondonDay | null> {
  const [row] = await sql<{ day: LondonDay | null }[]>`
    select max(c.day) as day from toil_claims c
    join toil_policies t on t.service_id = c.service_id and t.id = c.policy_id
    where c.service_id = ${actor.serviceId} and t.employer_id = ${employerId} and t.applies_to in (${appliesTo}, 'everybody')`
  return row?.day ?? null
}

/** Closes payroll: the database makes the lines. Answers how many people they are about. */
export async function saveClosing({ sql, now }: Context, id: ClosingId, upTo: LondonDay): Promise<number> {
  const [row] = await sql<{ people: number }[]>`
    select jsonb_array_length(hub.close_payroll(${id}, ${upTo}, ${now})) as people`
  return row?.people ?? 0
}

/** Opens a closing and every later one; answers how many. */
export async function saveReopened({ sql, actor, now }: Context, upTo: LondonDay, why: string): Promise<number> {
  const rows = await sql`
    update payroll_closings set reopened_by = ${actor.personId}, reopened_at = ${now}, reopened_why = ${why}
    where service_id = ${actor.serviceId} and reopened_at is null and up_to >= ${upTo}
    returning id`
  return rows.length
}

export async function closingOf(
  { sql, actor }: Context,
  id: ClosingId,
): Promise<{ readonly upTo: LondonDay; readonly open: boolean } | null> {
  const [row] = await sql<{ upTo: LondonDay; open: boolean }[]>`
    select up_to as "upTo", reopened_at is not null as open from payroll_closings
    where service_id = ${actor.serviceId} and id = ${id}`
  return row ?? null
}

/** Claims with minutes in them that nobody has sent. */
export const unsentClaims = ({ sql, actor, now }: Context): Promise<readonly Omit<UnsentClaim, 'name'>[]> =>
  sql<Omit<UnsentClaim, 'name'>[]>`
    select id as "claimId", person_id as "personId", day, minutes from toil_claims
    where service_id = ${actor.serviceId} and state = 'made' and minutes > 0 and day <= ${londonDayOf(now)} order by day, finished_at, id limit 500`

/** Hours that are paid instead of given back, to today, beyond what closings hold: what the next one would record. */
export const hoursToPay = ({ sql, now }: Context): Promise<readonly Omit<HoursToPay, 'name'>[]> =>
  sql<Omit<HoursToPay, 'name'>[]>`
    select person_id as "personId", shift_id as "shiftId", allocation_id as "allocationId", day, why, minutes, numbers from hub.hours_to_pay(${londonDayOf(now)}, ${now})`
