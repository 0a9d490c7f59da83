import type { ClaimId, ToilEntryId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Minutes } from '#shared/time/minutes.ts'
import { termsOf } from '#shared/toil/approvalTerms.ts'
import {
  answerAboutClaim,
  approveClaims,
  askAboutClaim,
  refuseClaim,
  submitClaim,
  undoDecisions,
} from '#shared/toil/contract.ts'
import {
  decideAnswer,
  decideApproval,
  decideQuery,
  decideRefusal,
  decideUndo,
  usualTerms,
  type ClaimDecision,
} from '#shared/toil/decisions.ts'
import { causesFromReasons, checkReasons, lateSpanOf, workedSpansOf } from '#shared/toil/reasons.ts'
import { decideSubmission } from '#shared/toil/submission.ts'
import type { ToilRefusal } from '#shared/toil/words.ts'
import { effect, handle, type Context, type Happened } from '#server/kernel/handle.ts'
import { balancesLocked, earnedAround, hasHardLimit } from './ledgerStore.ts'
import { countBeside } from './makeClaim.ts'
import { keepBreak } from './sending.ts'
import {
  lastUndoing,
  lockClaims,
  saveActs,
  saveDecisions,
  saveEntries,
  saveState,
  saveSubmission,
  saveUndone,
  type LockedClaim,
  type NewEntry,
} from './store.ts'

export const submit = handle(submitClaim, {
  needs: 'see own TOIL',
  async run({ claimId, seenVersion, primaryCause, primarySub, reasons, note, breakTaken }, context) {
    const [claim] = await lockClaims(context, [claimId])
    if (!claim) return refuse({ code: 'claim-not-found' })
    const decided = decideSubmission(claim, { personId: context.actor.personId, seenVersion })
    if (!decided.ok) return decided
    const { causes: proposed, shiftEndedAt, offRota, finishedAt, jobBeganAt, rawMinutes } = claim
    const late = lateSpanOf(proposed, { start: shiftEndedAt, end: finishedAt })
    const main = primarySub === null ? [] : [{ code: primaryCause, sub: primarySub, startedAt: null, endedAt: null }]
    const checked = checkReasons(reasons.length > 0 ? reasons : main, primaryCause, late)
    if (!checked.ok) return checked
    const worked = workedSpansOf(proposed, late)
    const shiftEnd = offRota ? null : shiftEndedAt
    const given = causesFromReasons(reasons, { late, worked, rawMinutes, jobBeganAt, shiftEnd })
    const causes = reasons.length > 0 ? given.parts : null
    await saveSubmission(context, { id: claimId, primaryCause, primarySub, reasons, causes, note })
    await saveActs(context, [{ claimId, act: 'sent', said: note }])
    const version = breakTaken === null ? decided.value.version : await keepBreak(context, claimId, breakTaken)
    return effect({ version }, happened('toil-claim-submitted', claim, { primaryCause }))
  },
})

export const approve = handle(approveClaims, {
  needs: 'decide TOIL',
  async run({ claims: chosen, despite }, context) {
    const seen = new Map(chosen.map((one) => [one.claimId, one.seenVersion]))
    if (seen.size < chosen.length) return refuse({ code: 'same-claim-twice', field: 'claims' })
    const claims = await lockClaims(context, [...seen.keys()])
    if (claims.length < seen.size) return refuse({ code: 'claim-not-found' })
    const terms = await approvalTerms(context, claims, despite)
    const { personId, roles } = context.actor
    const decided = decideAll(claims, (claim) =>
      decideApproval(
        claim,
        { personId, roles, seenVersion: seen.get(claim.id) ?? 0 },
        context.now,
        terms.get(claim.id) ?? { ...usualTerms, chain: claim.policy.approverChain },
      ),
    )
    if (!decided.ok) return decided
    const accrued = claims.flatMap((claim, index) => accrualOf(claim, decided.value[index]?.accrues ?? null))
    const entries = accrued.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    const acts = decided.value.map(({ claimId, state }) => ({ claimId, act: state, said: despite }))
    await Promise.all([
      saveDecisions(context, decided.value, despite),
      saveEntries(context, entries),
      saveActs(context, acts),
    ])
    const states = new Map(decided.value.map(({ claimId, state }) => [claimId, state]))
    const approved = decided.value.filter(({ state }) => state === 'approved').length
    const [first, ...rest] = claims.map((claim) =>
      happened(states.get(claim.id) === 'agreed' ? 'toil-claim-agreed' : 'toil-claim-approved', claim, {}),
    )
    if (!first) return refuse({ code: 'claim-not-found' })
    const total = entries.reduce((sum, entry) => sum + entry.minutes, 0)
    return effect({ approved, minutes: total, agreed: claims.length - approved }, first, ...rest)
  },
})

export const refuseOne = handle(refuseClaim, {
  needs: 'decide TOIL',
  async run({ claimId, seenVersion, why }, context) {
    const [claim] = await lockClaims(context, [claimId])
    if (!claim) return refuse({ code: 'claim-not-found' })
    const decided = decideRefusal(claim, { personId: context.actor.personId, seenVersion }, context.now)
    if (!decided.ok) return decided
    await saveDecisions(context, [decided.value], why)
    await saveActs(context, [{ claimId, act: 'refused', said: why }])
    // Another job that lasted through the same time can claim it now.
    const made = await countBeside(context, claim, claim.allocationId)
    return effect({ version: claim.version + 1 }, happened('toil-claim-refused', claim, {}), ...made)
  },
})

export const undo = handle(undoDecisions, {
  needs: 'decide TOIL',
  constraints: { payroll_is_open: { code: 'payroll-closed' } },
  async run({ claims: chosen }, context) {
    const seen = new Map(chosen.map((one) => [one.claimId, one.seenVersion]))
    if (seen.size < chosen.length) return refuse({ code: 'same-claim-twice', field: 'claims' })
    const claims = await lockClaims(context, [...seen.keys()])
    if (claims.length < seen.size) return refuse({ code: 'claim-not-found' })
    const undoneBy = await lastUndoing(context, claims)
    for (const claim of claims) {
      const by = { personId: context.actor.personId, seenVersion: seen.get(claim.id) ?? 0 }
      const decided = decideUndo(claim, by, undoneBy.get(claim.id))
      if (!decided.ok) return decided
    }
    const ids = claims.map(({ id }) => id)
    // What they are owed goes down: whoever records TOIL as taken at the same moment counts after this, or before it.
    await balancesLocked(context, [...new Set(claims.map(({ personId }) => personId))])
    const minutes = await saveUndone(context, ids)
    await saveActs(
      context,
      ids.map((claimId) => ({ claimId, act: 'undone' as const })),
    )
    const made: Happened[] = []
    for (const claim of claims) made.push(...(await countBeside(context, claim, null)))
    const [first, ...rest] = claims.map((claim) => happened('toil-decision-undone', claim, { was: claim.state }))
    if (!first) return refuse({ code: 'claim-not-found' })
    return effect({ undone: claims.length, minutes }, first, ...rest, ...made)
  },
})

export const ask = handle(askAboutClaim, {
  needs: 'decide TOIL',
  async run({ claimId, seenVersion, question }, context) {
    const [claim] = await lockClaims(context, [claimId])
    if (!claim) return refuse({ code: 'claim-not-found' })
    const decided = decideQuery(claim, { personId: context.actor.personId, seenVersion }, context.now)
    if (!decided.ok) return decided
    await saveState(context, claimId, 'queried')
    await saveActs(context, [{ claimId, act: 'queried', said: question }])
    return effect({ version: claim.version + 1 }, happened('toil-claim-queried', claim, {}))
  },
})

export const answerOne = handle(answerAboutClaim, {
  needs: 'see own TOIL',
  async run({ claimId, seenVersion, answer }, context) {
    const [claim] = await lockClaims(context, [claimId])
    if (!claim) return refuse({ code: 'claim-not-found' })
    const decided = decideAnswer(claim, { personId: context.actor.personId, seenVersion })
    if (!decided.ok) return decided
    await saveState(context, claimId, 'submitted')
    await saveActs(context, [{ claimId, act: 'answered', said: answer }])
    return effect({ version: claim.version + 1 }, happened('toil-claim-answered', claim, {}))
  },
})

/** Where a limit blocks or is escalated, what its people are owed is held still and counted; a limit that only warns needs neither. */
async function approvalTerms(context: Context, claims: readonly LockedClaim[], despite: string) {
  const counted = claims.filter(({ policy }) => hasHardLimit(policy))
  if (counted.length === 0) return termsOf([], new Map(), new Map(), despite)
  const balances = await balancesLocked(context, [...new Set(counted.map(({ personId }) => personId))])
  const around = await earnedAround(
    context,
    counted.map(({ id }) => id),
  )
  return termsOf(counted, balances, around, despite)
}

function decideAll(
  claims: readonly LockedClaim[],
  decide: (claim: LockedClaim) => Outcome<ClaimDecision, ToilRefusal>,
): Outcome<readonly ClaimDecision[], ToilRefusal> {
  const decisions: ClaimDecision[] = []
  for (const claim of claims) {
    const decided = decide(claim)
    if (!decided.ok) return decided
    decisions.push(decided.value)
  }
  return done(decisions)
}

function accrualOf(claim: LockedClaim, accrues: Minutes | null): readonly NewEntry[] {
  if (accrues === null) return []
  const { personId, day, policyId, decision: claimDecision } = claim
  const id = crypto.randomUUID() as ToilEntryId
  return [{ id, personId, kind: 'ACCRUE', minutes: accrues, day, claimId: claim.id, claimDecision, policyId, note: '' }]
}

const happened = (type: string, claim: LockedClaim, data: Readonly<Record<string, string>>): Happened => ({
  type,
  referralId: claim.referralId,
  personId: claim.personId,
  data: { claimId: claim.id satisfies ClaimId, minutes: claim.minutes, ...data },
})
