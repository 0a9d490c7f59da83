import type { AllocationId, ClaimId, PersonId } from '#shared/kernel/ids.ts'
import { latest, type Instant } from '#shared/time/instant.ts'
import { addDays, type LondonDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import type { CausePart } from '#shared/toil/causes.ts'
import { claimFromRecord, type WorkedOutClaim } from '#shared/toil/claimFromRecord.ts'
import type { ToilPolicy } from '#shared/toil/policy.ts'
import { causesFromReasons, lateSpanOf, workedSpansOf, type ReasonGiven } from '#shared/toil/reasons.ts'
import type { Context } from '#server/kernel/handle.ts'
import { earlierClaimsOf, lateJobForClaim, pausesOf, waitsOf, type LateJob } from './lateJobs.ts'
import { lockClaims, saveActs, type LockedClaim } from './store.ts'

/** What the record makes of a late job by a policy; `null` when it earns nothing. */
export async function workedOutNow(
  context: Context,
  job: LateJob,
  policy: ToilPolicy,
  breakTaken: boolean | null = null,
): Promise<WorkedOutClaim | null> {
  const [waits, pauses, earlier] = await Promise.all([
    waitsOf(context, job.allocationId),
    pausesOf(context, job),
    earlierClaimsOf(context, job),
  ])
  const { shiftStartsAt: start, shiftEndsAt: end, breakMinutes } = job
  const shift = job.offRota ? null : { start, end, breakMinutes }
  return claimFromRecord({ ...job, shift, startedAt: start, waits, pauses, earlier, breakTaken, policy })
}

/** A claim with the job that it is for, and the reasons as its AMHP confirmed them. */
interface Counted {
  readonly id: ClaimId
  readonly allocationId: AllocationId
  readonly reasons: readonly ReasonGiven[]
  readonly rawMinutes: number
  /** The break that its shift had when it was made; null where that was not kept. */
  readonly breakMinutes: number | null
}

/**
 * Counts a claim that is not decided again, as the record stands, by the policy that was kept with it. What its AMHP said about why stays.
 * One that two people approve begins anew with the first.
 *
 * @param finishedAt when its job ended
 * @returns what it comes to now; 0 when nothing is left to claim
 */
export async function recount(context: Context, claim: LockedClaim, finishedAt: Instant): Promise<Minutes> {
  const [kept] = await countedOf(context, (sql) => sql`id = ${claim.id}`)
  if (!kept) throw new Error('a claim that was locked is there')
  const job = await lateJobForClaim(context, kept.allocationId)
  const found = job && (await workedOutNow(context, asClaimed(job, kept), claim.policy, claim.breakTaken))
  await saveCount(context, claim, found, latest(finishedAt, claim.shiftEndedAt), kept.reasons)
  return found?.minutes ?? minutes(0)
}

/** A claim is counted by what held when it was made: a break that was changed since is no part of it. */
const asClaimed = (job: LateJob, { breakMinutes }: Pick<Counted, 'breakMinutes'>): LateJob => ({
  ...job,
  breakMinutes: breakMinutes ?? job.breakMinutes,
})

const countedOf = ({ sql, actor }: Context, which: (sql: Context['sql']) => ReturnType<Context['sql']>) => sql<
  Counted[]
>`
  select id, allocation_id as "allocationId", reasons, raw_minutes as "rawMinutes", break_minutes as "breakMinutes" from toil_claims
  where service_id = ${actor.serviceId} and ${which(sql)} order by finished_at, allocation_id`

/**
 * Counts the claims again that depend on what was claimed for a job: those of the same person on the days around it that are not decided.
 * So it makes no difference in which order the finishes were recorded, and time that was refused to one job is not lost to the other that
 * lasted through it.
 *
 * @param but the job whose own claim is as it should be; `null` for none
 */
export const recountBeside = (
  context: Context,
  { personId, day }: { readonly personId: PersonId; readonly day: LondonDay },
  but: AllocationId | null,
): Promise<void> =>
  recountThose(
    context,
    (sql) =>
      sql`person_id = ${personId} and allocation_id is distinct from ${but}::uuid and day between ${addDays(day, -1)} and ${addDays(day, 1)}`,
  )

/** Counts all claims of somebody again that are not decided: their contract may have been another on some of the days. */
export const recountAllOf = (context: Context, personId: PersonId): Promise<void> =>
  recountThose(context, (sql) => sql`person_id = ${personId}`)

async function recountThose(context: Context, which: Parameters<typeof countedOf>[1]): Promise<void> {
  const open = await countedOf(
    context,
    (sql) => sql`${which(sql)} and state in ('made', 'submitted', 'queried', 'agreed')`,
  )
  for (const { id, allocationId, rawMinutes, reasons, breakMinutes } of open) {
    const [claim] = await lockClaims(context, [id])
    if (!claim) continue
    const job = await lateJobForClaim(context, allocationId)
    const found = job && (await workedOutNow(context, asClaimed(job, { breakMinutes }), claim.policy, claim.breakTaken))
    if ((found?.rawMinutes ?? 0) === rawMinutes && (found?.minutes ?? 0) === claim.minutes) continue
    await saveCount(context, claim, found, claim.finishedAt, reasons)
    await saveActs(context, [{ claimId: id, act: 'recounted' }])
  }
}

async function saveCount(
  { sql, actor }: Context,
  claim: LockedClaim,
  found: WorkedOutClaim | null,
  finishedAt: Instant,
  reasons: readonly ReasonGiven[],
): Promise<void> {
  const causes = found === null ? [] : causesNow(claim, found, finishedAt, reasons)
  await sql`
    update toil_claims set finished_at = ${finishedAt}, raw_minutes = ${found?.rawMinutes ?? 0}, minutes = ${found?.minutes ?? 0},
      break_taken = ${claim.breakTaken}::boolean, worked_out = ${JSON.stringify(found?.steps ?? [])}::text::jsonb, causes = ${JSON.stringify(causes)}::text::jsonb,
      primary_cause = case when state = 'made' then coalesce(${found?.primaryCause ?? null}::text, primary_cause) else primary_cause end,
      state = case when state = 'agreed' then 'submitted' else state end, first_approved_by = null, first_approved_at = null,
      version = version + 1
    where service_id = ${actor.serviceId} and id = ${claim.id}`
}

function causesNow(
  { shiftEndedAt, offRota, jobBeganAt }: LockedClaim,
  found: WorkedOutClaim,
  finishedAt: Instant,
  reasons: readonly ReasonGiven[],
): readonly CausePart[] {
  if (reasons.length === 0) return found.causes
  const late = lateSpanOf(found.causes, { start: shiftEndedAt, end: finishedAt })
  const worked = workedSpansOf(found.causes, late)
  return causesFromReasons(reasons, {
    late,
    worked,
    rawMinutes: found.rawMinutes,
    jobBeganAt,
    shiftEnd: offRota ? null : shiftEndedAt,
  }).parts
}
