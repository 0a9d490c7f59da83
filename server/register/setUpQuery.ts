import { fieldChanges, isActedFor, type SetUpKind, type SetUpValue } from '#shared/register/setUp.ts'
import { setUp, type EmployerSetUp, type SetUpChange } from '#shared/register/setUpContract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import {
  keptCouncils,
  keptDetails,
  keptEmployers,
  keptPlaces,
  keptTeams,
  openAt,
  openWork,
  type KeptCouncil,
} from './setUpStore.ts'

const MOST_CHANGES = 60

export const showSetUp = answer(setUp, {
  needs: 'set up the service',
  reveals: 'nobody',
  async run(_asked, context) {
    const [details, councils, employers, teams, places, work, register, acting, policies, changes] = await Promise.all([
      keptDetails(context),
      keptCouncils(context),
      keptEmployers(context),
      keptTeams(context),
      keptPlaces(context),
      openWork(context),
      onRegister(context),
      actingNow(context),
      firstPolicies(context),
      changesOf(context),
    ])
    const today = londonDayOf(context.now)
    const countOf = (is: (one: OnRegister) => boolean): number => register.filter(is).length
    return {
      details,
      councils: councils.toSorted(byUse(today)).map((one) => ({
        ...one,
        amhps: acting.find(({ id }) => id === one.id)?.amhps ?? 0,
        open: openAt(work, 'councilId', one.id),
      })),
      employers: employers.toSorted(byName).map((one) => ({
        ...one,
        amhps: countOf(({ employerId }) => employerId === one.id),
        policyFrom: policies.find(({ id }) => id === one.id)?.policyFrom ?? null,
      })),
      teams: teams.toSorted(byName).map((one) => ({ ...one, amhps: countOf(({ team }) => team === one.name) })),
      places: places.toSorted(byName).map((one) => ({
        ...one,
        amhps: countOf(({ baseId }) => baseId === one.id),
        open: openAt(work, 'placeId', one.id),
      })),
      changes,
      today,
    }
  },
})

/** What can be chosen before what has ended, by name. */
const byName = (
  one: { readonly name: string; readonly ended?: boolean },
  other: { readonly name: string; readonly ended?: boolean },
): number => Number(one.ended ?? false) - Number(other.ended ?? false) || one.name.localeCompare(other.name, 'en-GB')

/** Councils acted for before neighbours, and those whose last day is over at the end. */
const byUse = (today: LondonDay) => (one: KeptCouncil, other: KeptCouncil) => {
  const rank = (council: KeptCouncil): number => {
    if (!council.actedFor) return 1
    return isActedFor(council, today) ? 0 : 2
  }
  return rank(one) - rank(other) || byName(one, other)
}

interface OnRegister {
  readonly employerId: string
  readonly baseId: string | null
  readonly team: string
}

const onRegister = ({ sql, actor }: Context) => sql<OnRegister[]>`
  select a.employer_id as "employerId", a.base_id as "baseId", a.home_team as team
  from amhps a join people p on p.service_id = a.service_id and p.id = a.person_id
  where a.service_id = ${actor.serviceId} and p.left_at is null`

const actingNow = ({ sql, actor }: Context) => sql<{ id: string; amhps: number }[]>`
  select f.council_id as id, count(*)::int as amhps
  from acting_for f join people p on p.service_id = f.service_id and p.id = f.person_id
  where f.service_id = ${actor.serviceId} and p.left_at is null group by f.council_id`

const firstPolicies = ({ sql, actor }: Context) => sql<(Pick<EmployerSetUp, 'policyFrom'> & { id: string })[]>`
  select employer_id as id, min(effective_from) as "policyFrom"
  from toil_policies where service_id = ${actor.serviceId} group by employer_id`

type Line = Readonly<Record<string, SetUpValue>>

async function changesOf({ sql, actor }: Context): Promise<readonly SetUpChange[]> {
  const rows = await sql<
    {
      thingId: string
      version: number
      about: SetUpKind
      before: Line | null
      after: Line
      byName: string
      at: Instant
    }[]
  >`
    select c.thing_id as "thingId", c.version, c.about, c.before, c.after, p.name as "byName", c.changed_at as at
    from set_up_changes c join people p on p.service_id = c.service_id and p.id = c.changed_by
    where c.service_id = ${actor.serviceId} order by c.changed_at desc, c.version desc limit ${MOST_CHANGES}`
  return rows.map(({ before, after, ...row }) => ({
    ...row,
    name: String(after['name'] ?? ''),
    isNew: before === null,
    fields: fieldChanges(before, after),
  }))
}
