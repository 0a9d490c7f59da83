import type { ClosingId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { londonDayOf } from '#shared/time/london.ts'
import {
  agreeBeforehand,
  closePayroll,
  reopenPayroll,
  setPolicy,
  withdrawAgreement,
} from '#shared/toil/ledgerContract.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { closedTo, holdPayroll } from './ledgerStore.ts'
import {
  closingOf,
  lastJudged,
  lockAgreement,
  saveAgreement,
  saveClosing,
  savePolicy,
  saveReopened,
  saveWithdrawn,
  unjudgedThatDay,
} from './keepingStore.ts'
import { claimsMissing, claimsReopened } from './makeClaim.ts'
import { lockPerson } from './store.ts'

export const agree = handle(agreeBeforehand, {
  needs: 'decide TOIL',
  constraints: { one_agreement_per_person_and_day: { code: 'agreed-already', field: 'day' } },
  async run(agreed, context) {
    const { personId, day, upToMinutes } = agreed
    if (personId === context.actor.personId) return refuse({ code: 'own-account', personId })
    if (day < londonDayOf(context.now)) return refuse({ code: 'agreed-day-past', field: 'day' })
    if (!(await lockPerson(context, personId))) return refuse({ code: 'person-not-found', field: 'personId' })
    const id = await saveAgreement(context, agreed)
    const event = { type: 'toil-agreed-beforehand', personId, data: { agreementId: id, day, minutes: upToMinutes } }
    return effect({ agreementId: id }, event)
  },
})

export const withdraw = handle(withdrawAgreement, {
  needs: 'decide TOIL',
  async run({ agreementId, why }, context) {
    const agreement = await lockAgreement(context, agreementId)
    if (!agreement) return refuse({ code: 'agreement-not-found' })
    const { personId, day } = agreement
    if (personId === context.actor.personId) return refuse({ code: 'own-account', personId })
    if (agreement.withdrawn) return refuse({ code: 'agreement-withdrawn' })
    if (day < londonDayOf(context.now)) return refuse({ code: 'agreement-day-past' })
    // Whoever stayed on because it was agreed may rely on it.
    if (agreement.worked) return refuse({ code: 'agreement-worked' })
    await saveWithdrawn(context, agreementId, why)
    return effect({ day }, { type: 'toil-agreement-withdrawn', personId, data: { agreementId, day } })
  },
})

export const set = handle(setPolicy, {
  needs: 'keep TOIL policies',
  constraints: {
    one_replacement_per_policy: { code: 'policy-that-day', field: 'effectiveFrom' },
    one_policy_per_employer_and_day: { code: 'policy-that-day', field: 'effectiveFrom' },
    policy_of_an_employer_of_the_service: { code: 'employer-unknown', field: 'employerId' },
  },
  async run(asked, context) {
    const lastDay = await lastJudged(context, asked)
    if (lastDay !== null && asked.effectiveFrom <= lastDay) {
      return refuse({ code: 'judged-already', field: 'effectiveFrom', lastDay })
    }
    const replaces = await unjudgedThatDay(context, asked)
    const id = await savePolicy(context, asked, replaces)
    const { employerId, effectiveFrom, appliesTo } = asked
    const event = { type: 'toil-policy-set', data: { policyId: id, employerId, effectiveFrom, appliesTo } }
    // Late work that no policy judged, or that counts otherwise by this one, has its claims now.
    return effect({ policyId: id }, event, ...(await claimsMissing(context, asked)))
  },
})

export const close = handle(closePayroll, {
  needs: 'keep TOIL policies',
  async run({ upTo }, context) {
    if (upTo > londonDayOf(context.now)) return refuse({ code: 'closes-in-future', field: 'upTo' })
    await holdPayroll(context)
    const already = await closedTo(context)
    if (already !== null && upTo <= already) return refuse({ code: 'closed-already', field: 'upTo', closedTo: already })
    const id = crypto.randomUUID() as ClosingId
    const people = await saveClosing(context, id, upTo)
    return effect({ closingId: id, people }, { type: 'payroll-closed', data: { closingId: id, upTo, people } })
  },
})

export const reopen = handle(reopenPayroll, {
  needs: 'keep TOIL policies',
  async run({ closingId, why }, context) {
    await holdPayroll(context)
    const closing = await closingOf(context, closingId)
    if (!closing) return refuse({ code: 'closing-not-found' })
    if (closing.open) return refuse({ code: 'closing-open-already' })
    const reopened = await saveReopened(context, closing.upTo, why)
    const event = { type: 'payroll-reopened', data: { closingId, upTo: closing.upTo, reopened } }
    return effect({ reopened }, event, ...(await claimsReopened(context)))
  },
})
