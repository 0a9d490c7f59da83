import type {
  AllocationId,
  ClaimId,
  EmployerId,
  PersonId,
  PolicyId,
  ReferralId,
  ShiftId,
  ToilEntryId,
} from '#shared/kernel/ids.ts'
import type { Wait } from '#shared/allocations/waits.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import type { EarlierClaims } from '#shared/toil/accrual.ts'
import type { ClaimDecision, ClaimToDecide } from '#shared/toil/claims.ts'
import type { DelayCode } from '#shared/toil/delayCodes.ts'
import { toilPolicy, type DatedPolicy } from '#shared/toil/policy.ts'
import type { ClaimToSend } from '#shared/toil/submission.ts'
import { toilClaims, toilEntries } from '#db/schema/toil.ts'
import type { Context } from '#server/kernel/handle.ts'

/** A finished job with what its claim depends on. */
export interface LateJob {
  readonly allocationId: AllocationId
  readonly referralId: ReferralId
  readonly personId: PersonId
  readonly shiftId: ShiftId
  readonly day: LondonDay
  readonly shiftStartsAt: Instant
  readonly shiftEndsAt: Instant
  readonly nextShiftStartsAt: Instant | null
  readonly jobBeganAt: Instant
  readonly finishedAt: Instant
  readonly employerId: EmployerId
}

/**
 * The job, if it was given on a shift, finished after it, and its AMHP's contract earns TOIL. The shift stays locked, so that two
 * jobs of one shift that finish at once are claimed for one after the other.
 */
export async function lateJobForClaim({ sql, actor }: Context, allocationId: AllocationId): Promise<LateJob | null> {
  const [job] = await sql<LateJob[]>`
    select a.id as "allocationId", a.referral_id as "referralId", a.person_id as "personId", s.id as "shiftId", s.day,
      s.starts_at as "shiftStartsAt", s.ends_at as "shiftEndsAt", a.finished_at as "finishedAt",
      coalesce(a.accepted_at, a.allocated_at) as "jobBeganAt", m.employer_id as "employerId",
      (select min(n.starts_at) from shifts n where n.service_id = s.service_id and n.person_id = s.person_id
        and n.cancelled_at is null and n.starts_at >= s.ends_at and n.starts_at < a.finished_at) as "nextShiftStartsAt"
    from allocations a
    join shifts s on s.service_id = a.service_id and s.id = a.shift_id
    join amhps m on m.service_id = a.service_id and m.person_id = a.person_id
    where a.service_id = ${actor.serviceId} and a.id = ${allocationId} and a.finished_at > s.ends_at and m.contract <> 'sessional'
    for no key update of s`
  return job ?? null
}

export const waitsOf = ({ sql, actor }: Context, allocationId: AllocationId) =>
  sql<Pick<Wait, 'kind' | 'startedAt' | 'endedAt'>[]>`
    select kind, started_at as "startedAt", ended_at as "endedAt" from waits
    where service_id = ${actor.serviceId} and allocation_id = ${allocationId}
    order by started_at, id`

/** What was claimed already for the shift of a job, or `null`. */
export async function earlierClaimsOf({ sql, actor }: Context, job: LateJob): Promise<EarlierClaims | null> {
  const [sum] = await sql<{ until: Instant | null; rawMinutes: number; minutes: number }[]>`
    select max(finished_at) as until, coalesce(sum(raw_minutes), 0) as "rawMinutes", coalesce(sum(minutes), 0) as minutes
    from toil_claims
    where service_id = ${actor.serviceId} and person_id = ${job.personId} and day = ${job.day} and shift_id = ${job.shiftId}`
  if (!sum?.until) return null
  return { until: sum.until, rawMinutes: minutes(sum.rawMinutes), minutes: minutes(sum.minutes) }
}

/** Every policy of the service, or of one employer: a few rows each. */
export async function policiesOf(
  { sql, actor }: Context,
  employerId: EmployerId | null = null,
): Promise<readonly DatedPolicy[]> {
  const rows = await sql<(Omit<DatedPolicy, 'policy'> & { policy: unknown })[]>`
    select id, employer_id as "employerId", effective_from as "effectiveFrom", policy from toil_policies
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
}

/** Claims, locked in the order of their ids, so that two people who choose some of the same never wait for each other in a ring. */
export const lockClaims = ({ sql, actor }: Context, ids: readonly ClaimId[]): Promise<readonly LockedClaim[]> =>
  sql<LockedClaim[]>`
    select c.id, c.person_id as "personId", c.referral_id as "referralId", c.state, c.version, c.minutes, c.day, c.policy_id as "policyId",
      c.submitted_at as "submittedAt", p.name as "decidedByName", c.decided_at as "decidedAt"
    from toil_claims c
    left join people p on p.service_id = c.service_id and p.id = c.decided_by
    where c.service_id = ${actor.serviceId} and c.id = any(${ids}::uuid[])
    order by c.id
    for no key update of c`

export const saveSubmission = async (
  { sql, actor, now }: Context,
  claim: { readonly id: ClaimId; readonly primaryCause: DelayCode; readonly note: string },
): Promise<void> => {
  await sql`
    update toil_claims set state = 'submitted', primary_cause = ${claim.primaryCause}, note = ${claim.note}, submitted_at = ${now}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${claim.id}`
}

export const saveDecisions = async (
  { sql, actor }: Context,
  decisions: readonly ClaimDecision[],
  reason = '',
): Promise<void> => {
  const [first] = decisions
  if (!first) return
  await sql`
    update toil_claims set state = ${first.state}, decided_by = ${first.decidedBy}, decided_at = ${first.decidedAt}, decision_reason = ${reason}, version = version + 1
    where service_id = ${actor.serviceId} and id = any(${decisions.map(({ claimId }) => claimId)}::uuid[])`
}

export interface NewEntry {
  readonly id: ToilEntryId
  readonly personId: PersonId
  readonly kind: 'ACCRUE' | 'TAKE'
  readonly minutes: Minutes
  readonly day: LondonDay
  readonly claimId: ClaimId | null
  readonly policyId: PolicyId | null
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

/** Somebody of the service, locked, so that what they are owed does not change while it is decided how much may be taken. */
export async function lockPerson(
  { sql, actor }: Context,
  personId: PersonId,
): Promise<{ readonly employerId: EmployerId | null } | null> {
  const [person] = await sql<{ employerId: EmployerId | null }[]>`
    select m.employer_id as "employerId" from people p
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
