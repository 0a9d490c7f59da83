import type { DemoRows } from '#db/seed/rows.ts'
import type { History } from '#shared/planner/simulate/history.ts'
import { pastWork, type LoggedJob } from '#shared/planner/simulate/pastWork.ts'
import { daysBetween, londonDay, londonDayOf, mondayOf, type LondonDay } from '#shared/time/london.ts'

/** The demo service's log, read as the server reads one: the weeks before everybody's starts were staggered, and the whole weeks since. */
export function demoHistory(rows: DemoRows): { readonly before: History; readonly since: History } {
  const [service] = rows.services
  const first = rows.shifts.map(({ day }) => day).toSorted()[0]
  if (!service?.staggeredFrom || !first) throw new Error('the demo has no staggered shifts')
  const jobs = jobsIn(rows)
  const last = jobs
    .map(({ finishedAt }) => londonDayOf(finishedAt))
    .toSorted()
    .at(-1)
  if (!last) throw new Error('the demo has no finished work')
  const shifts = rows.shifts.filter(({ cancelledAt }) => cancelledAt === null)
  const between = (from: LondonDay, until: LondonDay) => pastWork({ jobs, shifts }, from, daysBetween(from, until))
  return {
    before: between(mondayOf(londonDay(first)), londonDay(service.staggeredFrom)),
    since: between(londonDay(service.staggeredFrom), mondayOf(last)),
  }
}

function jobsIn({ referrals, triageDecisions, allocations, waits }: DemoRows): readonly LoggedJob[] {
  const calls = new Map(referrals.map((one) => [one.id, one]))
  return allocations.flatMap((own): LoggedJob[] => {
    const { referralId, allocatedAt, finishedAt, arrivedAt, outcomeAt, homeSafeAt, shiftId } = own
    const call = calls.get(referralId)
    if (!call || finishedAt === null) return []
    const first = allocations
      .filter((one) => one.referralId === referralId && one.finishedAt !== null && one.finishedAt < allocatedAt)
      .map((one) => one.finishedAt)
      .at(-1)
    const decided = triageDecisions
      .filter((one) => one.referralId === referralId && one.decidedAt <= allocatedAt)
      .map((one) => one.decidedAt)
      .toSorted()
      .at(-1)
    const doctorsAt = waits
      .filter((one) => one.allocationId === own.id && one.kind === 'doctor')
      .flatMap(({ endedAt }) => endedAt ?? [])
      .toSorted()
      .at(-1)
    const urgency = triageDecisions.find((one) => one.referralId === referralId && one.urgency !== null)?.urgency
    return [
      {
        receivedAt: first ?? call.receivedAt,
        decidedAt: first ?? decided ?? allocatedAt,
        givenAt: allocatedAt,
        arrivedAt,
        doctorsAt: doctorsAt ?? null,
        outcomeAt,
        finishedAt,
        homeSafeAt,
        request: call.request,
        source: call.source,
        urgency: urgency ?? null,
        shiftId,
      },
    ]
  })
}
