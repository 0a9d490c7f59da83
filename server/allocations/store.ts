import type { AllocationId, CouncilId, PersonId, PowerId, ReferralId, ShiftId, WaitId } from '#shared/kernel/ids.ts'
import type { AllocationRow } from '#shared/allocations/contract.ts'
import type { NotFollowed } from '#shared/allocations/notFollowed.ts'
import type { OutcomeCode } from '#shared/allocations/outcomes.ts'
import type { WaitKind } from '#shared/allocations/waits.ts'
import type { PowerKind } from '#shared/referrals/clockRules.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context, Scope } from '#server/kernel/handle.ts'
import { allocationRow, selectAllocations, type AllocationAsKept } from './rows.ts'

export interface LastChange {
  readonly byName: string
  readonly at: Instant
}

/** Who has a referral now, who gave it to them and when. */
export interface LiveAllocation {
  readonly allocationId: AllocationId
  readonly toName: string
  readonly byName: string
  readonly at: Instant
}

export interface Held {
  readonly allocation: AllocationRow
  readonly lastChange: LastChange
}

/**
 * An allocation with its row locked, and before it the row of its referral when that will change too. All of it goes to the
 * database in one round trip. `undefined` when this service has no such allocation, or when its referral is closed to whoever asks.
 */
export async function holdAllocation(
  { sql, actor }: Context,
  id: AllocationId,
  also: 'with its referral' | 'alone',
): Promise<Held | undefined> {
  const service = actor.serviceId
  const [, , rows, changes] = await Promise.all([
    also === 'with its referral' &&
      sql`
        select id from referrals where service_id = ${service}
          and id = (select referral_id from allocations where service_id = ${service} and id = ${id})
        for no key update`.execute(),
    sql`select id from allocations where service_id = ${service} and id = ${id} for no key update`.execute(),
    sql<AllocationAsKept[]>`
      ${selectAllocations(sql)} where a.service_id = ${service} and a.id = ${id} and (${also === 'alone'} or hub.in_sight(a.referral_id))`,
    sql<LastChange[]>`
      select coalesce(p.name, '') as "byName", e.at from events e
      left join people p on p.service_id = e.service_id and p.id = e.actor_id
      where e.service_id = ${service}
        and e.referral_id = (select referral_id from allocations where service_id = ${service} and id = ${id})
      order by e.seq desc limit 1`,
  ])
  const [kept] = rows
  if (!kept) return undefined
  const allocation = allocationRow(kept)
  return { allocation, lastChange: changes[0] ?? { byName: allocation.allocatedByName, at: allocation.allocatedAt } }
}

export async function allocationsOfReferral(
  { sql, service }: Scope,
  id: ReferralId,
): Promise<readonly AllocationRow[]> {
  const rows = await sql<AllocationAsKept[]>`
    ${selectAllocations(sql)} where a.service_id = ${service} and a.referral_id = ${id} and hub.in_sight(a.referral_id) order by a.allocated_at, a.id`
  return rows.map(allocationRow)
}

export interface NewAllocation {
  readonly referralId: ReferralId
  readonly personId: PersonId
  readonly shiftId: ShiftId | null
  readonly reason: string
  readonly reasonCode?: NotFollowed | null
  /** JSON text. */
  readonly choice: string
}

/** Writes an allocation and says on the referral that somebody has it. Fails when somebody already had. */
export async function saveAllocation(
  { sql, actor, now }: Context,
  id: AllocationId,
  made: NewAllocation,
): Promise<void> {
  await sql`
    with made as (
      insert into allocations (service_id, id, referral_id, person_id, shift_id, allocated_by, allocated_at, reason, reason_code, choice)
      values (${actor.serviceId}, ${id}, ${made.referralId}, ${made.personId}, ${made.shiftId}, ${actor.personId}, ${now},
        ${made.reason}, ${made.reasonCode ?? null}, ${made.choice}::text::jsonb)
    )
    update referrals set state = 'allocated', version = version + 1
    where service_id = ${actor.serviceId} and id = ${made.referralId}`
}

/** Gives a referral back to the desk, after an allocation of it ended without an answer. */
export async function backToAllocate(
  { sql, actor }: Context,
  id: ReferralId,
  { wasAssessed = false }: { readonly wasAssessed?: boolean } = {},
): Promise<number> {
  const [row] = await sql<{ version: number }[]>`
    update referrals set state = 'to-allocate', assess_by = case when ${wasAssessed} then null else assess_by end, version = version + 1
    where service_id = ${actor.serviceId} and id = ${id} returning version`
  return row?.version ?? 0
}

export async function closeReferral(
  { sql, actor }: Context,
  id: ReferralId,
  at: Instant,
  as: OutcomeCode,
): Promise<number> {
  const [row] = await sql<{ version: number }[]>`
    update referrals set state = 'closed', closed_at = ${at}, closed_as = ${as}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${id} returning version`
  return row?.version ?? 0
}

export interface Ending {
  readonly at: Instant
  readonly how: NonNullable<AllocationRow['endedHow']>
  readonly why: string
}

/** Ends an allocation and the waits that still ran. A wait that was said to begin later than the end has no length. */
export async function endAllocation(
  { sql, actor }: Context,
  id: AllocationId,
  { at, how, why }: Ending,
): Promise<void> {
  await Promise.all([
    sql`
      update allocations set ended_at = ${at}, ended_how = ${how}, ended_by = ${actor.personId}, ended_why = ${why},
        opened_at = case when ${how} in ('declined', 'finished') then coalesce(opened_at, ${at}) else opened_at end,
        declined_at = case when ${how} = 'declined' then ${at} else declined_at end,
        finished_at = case when ${how} = 'finished' then ${at} else finished_at end,
        version = version + 1
      where service_id = ${actor.serviceId} and id = ${id}`,
    sql`
      update waits set ended_at = greatest(${at}::timestamptz, started_at)
      where service_id = ${actor.serviceId} and allocation_id = ${id} and ended_at is null`,
  ])
}

type TimedStep = 'opened' | 'accepted' | 'travelling' | 'arrived' | 'home-safe'

/** Writes when a step was taken. Whatever an AMHP does with a job, they have seen it. */
export async function saveStep(
  { sql, actor, now }: Context,
  id: AllocationId,
  step: TimedStep,
  at: Instant,
): Promise<void> {
  await sql`
    update allocations set opened_at = coalesce(opened_at, least(${at}::timestamptz, ${now}::timestamptz)),
      accepted_at = case when ${step} = 'accepted' then ${at} else accepted_at end,
      set_off_at = case when ${step} = 'travelling' then ${at} else set_off_at end,
      arrived_at = case when ${step} = 'arrived' then ${at} else arrived_at end,
      home_safe_at = case when ${step} = 'home-safe' then ${at} else home_safe_at end,
      version = version + 1
    where service_id = ${actor.serviceId} and id = ${id}`
}

export interface SaidOutcome {
  readonly outcome: OutcomeCode
  readonly subReason: string | null
  readonly reasons: string
  readonly at: Instant
}

export async function saveOutcome({ sql, actor }: Context, id: AllocationId, said: SaidOutcome): Promise<void> {
  await sql`
    update allocations set outcome = ${said.outcome}, outcome_detail = ${said.subReason ?? ''}, outcome_reasons = ${said.reasons},
      outcome_at = ${said.at}, opened_at = coalesce(opened_at, ${said.at}), version = version + 1
    where service_id = ${actor.serviceId} and id = ${id}`
}

export async function saveWait(
  { sql, actor }: Context,
  allocation: AllocationRow,
  wait: { readonly kind: WaitKind; readonly startedAt: Instant; readonly note: string; readonly id: WaitId | null },
): Promise<WaitId> {
  const id = wait.id ?? (crypto.randomUUID() as WaitId)
  await sql`
    insert into waits (service_id, id, allocation_id, referral_id, kind, started_at, note)
    values (${actor.serviceId}, ${id}, ${allocation.id}, ${allocation.referralId}, ${wait.kind}, ${wait.startedAt}, ${wait.note})`
  return id
}

export async function saveWaitEnd({ sql, actor }: Context, id: WaitId, at: Instant): Promise<void> {
  await sql`update waits set ended_at = ${at} where service_id = ${actor.serviceId} and id = ${id}`
}

interface PowersEnding {
  readonly at: Instant
  /** When those end that ran by then; those that began later, and by `at`, end then. */
  readonly endAt: Instant
  readonly why: string
  /** The kind that goes on; `null` for none. */
  readonly but: PowerKind | null
}

/**
 * Ends every power that ran over the person of a referral at that moment, but for one kind, and answers which they were. One that began
 * later is no part of what was finished then: a finish may be sent late, or told of an earlier time. Of a start that nobody knows, when it
 * was recorded counts.
 */
export const endRunningPowers = (
  { sql, actor }: Context,
  id: ReferralId,
  { at, endAt, why, but }: PowersEnding,
): Promise<readonly { readonly id: string; readonly kind: string; readonly endedAt: Instant }[]> =>
  sql<{ id: string; kind: string; endedAt: Instant }[]>`
    update powers set ended_at = case when coalesce(started_at, recorded_at) <= ${endAt} then ${endAt}::timestamptz else ${at}::timestamptz end, ended_why = ${why}
    where service_id = ${actor.serviceId} and referral_id = ${id} and ended_at is null and superseded_at is null
      and kind is distinct from ${but} and coalesce(started_at, recorded_at) <= ${at}
    returning id, kind, ended_at as "endedAt"`

export interface HeldAt {
  /** A power runs, or has passed its limit and nobody has said that it ended. */
  readonly held: boolean
  /** One of them began after that moment. */
  readonly since: boolean
}

/** Whether powers over somebody run now, and whether one began after a moment; one of the kind `but` begins with what was finished then. */
export async function heldAt(
  { sql, actor }: Context,
  id: ReferralId,
  { at, but }: Omit<PowersEnding, 'why' | 'endAt'>,
): Promise<HeldAt> {
  const [row] = await sql<HeldAt[]>`
    select count(*) > 0 as held,
      coalesce(bool_or(kind is distinct from ${but} and coalesce(started_at, recorded_at) > ${at}), false) as since
    from powers where service_id = ${actor.serviceId} and referral_id = ${id} and ended_at is null and superseded_at is null`
  return row ?? { held: false, since: false }
}

/**
 * Puts a power on the record whose start nobody has told yet, unless one of its kind stands there already, running or ended.
 *
 * @returns its id, or `null` when one stands already
 */
export async function savePowerWithoutStart(
  { sql, actor, now }: Context,
  id: ReferralId,
  { kind, ruleId }: { readonly kind: PowerKind; readonly ruleId: string },
): Promise<PowerId | null> {
  const [row] = await sql<{ id: PowerId }[]>`
    insert into powers (service_id, id, referral_id, kind, rule_id, recorded_at, recorded_by)
    select ${actor.serviceId}::uuid, ${crypto.randomUUID()}::uuid, ${id}::uuid, ${kind}::text, ${ruleId}::text, ${now}::timestamptz, ${actor.personId}::uuid
    where not exists (select from powers w
      where w.service_id = ${actor.serviceId} and w.referral_id = ${id} and w.kind = ${kind} and w.superseded_at is null)
    returning id`
  return row?.id ?? null
}

/** For which council an AMHP acts on a referral; `null` when it is not there. */
export async function councilOf({ sql, actor }: Context, id: ReferralId): Promise<CouncilId | null> {
  const [row] = await sql<{ councilId: CouncilId }[]>`
    select council_id as "councilId" from referrals where service_id = ${actor.serviceId} and id = ${id}`
  return row?.councilId ?? null
}
