import { done } from '#shared/kernel/outcome.ts'
import { triageReferral } from '#shared/referrals/contract.ts'
import { latestLimit, runningLimit } from '#shared/referrals/powers.ts'
import { decideTriage, referralAfter, triageLeadsTo } from '#shared/referrals/triage.ts'
import { tasksAfterTriage } from '#shared/referrals/triaging/tasks.ts'
import { dueOf } from '#shared/referrals/urgencyTargets.ts'
import { handle } from '#server/kernel/handle.ts'
import { askedLaterOf } from './contactStore.ts'
import { beforeTriage, saveDecision } from './deskStore.ts'
import { seenReferral } from './openReferral.ts'
import { powersOf } from './powerStore.ts'
import { namesNoClock } from './clockClass.ts'
import { mayBeDecided } from './mayBeDecided.ts'
import { saveChanges } from './store.ts'
import { bandsNow } from './urgencyStore.ts'
import { makeTasks } from './triaging/tasks.ts'

export const triage = handle(triageReferral, {
  needs: 'triage',
  async run(input, context) {
    const { now } = context
    const held = await seenReferral(context, input)
    if (!held.ok) return held
    const referral = held.value
    const [before, powers, urgencyBands, calls] = await Promise.all([
      beforeTriage(context, referral.id),
      powersOf(context, referral),
      bandsNow(context),
      askedLaterOf(context, referral.id),
    ])
    const subject = {
      ...referral,
      ...before,
      runningPower: runningLimit(powers, now),
      latestLimitAt: latestLimit(powers),
    }
    const decided = decideTriage(subject, input, now)
    if (!decided.ok) return decided
    const allowed = await mayBeDecided(context, input, referral)
    if (!allowed.ok) return allowed

    const { seenVersion: _, evenThoughPowerRuns: __, decidedBy, ...said } = input
    const byAnother = decidedBy !== null && decidedBy !== context.actor.personId
    const { state } = decided.value
    const after = referralAfter(referral, input, state, now)
    const decision = before.latest + 1
    const leadsTo = triageLeadsTo[input.outcome]
    const due = leadsTo === 'to-allocate' ? dueOf({ powers, urgencyBands }, after.urgency, now) : null
    const [version] = await Promise.all([
      saveChanges(context, referral, after),
      saveDecision(context, {
        ...said,
        decidedBy: decidedBy ?? context.actor.personId,
        recordedBy: byAnother ? context.actor.personId : null,
        versionNumber: decision,
        madeVersion: referral.version + 1,
        before: referral,
        urgency: after.urgency,
        assessBy: after.assessBy,
        reviewAt: leadsTo === 'to-triage' ? input.reviewAt : null,
        targetAt: due?.dueAt ?? null,
        targetBecause: due?.because ?? null,
      }),
    ])
    const noClock = leadsTo === 'to-allocate' && (await namesNoClock(context, referral, input.urgency, powers))
    const duties = await makeTasks(context, referral.id, tasksAfterTriage({ ...referral, calls }, input, now))
    const triaged = {
      type: before.decisions === 0 ? 'referral-triaged' : 'triage-changed',
      referralId: referral.id,
      data: {
        decision,
        outcome: input.outcome,
        urgency: after.urgency,
        assessBy: after.assessBy,
        state,
        ...(noClock && { noClock }),
      },
    }
    return done({ answer: { version, decision, state }, events: [triaged, ...duties] })
  },
})
