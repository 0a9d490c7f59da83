import { allocationId, type ClaimId } from '#shared/kernel/ids.ts'
import { claimFromRecord } from '#shared/toil/claimFromRecord.ts'
import { policyOf } from '#shared/toil/policy.ts'
import { react, type Context, type Happened, type Reaction } from '#server/kernel/handle.ts'
import { earlierClaimsOf, lateJobForClaim, pausesOf, policiesOf, saveClaim, waitsOf } from './store.ts'

/**
 * A job that ends after its shift, began before it or was worked off the rota becomes a claim, in the same transaction: from the record
 * and the policy in force on the shift's day, with every minute explained. Whoever is relieved of a job late has worked late as well.
 * Nobody fills in a form at two in the morning.
 */
async function claimLateWork(happened: Happened, context: Context): Promise<readonly Happened[]> {
  const job = await lateJobForClaim(context, allocationId.parse(happened.data?.['allocationId']))
  if (!job) return []
  const [waits, pauses, earlier, policies] = await Promise.all([
    waitsOf(context, job.allocationId),
    pausesOf(context, job),
    earlierClaimsOf(context, job),
    policiesOf(context, job.employerId),
  ])
  const inForce = policyOf(policies, job, job.day)
  if (!inForce) return []
  const shift = job.offRota ? null : { start: job.shiftStartsAt, end: job.shiftEndsAt }
  const startedAt = job.shiftStartsAt
  const claim = claimFromRecord({ ...job, shift, startedAt, waits, pauses, earlier, policy: inForce.policy })
  if (!claim) return []
  const { rawMinutes, minutes, steps, causes, primaryCause } = claim
  const id = crypto.randomUUID() as ClaimId
  const {
    allocationId: ofAllocation,
    referralId,
    personId,
    shiftId,
    offRota,
    day,
    shiftEndsAt: shiftEndedAt,
    finishedAt,
  } = job
  await saveClaim(context, {
    id,
    personId,
    allocationId: ofAllocation,
    referralId,
    shiftId,
    offRota,
    day,
    shiftEndedAt,
    finishedAt,
    rawMinutes,
    minutes,
    policyId: inForce.id,
    policy: inForce.policy,
    workedOut: steps,
    causes,
    primaryCause,
    state: 'made',
    madeAt: context.now,
  })
  return [{ type: 'toil-claim-made', referralId, personId, data: { claimId: id, minutes } }]
}

export const claimReactions: readonly Reaction[] = [
  react('assessment-finished', claimLateWork),
  react('allocation-taken-back', claimLateWork),
]
