import type { AllocationId, ClaimId, ReferralId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, formatInstant, londonDayOf, startOfDay, ZONE, type LondonDay } from '#shared/time/london.ts'
import { decideCorrectionOfJob, type JobHeld } from '#shared/toil/claimAgain.ts'
import { correctFinishOfJob, jobsWithoutClaim, type UnclaimedJob } from '#shared/toil/correctionContract.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'
import { moveWaits } from './correcting.ts'
import { claimFor, countBeside } from './makeClaim.ts'
import { saveActs } from './store.ts'

/** As far back as agreements and decisions are looked at. */
const DAYS_BACK = 28

/** One's own jobs that were finished and made no claim, the latest first. */
export const withoutClaim = answer(jobsWithoutClaim, {
  needs: 'see own TOIL',
  run: (_input, { sql, actor, now }) => sql<UnclaimedJob[]>`
    select a.id as "allocationId", a.version, hub.number_of(a.referral_id) as "referralNumber",
      coalesce(s.day, (a.ended_at at time zone ${ZONE})::date) as day, s.ends_at as "shiftEndsAt", a.ended_at as "finishedAt"
    from allocations a left join shifts s on s.service_id = a.service_id and s.id = a.shift_id
    where a.service_id = ${actor.serviceId} and a.person_id = ${actor.personId} and a.ended_how = 'finished'
      and a.ended_at >= ${startOfDay(addDays(londonDayOf(now), -DAYS_BACK))}
      and not exists (select from toil_claims c where c.service_id = a.service_id and c.allocation_id = a.id)
    order by a.ended_at desc, a.id`,
  reveals: 'nobody',
})

/**
 * Puts the finish of a job right that made no claim, because it was recorded as inside its shift. Late after all, it makes one, by the
 * policy of its day. It waits like every other, so a period that payroll has closed stays as it was closed.
 */
export const jobFinishCorrected = handle(correctFinishOfJob, {
  needs: 'see own TOIL',
  constraints: { one_claim_per_allocation: { code: 'job-has-claim' } },
  async run({ allocationId, seenVersion, finishedAt, why }, context) {
    const job = await lockOwnJob(context, allocationId)
    if (!job) return refuse({ code: 'job-not-found' })
    const by = { personId: context.actor.personId, seenVersion }
    const decided = decideCorrectionOfJob(job, by, finishedAt, context.now)
    if (!decided.ok) return decided
    const { referralId, personId } = job
    const right = decided.value
    const said = `${formatInstant(job.finishedAt)} put right to ${formatInstant(right)}: ${why}`
    await putRight(context, { allocationId, referralId, finishedAt: job.finishedAt }, right, said)
    const made = await claimFor(context, allocationId)
    const claim = await claimOf(context, allocationId)
    if (claim) await saveActs(context, [{ claimId: claim.id, act: 'finish-corrected', said }])
    const beside = await countBeside(context, { personId, day: claim?.day ?? londonDayOf(right) }, allocationId)
    const data = { allocationId, before: job.finishedAt, finishedAt: right }
    const event = { type: 'toil-finish-corrected', referralId, personId, data }
    return effect({ minutes: claim?.minutes ?? 0 }, event, ...made, ...beside)
  },
})

interface OwnJob extends JobHeld {
  readonly referralId: ReferralId
}

async function lockOwnJob({ sql, actor }: Context, id: AllocationId): Promise<OwnJob | null> {
  const [job] = await sql<OwnJob[]>`
    select a.person_id as "personId", a.referral_id as "referralId", a.version, coalesce(a.ended_how = 'finished', false) as finished,
      coalesce(a.outcome_at, a.arrived_at, a.set_off_at) as "outcomeAt", a.home_safe_at as "homeSafeAt", a.ended_at as "finishedAt",
      exists (select from toil_claims c where c.service_id = a.service_id and c.allocation_id = a.id) as claimed
    from allocations a
    where a.service_id = ${actor.serviceId} and a.id = ${id} and a.person_id = ${actor.personId}
    for no key update of a`
  return job ?? null
}

/** The finish, the waits that it ended, and what was said: beside the job, above what was said before. */
async function putRight(
  context: Context,
  job: Pick<OwnJob, 'referralId' | 'finishedAt'> & { readonly allocationId: AllocationId },
  at: Instant,
  said: string,
): Promise<void> {
  const { sql, actor } = context
  const [kept] = await sql<{ before: string }[]>`
    select w.ended_why as before from hub.allocation_words(${job.referralId}, ${job.allocationId}) w`
  const why = [said, kept?.before ?? ''].filter((one) => one !== '').join('\n\n')
  await sql`
    update allocations set finished_at = ${at}, ended_at = ${at}, ended_why = ${why}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${job.allocationId}`
  await moveWaits(context, job, at)
}

async function claimOf({ sql, actor }: Context, allocationId: AllocationId) {
  const [claim] = await sql<{ id: ClaimId; day: LondonDay; minutes: number }[]>`
    select id, day, minutes from toil_claims where service_id = ${actor.serviceId} and allocation_id = ${allocationId}`
  return claim ?? null
}
