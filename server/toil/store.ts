import type {
  AllocationId,
  ClaimId,
  EmployerId,
  LeaveId,
  PersonId,
  PolicyId,
  ReferralId,
  ShiftId,
  ToilEntryId,
} from '#shared/kernel/ids.ts'
import type { Wait } from '#shared/allocations/waits.ts'
import type { Instant } from '#shared/time/instant.ts'
import { ZONE, type LondonDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import type { EarlierClaims, Pause } from '#shared/toil/accrual.ts'
import type { CausePart } from '#shared/toil/causes.ts'
import type { ClaimDecision, ClaimToDecide } from '#shared/toil/decisions.ts'
import type { DelayCode } from '#shared/toil/delayCodes.ts'
import type { EntryKind } from '#shared/toil/ledger.ts'
import { toilPolicy, type Contract, type DatedPolicy, type ToilPolicy } from '#shared/toil/policy.ts'
import type { ReasonGiven } from '#shared/toil/reasons.ts'
import type { ClaimToSend } from '#shared/toil/submission.ts'
import { toilClaims, toilEntries } from '#db/schema/toil.ts'
import type { Context } from '#server/kernel/handle.ts'
import { pausesFrom, pausesIn, workOfJob, type PausesAsKept } from './pausesOf.ts'

/** A job that is over, with what its claim depends on. */
export interface LateJob {
  readonly allocationId: AllocationId
  readonly referralId: ReferralId
  readonly personId: PersonId
  /** `null` for work on no shift. */
  readonly shiftId: ShiftId | null
  /**
   * Called in: on no shift, on one that a call-in put them on and for which TOIL was agreed, or before the shift that it was put on. All
   * of it counts but what they were on shift.
   */
  readonly offRota: boolean
  /** Called in before the shift that it was put on. */
  readonly early: boolean
  readonly day: LondonDay
  /** As rostered; off the rota both are when the work began. */
  readonly shiftStartsAt: Instant
  readonly shiftEndsAt: Instant
  /** Unpaid, of the shift’s template. */
  readonly breakMinutes: number
  readonly jobBeganAt: Instant
  /** When it was finished, or its AMHP was relieved of it. */
  readonly finishedAt: Instant
  readonly employerId: EmployerId
  readonly contract: Contract
  readonly contractedMinutesPerWeek: number
}

/**
 * The job, if it ended after its shift, was worked off the rota or was begun before its shift, and its AMHP's contract earns TOIL; not on a call-in that is paid.
 * Late work of one AMHP is claimed for one job after the other, by a lock of its own: whoever allocates to them meanwhile holds their
 * rows and waits for the referral, which whoever finishes holds.
 */
export async function lateJobForClaim({ sql, actor }: Context, allocationId: AllocationId): Promise<LateJob | null> {
  const [job] = await sql<LateJob[]>`
    select a.id as "allocationId", a.referral_id as "referralId", a.person_id as "personId", s.id as "shiftId", w.off as "offRota",
      e.early is not null as early,
      coalesce(s.day, (w.began at time zone ${ZONE})::date) as day,
      w.began as "shiftStartsAt", case when w.off then w.began else s.ends_at end as "shiftEndsAt", e.ended as "finishedAt",
      coalesce(t.break_minutes, 0) as "breakMinutes",
      coalesce(a.accepted_at, a.allocated_at) as "jobBeganAt", m.employer_id as "employerId",
      m.contract, m.contracted_minutes_per_week as "contractedMinutesPerWeek"
    from allocations a
    left join shifts s on s.service_id = a.service_id and s.id = a.shift_id
    left join shift_templates t on t.service_id = s.service_id and t.id = s.template_id
    left join call_ins i on i.service_id = s.service_id and i.shift_id = s.id
    left join call_in_asks k on k.service_id = i.service_id and k.call_in_id = i.id and k.answer = 'yes'
    ${workOfJob(sql)}
    join amhps m on m.service_id = a.service_id and m.person_id = a.person_id
    where a.service_id = ${actor.serviceId} and a.id = ${allocationId} and m.contract <> 'sessional' and k.pay is distinct from 'paid'
      and e.ended > case when w.off then w.began else s.ends_at end`
  if (!job) return null
  await sql`select pg_advisory_xact_lock(hashtextextended('late work ' || ${actor.serviceId} || ' ' || ${job.personId}, 0))`
  return job
}

/** The jobs of somebody on a shift that ended at this moment. */
export async function endedNowOn(
  { sql, actor, now }: Context,
  shiftId: ShiftId,
  personId: PersonId,
): Promise<readonly AllocationId[]> {
  const rows = await sql<{ id: AllocationId }[]>`
    select id from allocations
    where service_id = ${actor.serviceId} and shift_id = ${shiftId} and person_id = ${personId} and ended_at = ${now} and ended_how = 'taken-back'
    order by id`
  return rows.map(({ id }) => id)
}

export const waitsOf = ({ sql, actor }: Context, allocationId: AllocationId) =>
  sql<Pick<Wait, 'kind' | 'startedAt' | 'endedAt'>[]>`
    select kind, started_at as "startedAt", ended_at as "endedAt" from waits
    where service_id = ${actor.serviceId} and allocation_id = ${allocationId}
    order by started_at, id`

/** What of the job’s late stretch is no extra work. */
export async function pausesOf(context: Context, job: LateJob): Promise<readonly Pause[]> {
  const { sql } = context
  const stretch = { ...job, from: job.shiftEndsAt, until: job.finishedAt, madeBefore: sql`'infinity'::timestamptz` }
  const [row] = await sql<{ pauses: PausesAsKept }[]>`select ${pausesIn(context, stretch)} as pauses`
  return pausesFrom(row?.pauses ?? [])
}

/**
 * What was claimed already for the shift of a job, or `null`. Off the rota and on it at once, no minute counts twice: a claim that overlaps
 * this job counts to its finish too. Of work that began before its shift, what was claimed for other jobs meanwhile is among its pauses.
 */
export async function earlierClaimsOf({ sql, actor }: Context, job: LateJob): Promise<EarlierClaims | null> {
  const [sum] = await sql<{ until: Instant | null; rawMinutes: number; minutes: number }[]>`
    select max(finished_at) as until, coalesce(sum(raw_minutes) filter (where same), 0) as "rawMinutes", coalesce(sum(minutes) filter (where same), 0) as minutes
    from (select c.*, c.shift_id is not distinct from ${job.shiftId}::uuid as same from toil_claims c
      where c.service_id = ${actor.serviceId} and c.person_id = ${job.personId} and c.allocation_id <> ${job.allocationId}) c
    where same and day = ${job.day} or (off_rota or ${job.offRota}) and finished_at > ${job.shiftEndsAt} and shift_ended_at < ${job.finishedAt}`
  if (!sum?.until) return null
  const until = job.early ? job.shiftStartsAt : sum.until
  return { until, rawMinutes: minutes(sum.rawMinutes), minutes: minutes(sum.minutes) }
}

/** Every policy of the service, or of one employer: a few rows each. */
export async function policiesOf(
  { sql, actor }: Context,
  employerId: EmployerId | null = null,
): Promise<readonly DatedPolicy[]> {
  const rows = await sql<(Omit<DatedPolicy, 'policy'> & { policy: unknown })[]>`
    select id, employer_id as "employerId", effective_from as "effectiveFrom", applies_to as "appliesTo", policy from toil_policies
    where service_id = ${actor.serviceId} and (${employerId}::uuid is null or employer_id = ${employerId})`
  return rows.map((row) => ({ ...row, policy: toilPolicy.parse(row.policy) }))
}

type NewClaim = Omit<typeof toilClaims.$inferInsert, 'serviceId'>

export const saveClaim = async ({ db, actor }: Context, claim: NewClaim): Promise<void> => {
  await db.insert(toilClaims).values({ serviceId: actor.serviceId, ...claim })
}

/** A claim as it stands, locked until the command ends. */
export interface LockedClaim extends ClaimToDecide, ClaimToSend {
  readonly referralId: ReferralId
  readonly day: LondonDay
  readonly policyId: PolicyId
  readonly policy: ToilPolicy
  readonly decision: number
  readonly causes: readonly CausePart[]
  readonly finishedAt: Instant
  readonly shiftEndedAt: Instant
  readonly offRota: boolean
  readonly jobBeganAt: Instant
}

/**
 * Claims, locked in the order of their ids, so that two people who choose some of the same never wait for each other in a ring. What
 * depends on what is locked is asked for in the row itself: a join would still have what was there before the wait.
 */
export async function lockClaims({ sql, actor }: Context, ids: readonly ClaimId[]): Promise<readonly LockedClaim[]> {
  const rows = await sql<(Omit<LockedClaim, 'policy'> & { policy: unknown })[]>`
    select c.id, c.person_id as "personId", c.referral_id as "referralId", c.state, c.version, c.minutes, c.day, c.policy_id as "policyId",
      coalesce(c.policy, (select t.policy from toil_policies t where t.service_id = c.service_id and t.id = c.policy_id)) as policy, c.decision, c.first_approved_by as "firstApprovedBy",
      c.finished_at as "finishedAt", c.shift_ended_at as "shiftEndedAt", c.off_rota as "offRota", c.causes,
      coalesce(a.accepted_at, a.allocated_at) as "jobBeganAt",
      c.submitted_at as "submittedAt", (select p.name from people p where p.service_id = c.service_id and p.id = c.decided_by) as "decidedByName", c.decided_at as "decidedAt"
    from toil_claims c
    join allocations a on a.service_id = c.service_id and a.id = c.allocation_id
    where c.service_id = ${actor.serviceId} and c.id = any(${ids}::uuid[])
    order by c.id
    for no key update of c`
  return rows.map((row) => ({ ...row, policy: toilPolicy.parse(row.policy) }))
}

export interface Submission {
  readonly id: ClaimId
  readonly primaryCause: DelayCode
  readonly primarySub: string | null
  readonly reasons: readonly ReasonGiven[]
  /** What the time went on by these reasons; `null` when it stays as it was proposed. */
  readonly causes: readonly CausePart[] | null
  readonly note: string
}

export const saveSubmission = async ({ sql, actor, now }: Context, claim: Submission): Promise<void> => {
  const causes = claim.causes === null ? null : JSON.stringify(claim.causes)
  await sql`
    update toil_claims set state = 'submitted', primary_cause = ${claim.primaryCause}, primary_sub = ${claim.primarySub},
      reasons = ${JSON.stringify(claim.reasons)}::text::jsonb, causes = coalesce(${causes}::text::jsonb, causes), note = ${claim.note},
      submitted_at = ${now}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${claim.id}`
}

/** A claim goes back and forth between a manager who asks and its AMHP who answers. */
export const saveState = async (
  { sql, actor }: Context,
  id: ClaimId,
  state: 'queried' | 'submitted',
): Promise<void> => {
  await sql`
    update toil_claims set state = ${state}, version = version + 1 where service_id = ${actor.serviceId} and id = ${id}`
}

export const saveDecisions = async (
  { sql, actor }: Context,
  decisions: readonly ClaimDecision[],
  reason = '',
): Promise<void> => {
  for (const state of ['agreed', 'approved', 'refused'] as const) {
    const [first, ...others] = decisions.filter((one) => one.state === state)
    if (!first) continue
    const ids = [first, ...others].map(({ claimId }) => claimId)
    const { decidedBy, decidedAt } = first
    await (state === 'agreed'
      ? sql`update toil_claims set state = 'agreed', first_approved_by = ${decidedBy}, first_approved_at = ${decidedAt}, version = version + 1
          where service_id = ${actor.serviceId} and id = any(${ids}::uuid[])`
      : sql`update toil_claims set state = ${state}, decided_by = ${decidedBy}, decided_at = ${decidedAt}, decision_reason = ${reason}, version = version + 1
          where service_id = ${actor.serviceId} and id = any(${ids}::uuid[])`)
  }
}

/** Takes decisions back: what they added is reversed, entry by entry, and the claims wait again under their next number. */
export async function saveUndone({ sql, actor, now }: Context, ids: readonly ClaimId[]): Promise<number> {
  const reversed = await sql<{ minutes: number }[]>`
    insert into toil_entries (id, person_id, kind, minutes, day, recorded_at, recorded_by, claim_id, policy_id, reverses_id, claim_decision)
    select gen_random_uuid(), e.person_id, 'REVERSE', -e.minutes, e.day, ${now}, ${actor.personId}, e.claim_id, e.policy_id, e.id, e.claim_decision
    from toil_entries e
    where e.service_id = ${actor.serviceId} and e.claim_id = any(${ids}::uuid[]) and e.kind = 'ACCRUE'
      and not exists (select from toil_entries u where u.service_id = e.service_id and u.reverses_id = e.id)
    order by e.position
    returning minutes`
  await sql`
    update toil_claims set state = 'submitted', decision = decision + 1, decided_by = null, decided_at = null, decision_reason = '',
      first_approved_by = null, first_approved_at = null, version = version + 1
    where service_id = ${actor.serviceId} and id = any(${ids}::uuid[])`
  return reversed.reduce((sum, one) => sum + one.minutes, 0)
}

export interface ClaimDeed {
  readonly claimId: ClaimId
  readonly act: 'sent' | 'queried' | 'answered' | 'agreed' | 'approved' | 'refused' | 'undone'
  readonly said?: string
}

export const saveActs = async ({ sql, actor, now }: Context, deeds: readonly ClaimDeed[]): Promise<void> => {
  const rows = deeds.map(({ claimId, act, said }) => ({ claim_id: claimId, act, said: said ?? '' }))
  await sql`
    insert into toil_claim_acts (claim_id, act, by_id, at, said)
    select d.claim_id, d.act, ${actor.personId}, ${now}, d.said
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as d(claim_id uuid, act text, said text)`
}

export interface NewEntry {
  readonly id: ToilEntryId
  readonly personId: PersonId
  readonly kind: EntryKind
  readonly minutes: Minutes
  readonly day: LondonDay
  readonly claimId: ClaimId | null
  readonly claimDecision?: number
  readonly policyId: PolicyId | null
  readonly reversesId?: ToilEntryId
  readonly leaveId?: LeaveId
  readonly note: string
}

export const saveEntries = async ({ db, actor, now }: Context, entries: readonly NewEntry[]): Promise<void> => {
  if (entries.length === 0) return
  await db
    .insert(toilEntries)
    .values(
      entries.map((entry) => ({ ...entry, serviceId: actor.serviceId, recordedAt: now, recordedBy: actor.personId })),
    )
}

/** Somebody's contract; nothing of it for whoever is not on the register. */
export interface LockedHolder {
  readonly employerId: EmployerId | null
  readonly contract: Contract | null
  readonly contractedMinutesPerWeek: number | null
}

/** Somebody of the service, locked, so that what they are owed does not change while it is decided how much may be taken. */
export async function lockPerson({ sql, actor }: Context, personId: PersonId): Promise<LockedHolder | null> {
  const [person] = await sql<LockedHolder[]>`
    select m.employer_id as "employerId", m.contract, m.contracted_minutes_per_week as "contractedMinutesPerWeek" from people p
    left join amhps m on m.service_id = p.service_id and m.person_id = p.id
    where p.service_id = ${actor.serviceId} and p.id = ${personId}
    for no key update of p`
  return person ?? null
}

/** The sum of somebody's ledger: the only balance there is. */
export async function balanceOf({ sql, actor }: Context, personId: PersonId): Promise<Minutes> {
  const [row] = await sql<{ balance: number }[]>`
    select coalesce(sum(minutes), 0) as balance from toil_entries where service_id = ${actor.serviceId} and person_id = ${personId}`
  return minutes(row?.balance ?? 0)
}
