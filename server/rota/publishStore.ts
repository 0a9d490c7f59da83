import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import type { AwayKind } from '#shared/rota/contract.ts'
import type { DutyNeed } from '#shared/rota/dutyNeeds.ts'
import type { RotaSettings } from '#shared/rota/operatingModels.ts'
import type { LeftShift, PlannedForPublish, PlannedPerson } from '#shared/rota/publish.ts'
import { otherWork } from '#shared/rota/otherJobs.ts'
import { asWorked, besides, type Work } from '#shared/rota/work.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import type { DraftOfDays } from './draftStore.ts'
import { daysAwayBetween, hoursAwayBetween, withHoursAway } from './reading.ts'
import type { StoredShift } from './store.ts'
import { settingsOf } from './telling.ts'
import { beganWithJob, workBesideShifts, workEnded } from './workOfJobs.ts'
import { optOutsFrom, otherJobsFrom } from './workingTimeStore.ts'

type Asked = Pick<Context, 'sql' | 'actor'>

export async function personIsHere({ sql, actor }: Asked, id: PersonId): Promise<boolean> {
  const [found] =
    await sql`select 1 from people where service_id = ${actor.serviceId} and id = ${id} and left_at is null`
  return found !== undefined
}

/**
 * One publication, building, copying or import after the other. Publications have no gaps in their numbers and cannot pass each other;
 * weeks that two build or copy at once are built once.
 */
export const onePlanningAtATime = ({ sql, actor }: Asked) => sql`
  select pg_advisory_xact_lock(hashtextextended(${`rota ${actor.serviceId}`}, 0))`

/** Shifts on the rota by their ids, locked in the order of the ids. */
export const lockShifts = ({ sql, actor }: Asked, ids: readonly ShiftId[]) => sql<StoredShift[]>`
  select id, person_id as "personId", template_id as "templateId", day, starts_at as "startsAt", ends_at as "endsAt", role,
    layer, planned_for as "plannedFor", turn_starts_at as "turnStartsAt", cancelled_at as "cancelledAt", version
  from shifts where service_id = ${actor.serviceId} and id = any (${[...ids]}::uuid[]) order by id for no key update`

interface WorkedShift {
  readonly id: ShiftId
  readonly personId: PersonId
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: PlannedForPublish['role']
  readonly breakMinutes: number
  readonly beganAt: Instant | null
  readonly finishedAt: Instant | null
}

/** Shifts of days with their breaks and, where work ran late, when it was finished. */
export const workedShifts = ({ sql, actor }: Asked, first: LondonDay, last: LondonDay) => sql<WorkedShift[]>`
  select s.id, s.person_id as "personId", s.day, s.starts_at as "startsAt", s.ends_at as "endsAt", s.role,
    coalesce(s.break_minutes, 0) as "breakMinutes",
    done.began as "beganAt", done.at as "finishedAt"
  from shifts s
  cross join lateral (select ${beganWithJob(sql)} as began, max(${workEnded(sql)}) as at
    from allocations a where a.service_id = s.service_id and a.shift_id = s.id and a.person_id = s.person_id) done
  where s.service_id = ${actor.serviceId} and s.cancelled_at is null and s.day between ${first} and ${last}`

export const needsOf = ({ sql, actor }: Asked) => sql<DutyNeed[]>`
  select n.role, n.days, n.starts_at as "startsAt", n.ends_at as "endsAt", n.minimum, n.council_id as "councilId",
    t.name as "homeTeam", n.first_day as "firstDay", n.last_day as "lastDay", n.firm
  from duty_needs n left join home_teams t on t.service_id = n.service_id and t.id = n.team_id
  where n.service_id = ${actor.serviceId} and not n.retired order by n.starts_at, n.role, n.id`

/** How far back the average week looks, and how far around a shift its rest. */
const [DAYS_OF_AVERAGE, DAYS_AROUND] = [17 * 7 + 7, 21]

export interface Plan {
  readonly shifts: readonly PlannedForPublish[]
  readonly leaves: readonly LeftShift[]
  readonly people: ReadonlyMap<PersonId, PlannedPerson>
  readonly needs: readonly DutyNeed[]
  readonly settings: RotaSettings
  readonly today: LondonDay
}

/** The days that are published and those from and to which a draft of theirs moves a shift. */
function reachOf(first: LondonDay, last: LondonDay, drafts: readonly DraftOfDays[]): readonly [LondonDay, LondonDay] {
  const days = [first, last, ...drafts.flatMap(({ day, wasOn }) => [day, wasOn ?? day])].toSorted()
  return [days[0] ?? first, days.at(-1) ?? last]
}

/** The rota as it would be with a draft laid over it, and everything that decides whether it may be so. */
export async function planWith(
  context: Context,
  firstDay: LondonDay,
  lastDay: LondonDay,
  drafts: readonly DraftOfDays[],
): Promise<Plan> {
  const [first, last] = reachOf(firstDay, lastDay, drafts)
  const [worked, beside, needs, settings, hours] = await Promise.all([
    workedShifts(context, addDays(first, -DAYS_OF_AVERAGE), addDays(last, DAYS_AROUND)),
    workBesideShifts(context, addDays(first, -DAYS_OF_AVERAGE), addDays(last, DAYS_AROUND), null),
    needsOf(context),
    settingsOf(context),
    hoursAwayBetween(context, addDays(first, -DAYS_AROUND), addDays(last, DAYS_AROUND), null),
  ])
  const drafted = new Map(drafts.map((draft) => [draft.shiftId, draft]))
  const from = addDays(first, -DAYS_AROUND)
  const kept = worked.filter(({ id }) => !drafted.has(id))
  const breakOf = new Map(worked.map(({ id, breakMinutes }) => [id, breakMinutes]))
  const workOf = new Map(worked.map(({ id, beganAt, finishedAt }) => [id, { beganAt, finishedAt }]))
  const breaks = await templateBreaks(context)
  const shifts: PlannedForPublish[] = [
    ...kept.filter(({ day }) => day >= from).map((one) => ({ ...one, changed: false })),
    ...drafts
      .filter(({ takenOff }) => !takenOff)
      .map((draft) => ({
        ...draft,
        id: draft.shiftId,
        breakMinutes: breaks.get(draft.templateId ?? '') ?? breakOf.get(draft.shiftId) ?? 0,
        ...(workOf.get(draft.shiftId) ?? { beganAt: null, finishedAt: null }),
        changed: true,
      })),
  ]
  const earlier = [...kept.filter(({ day }) => day < from).map((one) => asWorked(one)), ...besides(beside)]
  const people = await peopleOf(context, shifts, earlier, first, last)
  const leaves = worked
    .filter(({ id }) => drafted.has(id))
    .map(({ day, startsAt, endsAt }) => ({ day, start: startsAt, end: endsAt }))
  return { shifts: withHoursAway(shifts, hours), leaves, needs, people, settings, today: londonDayOf(context.now) }
}

async function templateBreaks({ sql, actor }: Asked): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ id: string; breakMinutes: number }[]>`
    select id, break_minutes as "breakMinutes" from shift_templates where service_id = ${actor.serviceId}`
  return new Map(rows.map(({ id, breakMinutes }) => [id, breakMinutes]))
}

async function peopleOf(
  context: Context,
  shifts: readonly PlannedForPublish[],
  earlier: readonly Work[],
  first: LondonDay,
  last: LondonDay,
): Promise<ReadonlyMap<PersonId, PlannedPerson>> {
  const { sql, actor } = context
  const ids = [...new Set(shifts.map(({ personId }) => personId))]
  const [from, to] = [addDays(first, -DAYS_OF_AVERAGE), addDays(last, DAYS_AROUND)]
  const [rows, standings, away, optOuts, jobs] = await Promise.all([
    sql<{ personId: PersonId; name: string; roles: readonly Role[]; homeTeam: string }[]>`
      select p.id as "personId", p.name, p.roles, coalesce(a.home_team, '') as "homeTeam" from people p
      left join amhps a on a.service_id = p.service_id and a.person_id = p.id
      where p.service_id = ${actor.serviceId} and p.id = any (${ids}::uuid[]) and p.left_at is null`,
    standingsOf(context, ids),
    daysAwayBetween(context, from, to, null),
    optOutsFrom(context, first, null),
    otherJobsFrom(context, from, null),
  ])
  const elsewhere = otherWork(jobs, from, to)
  return new Map(
    rows.map(({ personId, name, roles, homeTeam }) => [
      personId,
      {
        name,
        roles,
        homeTeam,
        standing: standings.get(personId) ?? null,
        optOuts: optOuts.filter((one) => one.personId === personId),
        daysAway: new Map<LondonDay, AwayKind>(
          away.filter((one) => one.personId === personId).map(({ day, kind }) => [day, kind]),
        ),
        workedAway: new Set(
          away.filter((one) => one.personId === personId).flatMap(({ workedShiftIds }) => workedShiftIds),
        ),
        otherWork: [...earlier, ...elsewhere].filter((one) => one.personId === personId),
      },
    ]),
  )
}
