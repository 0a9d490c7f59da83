import type { PatternId, PatternPlaceId, PersonId, SharedDutyId } from '#shared/kernel/ids.ts'
import type { ExceptionRow, PatternRow, PlaceRow, SharedDutyRow } from '#shared/rota/patternContract.ts'
import type { RotaException } from '#shared/rota/layers.ts'
import type { DutySharer } from '#shared/rota/sharedDuty.ts'
import { addDays, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

type Asked = Pick<Context, 'sql' | 'actor'>

export const patternRows = ({ sql, actor }: Asked) => sql<PatternRow[]>`
  select id, name, weeks, retired, version from rota_patterns where service_id = ${actor.serviceId} order by retired, name`

export async function lockPattern({ sql, actor }: Asked, id: PatternId): Promise<{ version: number } | null> {
  const [found] = await sql<{ version: number }[]>`
    select version from rota_patterns where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return found ?? null
}

type PatternFields = Pick<PatternRow, 'name' | 'weeks' | 'retired'>

export const insertPattern = ({ sql, actor }: Asked, id: PatternId, { name, weeks, retired }: PatternFields) => sql`
  insert into rota_patterns (service_id, id, name, weeks, retired)
  values (${actor.serviceId}, ${id}, ${name}, ${JSON.stringify(weeks)}::text::jsonb, ${retired})`

export const updatePattern = ({ sql, actor }: Asked, id: PatternId, { name, weeks, retired }: PatternFields) => sql`
  update rota_patterns set name = ${name}, weeks = ${JSON.stringify(weeks)}::text::jsonb, retired = ${retired}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

/** Places that hold on some day from one to another, or after it when there is no other. */
export const placeRows = ({ sql, actor }: Asked, from: LondonDay, to: LondonDay | null) => sql<PlaceRow[]>`
  select l.id, l.pattern_id as "patternId", l.person_id as "personId", l.first_day as "firstDay", l.last_day as "lastDay",
    l.offset_weeks as "offsetWeeks", l.excluded_days as "excludedDays", l.version
  from pattern_places l join people p on p.service_id = l.service_id and p.id = l.person_id and p.left_at is null
  where l.service_id = ${actor.serviceId} and (l.last_day is null or l.last_day >= ${from}) and (${to}::date is null or l.first_day <= ${to})
  order by p.name, l.first_day`

export async function lockPlace({ sql, actor }: Asked, id: PatternPlaceId): Promise<{ version: number } | null> {
  const [found] = await sql<{ version: number }[]>`
    select version from pattern_places where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return found ?? null
}

type PlaceFields = Omit<PlaceRow, 'id' | 'version'>

export const insertPlace = ({ sql, actor }: Asked, id: PatternPlaceId, place: PlaceFields) => sql`
  insert into pattern_places (service_id, id, pattern_id, person_id, first_day, last_day, offset_weeks, excluded_days)
  values (${actor.serviceId}, ${id}, ${place.patternId}, ${place.personId}, ${place.firstDay}, ${place.lastDay}, ${place.offsetWeeks},
    ${[...place.excludedDays]})`

export const updatePlace = ({ sql, actor }: Asked, id: PatternPlaceId, place: PlaceFields) => sql`
  update pattern_places set pattern_id = ${place.patternId}, person_id = ${place.personId}, first_day = ${place.firstDay},
    last_day = ${place.lastDay}, offset_weeks = ${place.offsetWeeks}, excluded_days = ${[...place.excludedDays]}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

/** Ends the place that somebody has without an end when they move to another pattern: the last day of it, or null. */
export async function endPlaceBefore(
  { sql, actor }: Asked,
  personId: PersonId,
  day: LondonDay,
): Promise<LondonDay | null> {
  const last = addDays(day, -1)
  const rows = await sql`
    update pattern_places set last_day = ${last}, version = version + 1
    where service_id = ${actor.serviceId} and person_id = ${personId} and last_day is null and first_day < ${day} returning id`
  return rows.length > 0 ? last : null
}

export async function dutyRows({ sql, actor }: Asked): Promise<readonly SharedDutyRow[]> {
  const [duties, people] = await Promise.all([
    sql<Omit<SharedDutyRow, 'people'>[]>`
      select id, name, how, days, starts_at as "startsAt", ends_at as "endsAt", role, first_day as "firstDay", last_day as "lastDay", version
      from shared_duties where service_id = ${actor.serviceId} order by name`,
    sql<(DutySharer & { readonly dutyId: SharedDutyId })[]>`
      select s.duty_id as "dutyId", s.person_id as "personId", s.excluded_days as "excludedDays", s.owed_a_week as "owedAWeek",
        s.every_weeks as "everyWeeks"
      from shared_duty_people s join people p on p.service_id = s.service_id and p.id = s.person_id and p.left_at is null
      where s.service_id = ${actor.serviceId} order by s.duty_id, s.position`,
  ])
  return duties.map((duty) => ({
    ...duty,
    people: people.filter(({ dutyId }) => dutyId === duty.id).map(({ dutyId: _dutyId, ...sharer }) => sharer),
  }))
}

export async function lockDuty({ sql, actor }: Asked, id: SharedDutyId): Promise<{ version: number } | null> {
  const [found] = await sql<{ version: number }[]>`
    select version from shared_duties where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return found ?? null
}

type DutyFields = Omit<SharedDutyRow, 'id' | 'version' | 'people'>

export const insertDuty = ({ sql, actor }: Asked, id: SharedDutyId, duty: DutyFields) => sql`
  insert into shared_duties (service_id, id, name, how, days, starts_at, ends_at, role, first_day, last_day)
  values (${actor.serviceId}, ${id}, ${duty.name}, ${duty.how}, ${[...duty.days]}, ${duty.startsAt}, ${duty.endsAt}, ${duty.role},
    ${duty.firstDay}, ${duty.lastDay})`

export const updateDuty = ({ sql, actor }: Asked, id: SharedDutyId, duty: DutyFields) => sql`
  update shared_duties set name = ${duty.name}, how = ${duty.how}, days = ${[...duty.days]}, starts_at = ${duty.startsAt},
    ends_at = ${duty.endsAt}, role = ${duty.role}, first_day = ${duty.firstDay}, last_day = ${duty.lastDay}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

/** A new list of who shares a duty takes the place of the old one, in the order given. */
export async function replaceSharers(
  { sql, actor }: Asked,
  id: SharedDutyId,
  people: readonly DutySharer[],
): Promise<void> {
  await sql`delete from shared_duty_people where service_id = ${actor.serviceId} and duty_id = ${id}`
  await Promise.all(
    people.map(
      (one, position) => sql`
        insert into shared_duty_people (service_id, duty_id, person_id, position, excluded_days, owed_a_week, every_weeks)
        values (${actor.serviceId}, ${id}, ${one.personId}, ${position}, ${[...one.excludedDays]}, ${one.owedAWeek}, ${one.everyWeeks})`,
    ),
  )
}

/** How many of some people are of the service and have not left. */
export async function countHere({ sql, actor }: Asked, ids: readonly PersonId[]): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from people where service_id = ${actor.serviceId} and id = any (${[...ids]}::uuid[]) and left_at is null`
  return row?.count ?? 0
}

export const exceptionRows = ({ sql, actor }: Asked, from: LondonDay, to: LondonDay | null) => sql<ExceptionRow[]>`
  select x.id, x.person_id as "personId", x.day, x.turns, x.why, p.name as "byName", x.made_at as at
  from rota_exceptions x join people p on p.service_id = x.service_id and p.id = x.made_by
  where x.service_id = ${actor.serviceId} and x.ended_at is null and x.day >= ${from} and (${to}::date is null or x.day <= ${to})
  order by x.day, x.person_id`

/** Days that were set by hand and are not any more, as they were set. */
export const endedExceptions = ({ sql, actor }: Asked, from: LondonDay, to: LondonDay) => sql<RotaException[]>`
  select person_id as "personId", day, turns from rota_exceptions
  where service_id = ${actor.serviceId} and ended_at is not null and day between ${from} and ${to} order by day, person_id, ended_at`
