import type { PersonId } from '#shared/kernel/ids.ts'
import { lateWorkingReport, type LateWorkingReport } from '#shared/reports/contract.ts'
import {
  balancesAgainstLimit,
  causesShare,
  finishedLate,
  lateWorking,
  type PersonToil,
} from '#shared/reports/lateWorking.ts'
import { addDays, londonDay, type LondonDay } from '#shared/time/london.ts'
import type { WhatBegan } from '#shared/rota/operatingModels.ts'
import { policyOf, type DatedPolicy } from '#shared/toil/policy.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { policiesOf } from '#server/toil/store.ts'
import { comparison } from './comparison.ts'
import {
  claimsWaiting,
  finishedJobs,
  holders,
  lateness,
  ledgerSums,
  changeOfWork,
  withOwnCauses,
  type Holder,
  type LedgerSum,
} from './store.ts'

/** How much of the time before a change stands beside the time after it. */
const MONTHS_BEFORE = 6

export const lateWorkingOf = answer(lateWorkingReport, {
  needs: 'see reports',
  run: ({ to, weeks }, context) => lateWorkingBetween(context, addDays(to, 1 - 7 * weeks), to),
  reveals: 'nobody',
})

/** TOIL and late working of some days, counted from what stands now. */
export async function lateWorkingBetween(
  context: Context,
  firstDay: LondonDay,
  to: LondonDay,
): Promise<LateWorkingReport> {
  const [weekAgo, fourWeeksAgo] = [addDays(to, -7), addDays(to, -28)]
  const [who, sums, policies, jobs, toApprove, changedOn] = await Promise.all([
    holders(context),
    ledgerSums(context, [fourWeeksAgo, weekAgo, to]),
    policiesOf(context),
    finishedJobs(context, firstDay, to),
    claimsWaiting(context),
    changeOfWork(context),
  ])
  const people = who.map((one) => toilOf(one, sums, policies, to))
  const names = new Map<PersonId, string>(who.map(({ personId, name }) => [personId, name]))
  const { balances, ...figures } = lateWorking({ people, jobs, upTo: to })
  return {
    ...figures,
    causes: causesShare(jobs.filter(finishedLate).map((job) => ({ ...job, ...withOwnCauses(job) }))),
    asOf: context.now,
    firstDay,
    lastDay: to,
    balances: balances.map((row) => ({ ...row, name: names.get(row.personId) ?? '' })),
    peopleOverWeekAgo: balancesAgainstLimit(people, [], weekAgo).filter(({ standing }) => standing === 'over').length,
    toApprove,
    lateWithoutClaim: jobs.filter((job) => finishedLate(job) && !job.claimed).length,
    staggered: changedOn === null ? null : await sinceChange(context, changedOn, to),
  }
}

/** One person's ledger, added up, and the limit of their own employer's policy on the last day. */
function toilOf(
  { personId, employerId, contract, contractedMinutesPerWeek }: Holder,
  sums: readonly LedgerSum[],
  policies: readonly DatedPolicy[],
  to: LondonDay,
): PersonToil {
  const holder = employerId === null || contract === null ? null : { employerId, contract, contractedMinutesPerWeek }
  const policy = holder === null ? null : policyOf(policies, holder, to)
  const entries = sums.filter((sum) => sum.personId === personId)
  return { personId, entries, limit: policy?.policy.cap?.minutes ?? null }
}

async function sinceChange(
  context: Context,
  { day: changeOn, what }: { readonly day: LondonDay; readonly what: WhatBegan },
  lastDay: LondonDay,
): Promise<LateWorkingReport['staggered']> {
  const days = { from: monthsBefore(changeOn, MONTHS_BEFORE), to: lastDay }
  const jobs = await lateness(context, days.from, days.to)
  return { ...(await comparison(context, changeOn, days, jobs)), from: changeOn, what }
}

/** The first day of the month so many months before a day. */
function monthsBefore(day: LondonDay, months: number): LondonDay {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - months
  return londonDay(`${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`)
}
