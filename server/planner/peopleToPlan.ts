import type { PersonId } from '#shared/kernel/ids.ts'
import type { Plannable, ServiceRota } from '#shared/planner/serviceRota.ts'
import type { Skill } from '#shared/register/contract.ts'
import type { DutyNeed, NeedDay } from '#shared/rota/dutyNeeds.ts'
import { otherWork } from '#shared/rota/otherJobs.ts'
import { daysFrom } from '#shared/rota/pattern.ts'
import { isExcluded } from '#shared/rota/sharedDuty.ts'
import { addDays, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import { needRows } from '#server/rota/needs.ts'
import { dutyRows } from '#server/rota/patternStore.ts'
import { peopleOfRota } from '#server/rota/reading.ts'
import { optOutsFrom, otherJobsFrom } from '#server/rota/workingTimeStore.ts'

type Asked = Pick<Context, 'sql' | 'actor'>

/** Consultants are not on the register, which is where contracts stand: a full week is taken for them. */
const FULL_WEEK = 37 * 60
/** A job of another employer reaches no further into a shift's rest. */
const DAYS_BESIDE = 3

/** Everybody who can be on the rota of some days, with what decides on which shifts. */
export async function plannable(context: Context, first: LondonDay, last: LondonDay): Promise<readonly Plannable[]> {
  const people = await peopleOfRota(context, first, last)
  const ids = people.map(({ personId }) => personId)
  const [standings, skills] = await Promise.all([standingsOf(context, ids), skillsOfPeople(context)])
  return people.map(({ personId, name, roles, homeTeam, contractedMinutesPerWeek }) => ({
    personId,
    name,
    roles,
    homeTeam,
    contractedMinutesPerWeek: contractedMinutesPerWeek || (roles.includes('practice-consultant') ? FULL_WEEK : 0),
    standing: standings.get(personId) ?? null,
    skills: skills.find((one) => one.personId === personId)?.skills ?? [],
  }))
}

/** Who on the register has particular experience. */
export const skillsOfPeople = ({ sql, actor }: Asked) => sql<{ personId: PersonId; skills: readonly Skill[] }[]>`
  select a.person_id as "personId", a.skills from amhps a
  join people p on p.service_id = a.service_id and p.id = a.person_id and p.left_at is null
  where a.service_id = ${actor.serviceId} and a.skills <> '{}'`

/** What is kept of people's work that a rota of some days has to know: other employers, shared duties, days off, minimums. */
export async function rulesOfPeople(
  context: Context,
  first: LondonDay,
  last: LondonDay,
): Promise<Pick<ServiceRota, 'elsewhere' | 'optedOut' | 'shared' | 'neverOn'> & { minimums: readonly DutyNeed[] }> {
  const [from, to] = [addDays(first, -DAYS_BESIDE), addDays(last, DAYS_BESIDE)]
  const [jobs, optOuts, duties, places, minimums] = await Promise.all([
    otherJobsFrom(context, from, null),
    optOutsFrom(context, first, null),
    dutyRows(context),
    placesOn(context, first, last),
    needRows(context),
  ])
  const days = daysFrom(first, last)
  return {
    elsewhere: otherWork(jobs, from, to),
    optedOut: optOuts.filter((one) => one.from <= first && (one.until ?? last) >= last).map(({ personId }) => personId),
    shared: duties.filter(({ firstDay, lastDay }) => firstDay <= last && (lastDay ?? last) >= first),
    neverOn: places.flatMap(({ personId, firstDay, lastDay, excludedDays }) =>
      days
        .filter((day) => day >= firstDay && day <= (lastDay ?? last) && isExcluded(excludedDays, day))
        .map((day) => ({ personId, day })),
    ),
    minimums,
  }
}

const placesOn = ({ sql, actor }: Asked, first: LondonDay, last: LondonDay) => sql<
  { personId: PersonId; firstDay: LondonDay; lastDay: LondonDay | null; excludedDays: readonly NeedDay[] }[]
>`
  select person_id as "personId", first_day as "firstDay", last_day as "lastDay", excluded_days as "excludedDays" from pattern_places
  where service_id = ${actor.serviceId} and excluded_days <> '{}' and first_day <= ${last} and (last_day is null or last_day >= ${first})`
