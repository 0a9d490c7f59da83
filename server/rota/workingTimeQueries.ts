import type { PersonId } from '#shared/kernel/ids.ts'
import { otherWork } from '#shared/rota/otherJobs.ts'
import { workedIn, daysOfSpan, type Work } from '#shared/rota/work.ts'
import { isOptedOut, nightAverage, weeklyAverage, WEEKS_OF_AVERAGE } from '#shared/rota/workingTime.ts'
import {
  myWorkingTime,
  workingTimeOfAll,
  type HoursRow,
  type OptOutRow,
  type OtherJobRow,
} from '#shared/rota/workingTimeContract.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { lastSettled, restOwed } from './restOwed.ts'
import { workBesideShifts } from './workOfJobs.ts'
import { allWork, daysOut, hoursFrom, optOutsFrom, otherJobsFrom, shiftsAsWorked } from './workingTimeStore.ts'

interface WorkingPerson {
  readonly personId: PersonId
  readonly name: string
}

/** Everybody whose hours are looked after: on the register, or on the rota as a practice consultant. */
const workingPeople = ({ sql, actor }: Context) => sql<WorkingPerson[]>`
  select p.id as "personId", p.name from people p
  where p.service_id = ${actor.serviceId} and p.left_at is null and ('practice-consultant' = any (p.roles)
    or exists (select from amhps a where a.service_id = p.service_id and a.person_id = p.id))
  order by p.name, p.id`

interface HoursRead {
  readonly work: readonly Work[]
  readonly optOuts: readonly OptOutRow[]
  readonly jobs: readonly OtherJobRow[]
  readonly out: readonly { readonly personId: PersonId; readonly day: LondonDay }[]
  readonly today: LondonDay
}

/** What hours are worked out from: seventeen weeks up to today, and the days after it that make up for leave. */
async function readHours(context: Context, personId: PersonId | null): Promise<HoursRead> {
  const today = londonDayOf(context.now)
  const [from, to] = [hoursFrom(context), addDays(today, WEEKS_OF_AVERAGE * 7)]
  const [shifts, beside, jobs, optOuts, out] = await Promise.all([
    shiftsAsWorked(context, from, to, personId),
    workBesideShifts(context, from, today, personId),
    otherJobsFrom(context, from, personId),
    optOutsFrom(context, today, personId),
    daysOut(context, from, today, personId),
  ])
  return { work: allWork(shifts, beside, jobs, from, to), optOuts, jobs, out, today }
}

function hoursOf(
  personId: PersonId,
  { work, optOuts, jobs, out, today }: HoursRead,
): Omit<HoursRow, 'personId' | 'name'> {
  const mine = work.filter((one) => one.personId === personId)
  const from = addDays(today, 1 - WEEKS_OF_AVERAGE * 7)
  const others = otherWork(
    jobs.filter((one) => one.personId === personId),
    from,
    today,
  )
  const excluded = out.filter((one) => one.personId === personId).map(({ day }) => day)
  const { average, over } = weeklyAverage(mine, today, excluded)
  const elsewhere = workedIn(others, daysOfSpan(from, WEEKS_OF_AVERAGE * 7))
  return {
    average,
    over,
    optedOut: isOptedOut(
      optOuts.filter((one) => one.personId === personId),
      today,
    ),
    elsewhere: minutes(Math.round(elsewhere / WEEKS_OF_AVERAGE)),
    night: nightAverage(mine, today, null),
  }
}

export const showWorkingTime = answer(workingTimeOfAll, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run(_asked, context) {
    const [people, read, debts, settled] = await Promise.all([
      workingPeople(context),
      readHours(context, null),
      restOwed(context, null),
      lastSettled(context),
    ])
    const names = new Map(people.map(({ personId, name }) => [personId, name]))
    const nameOf = (personId: PersonId): string => names.get(personId) ?? 'Somebody who has left'
    return {
      today: read.today,
      debts: debts
        .map((debt) => ({ ...debt, name: nameOf(debt.personId) }))
        .toSorted((a, b) => (a.laterStartsAt < b.laterStartsAt ? -1 : 1)),
      settled,
      hours: people.map((person) => ({ ...person, ...hoursOf(person.personId, read) })),
      optOuts: read.optOuts,
      otherJobs: read.jobs.filter(({ lastDay }) => lastDay === null || lastDay >= read.today),
      people,
    }
  },
})

export const showMyWorkingTime = answer(myWorkingTime, {
  needs: 'manage own shifts',
  reveals: 'nobody',
  async run(_asked, context) {
    const { personId } = context.actor
    const [read, debts] = await Promise.all([readHours(context, personId), restOwed(context, personId)])
    const held = read.optOuts.find((one) => isOptedOut([one], read.today))
    return {
      hours: hoursOf(personId, read),
      debts: debts.map(({ personId: _own, ...debt }) => debt),
      optOut: held ? { from: held.from, until: held.until } : null,
      otherJobs: read.jobs.filter(({ lastDay }) => lastDay === null || lastDay >= read.today),
    }
  },
})
