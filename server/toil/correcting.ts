import type { ClaimId } from '#shared/kernel/ids.ts'
import { refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import { decideClaimAgain, decideCorrection, type FinishHeld } from '#shared/toil/claimAgain.ts'
import { claimAgain, correctFinish, correctFinishOf } from '#shared/toil/correctionContract.ts'
import type { ToilRefusal } from '#shared/toil/words.ts'
import { effect, handle, type Context, type Happened } from '#server/kernel/handle.ts'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { balancesLocked } from './ledgerStore.ts'
import { countBeside } from './makeClaim.ts'
import { recount, recountBeside } from './recount.ts'
import { lockClaims, saveActs, saveUndone, type LockedClaim } from './store.ts'

export const claimedAgain = handle(claimAgain, {
  needs: 'see own TOIL',
  async run({ claimId, seenVersion, why }, context) {
    const [claim] = await lockClaims(context, [claimId])
    if (!claim) return refuse({ code: 'claim-not-found' })
    const { personId } = context.actor
    const decided = decideClaimAgain(claim, { personId, seenVersion }, why, await saidSoFar(context, claim))
    if (!decided.ok) return decided
    await saveUndone(context, [claimId])
    await saveActs(context, [{ claimId, act: 'claimed-again', said: why }])
    // What was refused may have been claimed for another job since, and what that counts depends on this.
    await recountBeside(context, claim, null)
    const [again] = await lockClaims(context, [claimId])
    return effect({ version: again?.version ?? claim.version + 1 }, eventOf('toil-claimed-again', claim, {}))
  },
})

/** What its AMHP has said about a claim. */
async function saidSoFar({ sql, actor }: Context, { id, personId }: LockedClaim): Promise<readonly string[]> {
  const rows = await sql<{ said: string }[]>`
    select said from toil_claim_acts where service_id = ${actor.serviceId} and claim_id = ${id} and by_id = ${personId} and said <> ''
    union select note from toil_claims where service_id = ${actor.serviceId} and id = ${id} and note <> ''`
  return rows.map(({ said }) => said)
}

export const ownFinishCorrected = handle(correctFinish, {
  needs: 'see own TOIL',
  run: (asked, context) => correct(context, asked, 'own'),
})

export const finishCorrected = handle(correctFinishOf, {
  needs: 'decide TOIL',
  constraints: { payroll_is_open: { code: 'payroll-closed' } },
  run: (asked, context) => correct(context, asked, 'of others'),
})

type Asked = Omit<SentTo<typeof correctFinish>, 'claimId' | 'finishedAt'> & {
  readonly claimId: ClaimId
  readonly finishedAt: Instant
}

/**
 * Puts a finish right and counts its claim again. A decision that was made on the wrong one is taken back first: what it added is reversed
 * exactly, and the claim waits for the next.
 */
async function correct(context: Context, { claimId, seenVersion, finishedAt, why }: Asked, whose: 'own' | 'of others') {
  const [claim] = await lockClaims(context, [claimId])
  if (!claim) return refuse({ code: 'claim-not-found' } as const)
  const job = await lockJobOf(context, claimId)
  if (!job) return refuse({ code: 'claim-not-found' } as const)
  const by = { personId: context.actor.personId, seenVersion }
  const decided: Outcome<Instant, ToilRefusal> = decideCorrection(claim, job, by, whose, finishedAt, context.now)
  if (!decided.ok) return decided
  if (whose === 'of others') {
    await balancesLocked(context, [claim.personId])
    await saveUndone(context, [claimId])
  }
  await moveFinish(context, job, decided.value)
  const minutes = await recount(context, claim, decided.value)
  const made = await countBeside(context, claim, job.allocationId)
  const said = `${formatInstant(job.finishedAt)} put right to ${formatInstant(decided.value)}: ${why}`
  await saveActs(context, [{ claimId, act: 'finish-corrected', said }])
  const times = { before: job.finishedAt, finishedAt: decided.value, was: claim.state }
  return effect({ minutes }, eventOf('toil-finish-corrected', claim, times), ...made)
}

interface JobOfClaim extends FinishHeld {
  readonly allocationId: AllocationId
}

async function lockJobOf({ sql, actor }: Context, claimId: ClaimId): Promise<JobOfClaim | null> {
  const [job] = await sql<JobOfClaim[]>`
    select a.id as "allocationId", a.ended_how = 'finished' as finished, coalesce(a.outcome_at, a.arrived_at, a.set_off_at) as "outcomeAt",
      a.home_safe_at as "homeSafeAt", a.ended_at as "finishedAt"
    from allocations a
    where a.service_id = ${actor.serviceId} and a.id = (select c.allocation_id from toil_claims c where c.service_id = a.service_id and c.id = ${claimId})
    for no key update`
  return job ?? null
}

/** The finish, and the waits that it ended. */
async function moveFinish(context: Context, job: JobOfClaim, at: Instant) {
  const { sql, actor } = context
  await sql`
    update allocations set finished_at = ${at}, ended_at = ${at}, version = version + 1
    where service_id = ${actor.serviceId} and id = ${job.allocationId}`
  await moveWaits(context, job, at)
}

/** Waits that the finish ended, to the finish as it was put right. */
export async function moveWaits(
  { sql, actor }: Context,
  { allocationId, finishedAt: before }: Pick<JobOfClaim, 'allocationId' | 'finishedAt'>,
  at: Instant,
) {
  await sql`
    update waits set ended_at = greatest(${at}::timestamptz, started_at)
    where service_id = ${actor.serviceId} and allocation_id = ${allocationId} and ended_at = ${before}`
}

const eventOf = (type: string, claim: LockedClaim, data: Readonly<Record<string, string>>): Happened => ({
  type,
  referralId: claim.referralId,
  personId: claim.personId,
  data: { claimId: claim.id, ...data },
})
