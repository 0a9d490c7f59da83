import { triageReferral } from '#shared/referrals/contract.ts'
import { runningLimit } from '#shared/referrals/powers.ts'
import { decideTriage, referralAfter, triageLeadsTo } from '#shared/referrals/triage.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { beforeTriage, saveDecision } from './deskStore.ts'
import { seenReferral } from './openReferral.ts'
import { powersOf } from './powerStore.ts'
import { saveChanges } from './store.ts'

export const triage = handle(triageReferral, {
  needs: 'triage',
  async run(input, context) {
    const { now } = context
    const held = await seenReferral(context, input)
    if (!held.ok) return held
    const referral = held.value
    const [before, powers] = await Promise.all([beforeTriage(context, referral.id), powersOf(context, referral)])
    const subject = { ...referral, ...before, runningPower: runningLimit(powers, now) }
    const decided = decideTriage(subject, input, now)
    if (!decided.ok) return decided

    const { seenVersion: _, evenThoughPowerRuns: __, ...said } = input
    const { state } = decided.value
    const after = referralAfter(referral, input, state, now)
    const decision = before.decisions + 1
    const looksAgain = triageLeadsTo[input.outcome] === 'to-triage'
    const [version] = await Promise.all([
      saveChanges(context, referral, after),
      saveDecision(context, {
        ...said,
        versionNumber: decision,
        urgency: after.urgency,
        assessBy: after.assessBy,
        reviewAt: looksAgain ? input.reviewAt : null,
      }),
    ])
    return effect(
      { version, decision, state },
      {
        type: before.decisions === 0 ? 'referral-triaged' : 'triage-changed',
        referralId: referral.id,
        data: { decision, outcome: input.outcome, urgency: after.urgency, assessBy: after.assessBy, state },
      },
    )
  },
})
