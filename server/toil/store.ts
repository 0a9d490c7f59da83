import type {
  AllocationId,
  ClaimId,
  EmployerId,
  LeaveId,
  PersonId,
  PolicyId,
  ReferralId,
  ToilEntryId,
} from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import type { ClaimAct } from '#shared/toil/contract.ts'
import type { CausePart } from '#shared/toil/causes.ts'
import type { ClaimDecision, ClaimToDecide } from '#shared/toil/decisions.ts'
import type { DelayCode } from '#shared/toil/delayCodes.ts'
import type { EntryKind } from '#shared/toil/ledger.ts'
import { toilPolicy, type Contract, type DatedPolicy, type ToilPolicy } from '#shared/toil/policy.ts'
import type { ReasonGiven } from '#shared/toil/reasons.ts'
import type { ClaimToSend } from '#shared/toil/submission.ts'
import type { UndoneBy } from '#shared/toil/words.ts'
import { toilClaims, toilEntries } from '#db/schema/toil.ts'
import type { Context } from '#server/kernel/handle.ts'

/** Every policy of the service, or of one employer, that no other replaced: a few rows each. */
export async function policiesOf(
  { sql, actor }: Context,
  employerId: EmployerId | null = null,
): Promise<readonly DatedPolicy[]> {
  const rows = await sql<(Omit<DatedPolicy, 'policy'> & { policy: unknown })[]>`
    select id, employer_id as "employerId", effective_from as "effectiveFrom", applies_to as "appliesTo", policy from toil_policies t
    where t.service_id = ${actor.serviceId} and (${employerId}::uuid is null or t.employer_id = ${employerId})
      and not exists (select from toil_policies r where r.service_id = t.service_id and r.replaces_id = t.id)`
  return rows.map((row) => ({ ...row, policy: toilPolicy.parse(row.policy) }))
}

type NewClaim = Omit<typeof toilClaims.$inferInsert, 'serviceId'>

export const saveClaim = async ({ db, actor }: Context, claim: NewClaim): Promise<void> => {
  await db.insert(toilClaims).values({ serviceId: actor.serviceId, ...claim })
}

/** A claim as it stands, locked until the command ends. */
export interface LockedClaim extends ClaimToDecide, ClaimToSend {
  readonly allocationId: AllocationId
  readonly referralId: ReferralId
  readonly day: LondonDay
  readonly policyId: PolicyId
  readonly policy: ToilPolicy
  readonly decision: number
  readonly rawMinutes: Minutes
  readonly breakTaken: boolean | null
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
    select c.id, c.person_id as "personId", c.allocation_id as "allocationId", c.referral_id as "referralId", c.state, c.version, c.raw_minutes as "rawMinutes", c.break_taken as "breakTaken", c.minutes, c.day, c.policy_id as "policyId",
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

/** As it was proposed: its AMHP has said nothing about it. */
export const saveSentFor = async ({ sql, actor, now }: Context, id: ClaimId): Promise<void> => {
  await sql`
    update toil_claims set state = 'submitted', submitted_at = ${now}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${id}`
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
  readonly act: ClaimAct['act']
  readonly said?: string
}

export const saveActs = async ({ sql, actor, now }: Context, deeds: readonly ClaimDeed[]): Promise<void> => {
  const rows = deeds.map(({ claimId, act, said }) => ({ claim_id: claimId, act, said: said ?? '' }))
  await sql`
    insert into toil_claim_acts (claim_id, act, by_id, at, said)
    select d.claim_id, d.act, ${actor.personId}, ${now}, d.said
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as d(claim_id uuid, act text, said text)`
}

const UNDOES = ['undone', 'finish-corrected', 'claimed-again'] as const

/** By whom, when and how the last decision on claims was taken back that wait again. */
export async function lastUndoing(
  { sql, actor }: Context,
  claims: readonly LockedClaim[],
): Promise<ReadonlyMap<ClaimId, UndoneBy>> {
  const waiting = claims.filter(({ state }) => state !== 'approved' && state !== 'refused').map(({ id }) => id)
  if (waiting.length === 0) return new Map()
  const rows = await sql<(UndoneBy & { id: ClaimId })[]>`
    select distinct on (k.claim_id) k.claim_id as id, k.act as how, p.name as "byName", k.at
    from toil_claim_acts k join people p on p.service_id = k.service_id and p.id = k.by_id
    where k.service_id = ${actor.serviceId} and k.claim_id = any(${waiting}::uuid[]) and k.act = any(${UNDOES})
      and exists (select from toil_claim_acts d where d.service_id = k.service_id and d.claim_id = k.claim_id
        and d.act in ('approved', 'refused') and d.position < k.position)
    order by k.claim_id, k.position desc`
  return new Map(rows.map(({ id, ...by }) => [id, by]))
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
  readonly lotId?: ToilEntryId
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
