import type { ClaimId, ToilEntryId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import { decideApproval, decideRefusal, type ClaimDecision } from '#shared/toil/claims.ts'
import { approveClaims, recordTaken, refuseClaim, submitClaim } from '#shared/toil/contract.ts'
import { checkTakenDay, decideTaken } from '#shared/toil/ledger.ts'
import { policyInForce } from '#shared/toil/policy.ts'
import { decideSubmission } from '#shared/toil/submission.ts'
import type { ToilRefusal } from '#shared/toil/words.ts'
import { effect, handle, type Happened } from '#server/kernel/handle.ts'
import {
  balanceOf,
  lockClaims,
  lockPerson,
  policiesOf,
  saveDecisions,
  saveEntries,
  saveSubmission,
  type LockedClaim,
  type NewEntry,
} from './store.ts'

export const submit = handle(submitClaim, {
  needs: 'see own TOIL',
  async run({ claimId, seenVersion, primaryCause, note }, context) {
    const [claim] = await lockClaims(context, [claimId])
    if (!claim) return refuse({ code: 'claim-not-found' })
    const decided = decideSubmission(claim, { personId: context.actor.personId, seenVersion })
    if (!decided.ok) return decided
    await saveSubmission(context, { id: claimId, primaryCause, note })
    return effect(decided.value, happened('toil-claim-submitted', claim, { primaryCause }))
  },
})

export const approve = handle(approveClaims, {
  needs: 'decide TOIL',
  async run({ claims: chosen }, context) {
    const seen = new Map(chosen.map((one) => [one.claimId, one.seenVersion]))
    if (seen.size < chosen.length) return refuse({ code: 'same-claim-twice', field: 'claims' })
    const claims = await lockClaims(context, [...seen.keys()])
    if (claims.length < seen.size) return refuse({ code: 'claim-not-found' })
    const decided = decideAll(claims, (claim) =>
      decideApproval(claim, { personId: context.actor.personId, seenVersion: seen.get(claim.id) ?? 0 }, context.now),
    )
    if (!decided.ok) return decided
    const accrued = claims.flatMap((claim, index) => accrualOf(claim, decided.value[index]?.accrues ?? null))
    const entries = accrued.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    await Promise.all([saveDecisions(context, decided.value), saveEntries(context, entries)])
    const [first, ...rest] = claims.map((claim) => happened('toil-claim-approved', claim, {}))
    if (!first) return refuse({ code: 'claim-not-found' })
    return effect(
      { approved: claims.length, minutes: entries.reduce((sum, entry) => sum + entry.minutes, 0) },
      first,
      ...rest,
    )
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
    return effect({ version: claim.version + 1 }, happened('toil-claim-refused', claim, {}))
  },
})

export const take = handle(recordTaken, {
  needs: 'decide TOIL',
  async run({ personId, day, minutes: taken, note }, context) {
    if (personId === context.actor.personId) return refuse({ code: 'own-account', personId })
    const come = checkTakenDay(day, londonDayOf(context.now))
    if (!come.ok) return come
    const person = await lockPerson(context, personId)
    if (!person) return refuse({ code: 'person-not-found', field: 'personId' })
    const [owed, policies] = await Promise.all([balanceOf(context, personId), policiesOf(context, person.employerId)])
    const inForce = person.employerId === null ? null : policyInForce(policies, person.employerId, day)
    const nothingInAdvance = { debitAllowedMinutes: minutes(0) }
    const decided = decideTaken(owed, minutes(taken), inForce?.policy ?? nothingInAdvance)
    if (!decided.ok) return decided
    const entryId = crypto.randomUUID() as ToilEntryId
    const entry = {
      id: entryId,
      personId,
      kind: 'TAKE',
      minutes: decided.value,
      day,
      claimId: null,
      policyId: inForce?.id ?? null,
      note,
    } as const
    await saveEntries(context, [entry])
    const event = { type: 'toil-taken', personId, data: { entryId, day, minutes: decided.value } }
    return effect({ entryId, balance: owed + decided.value }, event)
  },
})

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
  const { personId, day, policyId } = claim
  const id = crypto.randomUUID() as ToilEntryId
  return [{ id, personId, kind: 'ACCRUE', minutes: accrues, day, claimId: claim.id, policyId, note: '' }]
}

const happened = (type: string, claim: LockedClaim, data: Readonly<Record<string, string>>): Happened => ({
  type,
  referralId: claim.referralId,
  personId: claim.personId,
  data: { claimId: claim.id satisfies ClaimId, minutes: claim.minutes, ...data },
})
