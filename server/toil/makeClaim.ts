import {
  allocationId,
  personId,
  shiftId,
  type AllocationId,
  type ClaimId,
  type EmployerId,
  type PersonId,
} from '#shared/kernel/ids.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { policyOf } from '#shared/toil/policy.ts'
import { react, type Context, type Happened, type Reaction } from '#server/kernel/handle.ts'
import { endedNowOn, lateJobForClaim, unclaimedOf, unclaimedOfAll, unclaimedSince } from './lateJobs.ts'
import { closedTo } from './ledgerStore.ts'
import { recountAllOf, recountBeside, workedOutNow } from './recount.ts'
import { policiesOf, saveClaim } from './store.ts'

/**
 * A job that ends after its shift, began before it or was worked off the rota becomes a claim, in the same transaction: from the record
 * and the policy in force on the shift's day, with every minute explained. Whoever is relieved of a job late has worked late as well.
 * Nobody fills in a form at two in the morning.
 */
const claimLateWork = (happened: Happened, context: Context): Promise<readonly Happened[]> =>
  claimFor(context, allocationId.parse(happened.data?.['allocationId']))

/** The same for the jobs that went along with a shift: each ended for whoever had it, and may have begun before their shift did. */
async function claimWorkThatWent({ data }: Happened, context: Context): Promise<readonly Happened[]> {
  const made: Happened[] = []
  for (const id of await endedNowOn(
    context,
    shiftId.parse(data?.['fromShiftId']),
    personId.parse(data?.['fromPersonId']),
  ))
    made.push(...(await claimFor(context, id)))
  return made
}

/** How far back claims are made when a policy is set, in days, and how many at once. */
const [LOOKS_BACK, AT_ONCE] = [366, 1000]

/** Claims for late work of an employer’s AMHPs from a day on that has none: no policy was in force when it was finished. */
export async function claimsMissing(
  context: Context,
  { employerId, effectiveFrom }: { readonly employerId: EmployerId; readonly effectiveFrom: LondonDay },
): Promise<readonly Happened[]> {
  const oldest = addDays(londonDayOf(context.now), -LOOKS_BACK)
  const from = effectiveFrom > oldest ? effectiveFrom : oldest
  return claimsFor(context, await unclaimedSince(context, employerId, from, AT_ONCE))
}

/** Claims of days that payroll had closed over and is open for again: what a contract or a policy put right meanwhile did not reach. */
export async function claimsReopened(context: Context): Promise<readonly Happened[]> {
  const [oldest, closed] = [addDays(londonDayOf(context.now), -LOOKS_BACK), await closedTo(context)]
  const from = closed !== null && closed >= oldest ? addDays(closed, 1) : oldest
  return claimsFor(context, await unclaimedOfAll(context, from, AT_ONCE))
}

/**
 * Counts the claims again that depend on a job's, and makes those that it left nothing of before: an hour that was claimed for one job is
 * claimed for the other that lasted through it once the first has ended sooner, or is refused.
 *
 * @param but the job whose own claim is as it should be; `null` for none
 */
export async function countBeside(
  context: Context,
  whose: { readonly personId: PersonId; readonly day: LondonDay },
  but: AllocationId | null,
): Promise<readonly Happened[]> {
  await recountBeside(context, whose, but)
  const days = { from: addDays(whose.day, -1), to: addDays(whose.day, 1) }
  return claimsFor(context, await unclaimedOf(context, whose.personId, days, AT_ONCE))
}

async function claimsFor(context: Context, jobs: readonly AllocationId[]): Promise<readonly Happened[]> {
  const made: Happened[] = []
  for (const id of jobs) made.push(...(await claimFor(context, id)))
  return made
}

/** The claim that a job makes of which nothing was claimed, as the record stands now; none when it still earns nothing. */
export async function claimFor(context: Context, id: AllocationId): Promise<readonly Happened[]> {
  const job = await lateJobForClaim(context, id)
  if (!job) return []
  const inForce = policyOf(await policiesOf(context, job.employerId), job, job.day)
  const claim = inForce && (await workedOutNow(context, job, inForce.policy))
  if (!claim) return []
  const { rawMinutes, minutes, steps, causes, primaryCause } = claim
  const claimId = crypto.randomUUID() as ClaimId
  const { allocationId: ofAllocation, referralId, personId: claimant, shiftId: ofShift, offRota, day } = job
  await saveClaim(context, {
    id: claimId,
    personId: claimant,
    allocationId: ofAllocation,
    referralId,
    shiftId: ofShift,
    offRota,
    day,
    shiftEndedAt: job.shiftEndsAt,
    finishedAt: job.finishedAt,
    rawMinutes,
    minutes,
    policyId: inForce.id,
    policy: inForce.policy,
    breakMinutes: job.breakMinutes,
    workedOut: steps,
    causes,
    primaryCause,
    state: 'made',
    madeAt: context.now,
  })
  // A job that was recorded late may have finished before one that is claimed already: that one counts from where this stopped.
  await recountBeside(context, job, ofAllocation)
  return [{ type: 'toil-claim-made', referralId, personId: claimant, data: { claimId, minutes } }]
}

/**
 * Claims go by the contract of their day: who is paid for it by the session after all earns no TOIL for it, and who is not after all has
 * the claims that were never made. Not for days that payroll has closed over: those hours were paid, and a closed period opens by name only.
 */
async function recountByContract({ personId: whose }: Happened, context: Context): Promise<readonly Happened[]> {
  if (!whose) return []
  await recountAllOf(context, whose)
  const [oldest, closed] = [addDays(londonDayOf(context.now), -LOOKS_BACK), await closedTo(context)]
  const from = closed !== null && closed >= oldest ? addDays(closed, 1) : oldest
  return claimsFor(context, await unclaimedOf(context, whose, { from }, AT_ONCE))
}

export const claimReactions: readonly Reaction[] = [
  react('assessment-finished', claimLateWork),
  react('allocation-taken-back', claimLateWork),
  react('shift-taken-over', claimWorkThatWent),
  react('amhp-changed', recountByContract),
]
