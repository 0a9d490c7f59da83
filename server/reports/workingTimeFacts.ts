import { otherWork } from '#shared/rota/otherJobs.ts'
import { piecesOfWork, type WorkPiece } from '#shared/rota/restOfWork.ts'
import { besides } from '#shared/rota/work.ts'
import { WEEKS_OF_AVERAGE } from '#shared/rota/workingTime.ts'
import {
  workOfShift,
  type BreakSaidFact,
  type SettledFact,
  type WorkingTimeFacts,
} from '#shared/reports/restReports.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import { workBesideShifts } from '#server/rota/workOfJobs.ts'
import { DAYS_BESIDE } from '#server/rota/workPieces.ts'
import { daysOut, optOutsFrom, otherJobsFrom } from '#server/rota/workingTimeStore.ts'
import { amhpFacts, shiftFacts, type Days } from './facts.ts'

/** A fortnight’s rest is looked for so far around it. */
const AROUND = 16

export interface RestFacts extends WorkingTimeFacts {
  /** Work that is no shift, of the days and a few beside them: what daily rest is judged by. */
  readonly others: readonly WorkPiece[]
}

/** All that rest and working time of some days are counted from. */
export async function workingTimeFacts(context: Context, asked: Days): Promise<RestFacts> {
  const average = addDays(asked.to, 1 - WEEKS_OF_AVERAGE * 7)
  const from = addDays(average < asked.from ? average : asked.from, -AROUND)
  // Leave is made up from as many days of work after it.
  const to = addDays(asked.to, WEEKS_OF_AVERAGE * 7)
  const [shifts, beside, jobs, people, optOuts, out, settled, said] = await Promise.all([
    shiftFacts(context, { from, to }),
    workBesideShifts(context, from, to, null),
    otherJobsFrom(context, from, null),
    amhpFacts(context),
    optOutsFrom(context, asked.to, null),
    daysOut(context, average, asked.to, null),
    settledFacts(context, asked),
    breaksSaid(context, asked),
  ])
  const work = [...shifts.map(workOfShift), ...besides(beside), ...otherWork(jobs, from, to)]
  const near = { from: addDays(asked.from, -DAYS_BESIDE), to: addDays(asked.to, DAYS_BESIDE) }
  const besideNear = beside.filter(({ startsAt }) => isIn(londonDayOf(startsAt), near))
  const others = piecesOfWork([...besides(besideNear), ...otherWork(jobs, near.from, near.to)])
  return { from: asked.from, to: asked.to, now: context.now, people, shifts, work, optOuts, out, settled, said, others }
}

const isIn = (day: LondonDay, { from, to }: Days): boolean => from <= day && day <= to

const settledFacts = ({ sql, actor }: Context, { from, to }: Days): Promise<readonly SettledFact[]> =>
  sql<SettledFact[]>`
    select r.shift_id as "shiftId", r.owed, r.how from rest_settlements r
    join shifts s on s.service_id = r.service_id and s.id = r.shift_id
    where r.service_id = ${actor.serviceId} and s.day between ${from} and ${to}`

const breaksSaid = ({ sql, actor }: Context, { from, to }: Days): Promise<readonly BreakSaidFact[]> =>
  sql<BreakSaidFact[]>`
    select person_id as "personId", break_taken as "breakTaken" from toil_claims where service_id = ${actor.serviceId} and day between ${from} and ${to}`
