import type { CouncilId, EmployerId, PlaceId, TeamId } from '#shared/kernel/ids.ts'
import { refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { fieldChanges, type SetUpKind, type SetUpValue, type ShiftThere, type UsedBy } from '#shared/register/setUp.ts'
import type { CouncilSetUp, Details, EmployerSetUp, PlaceSetUp, TeamSetUp } from '#shared/register/setUpContract.ts'
import type { SetUpRefusal } from '#shared/register/setUpWords.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context, Happened } from '#server/kernel/handle.ts'

/** Whoever sets up a service does so one after the other: what a rule says of a whole list holds until the change stands. */
export const holdSetUp = ({ sql, actor }: Context) =>
  sql`select from services where id = ${actor.serviceId} for no key update`

type Kept<Row> = Omit<Row, 'amhps' | 'open' | 'policyFrom'>
export type KeptCouncil = Kept<CouncilSetUp>
export type KeptEmployer = Kept<EmployerSetUp>
export type KeptTeam = Kept<TeamSetUp>
export type KeptPlace = Kept<PlaceSetUp>

export async function keptDetails({ sql, actor }: Context): Promise<Details> {
  const [found] = await sql<Details[]>`
    select name, council_name as "councilName", hub_phone as "hubPhone", out_of_hours_name as "outOfHoursName",
      out_of_hours_phone as "outOfHoursPhone", quiet_word as "quietWord", triage_target_minutes as "triageTargetMinutes",
      staggered_from as "staggeredFrom", version from services where id = ${actor.serviceId}`
  if (!found) throw new Error(`service ${actor.serviceId} has no row`)
  return found
}

export const keptCouncils = ({ sql, actor }: Context) => sql<KeptCouncil[]>`
  select id, name, acted_for as "actedFor", last_day as "lastDay", version from councils where service_id = ${actor.serviceId}`

export const keptEmployers = ({ sql, actor }: Context) => sql<KeptEmployer[]>`
  select id, name, kind, ended_at is not null as ended, version from employers where service_id = ${actor.serviceId}`

export const keptTeams = ({ sql, actor }: Context) => sql<KeptTeam[]>`
  select id, name, ended_at is not null as ended, version from home_teams where service_id = ${actor.serviceId}`

export const keptPlaces = ({ sql, actor }: Context) => sql<KeptPlace[]>`
  select id, name, kind, town, address, phone, way_in as "wayIn", ended_at is not null as ended, version
  from places where service_id = ${actor.serviceId}`

interface OpenWork {
  readonly councilId: CouncilId
  readonly placeId: PlaceId | null
  readonly open: number
}

/** How many referrals are open for each council and at each place. */
export const openWork = ({ sql }: Context) => sql<OpenWork[]>`select * from hub.open_work_of_lists()`

/** @example openAt(await openWork(context), 'placeId', id) // 2 */
export const openAt = (work: readonly OpenWork[], of: 'councilId' | 'placeId', id: string): number =>
  work.reduce((sum, one) => (one[of] === id ? sum + one.open : sum), 0)

const named = (rows: readonly { readonly name: string }[]): readonly string[] => rows.map(({ name }) => name)

/** Who has an employer. Its row is held first: nobody is given it meanwhile. */
export async function usesEmployer({ sql, actor }: Context, id: EmployerId): Promise<UsedBy> {
  await sql`select from employers where service_id = ${actor.serviceId} and id = ${id} for update`
  const people = await sql<{ name: string }[]>`
    select p.name from amhps a join people p on p.service_id = a.service_id and p.id = a.person_id
    where a.service_id = ${actor.serviceId} and a.employer_id = ${id} and p.left_at is null order by p.name`
  return { people: named(people), templates: [], open: 0 }
}

/** Who is of a team, in the same way. */
export async function usesTeam({ sql, actor }: Context, { id, name }: KeptTeam): Promise<UsedBy> {
  await sql`select from home_teams where service_id = ${actor.serviceId} and id = ${id} for update`
  const people = await sql<{ name: string }[]>`
    select p.name from amhps a join people p on p.service_id = a.service_id and p.id = a.person_id
    where a.service_id = ${actor.serviceId} and a.home_team = ${name} and p.left_at is null order by p.name`
  return { people: named(people), templates: [], open: 0 }
}

/** Whose base a place is, which shifts are worked there, and how many open referrals are there, in the same way. */
export async function usesPlace(context: Context, id: PlaceId): Promise<UsedBy> {
  const { sql, actor } = context
  await sql`select from places where service_id = ${actor.serviceId} and id = ${id} for update`
  const [people, templates, work] = await Promise.all([
    sql<{ name: string }[]>`
      select p.name from amhps a join people p on p.service_id = a.service_id and p.id = a.person_id
      where a.service_id = ${actor.serviceId} and a.base_id = ${id} and p.left_at is null order by p.name`,
    sql<{ name: string }[]>`
      select name from shift_templates where service_id = ${actor.serviceId} and place_id = ${id} and not retired order by name`,
    openWork(context),
  ])
  return { people: named(people), templates: named(templates), open: openAt(work, 'placeId', id) }
}

/** Shifts still to be worked at a place: on the rota as they were put on, and in the draft by their templates. */
export const shiftsAt = ({ sql, actor, now }: Context, id: PlaceId) => sql<ShiftThere[]>`
  select t.id, p.name, t."startsAt", t."endsAt" from (
    select s.id, s.person_id, s.place_id, s.starts_at as "startsAt", s.ends_at as "endsAt" from shifts s
    where s.service_id = ${actor.serviceId} and s.cancelled_at is null and s.ends_at > ${now}
      and not exists (select from draft_shifts d where d.service_id = s.service_id and d.shift_id = s.id)
    union all
    select d.shift_id, d.person_id, m.place_id, d.starts_at, d.ends_at from draft_shifts d
    join shift_templates m on m.service_id = d.service_id and m.id = d.template_id
    where d.service_id = ${actor.serviceId} and not d.taken_off and d.ends_at > ${now}
  ) t
  join people p on p.service_id = ${actor.serviceId} and p.id = t.person_id
  where t.place_id = ${id}
  order by t."startsAt", p.name, t.id`

/** Renames a team on every entry of the register that names it: each entry is as good as changed, so that nobody writes the old name back. */
export async function renameTeam({ sql, actor }: Context, id: TeamId, from: string, to: string): Promise<void> {
  // Whoever changes an entry holds the entry before its team.
  await sql`
    select from amhps where service_id = ${actor.serviceId} and home_team = ${from} order by person_id for no key update`
  // One that has ended takes up nobody; those who have left and were of it go along with its name all the same.
  const [was] = await sql<{ endedAt: Instant | null }[]>`
    select ended_at as "endedAt" from home_teams where service_id = ${actor.serviceId} and id = ${id} for no key update`
  await sql`update home_teams set name = ${to}, ended_at = null where service_id = ${actor.serviceId} and id = ${id}`
  await sql`
    update amhps set home_team = ${to}, version = version + 1 where service_id = ${actor.serviceId} and home_team = ${from}`
  await sql`update home_teams set ended_at = ${was?.endedAt ?? null} where service_id = ${actor.serviceId} and id = ${id}`
}

/** That somebody changed it since it was seen: who and when. */
export async function changedSince(
  { sql, actor }: Context,
  thingId: string,
  version: number,
): Promise<Outcome<never, SetUpRefusal>> {
  const [last] = await sql<{ byName: string; at: Instant }[]>`
    select p.name as "byName", c.changed_at as at
    from set_up_changes c join people p on p.service_id = c.service_id and p.id = c.changed_by
    where c.service_id = ${actor.serviceId} and c.thing_id = ${thingId} order by c.version desc limit 1`
  return refuse({ code: 'changed-since-seen', byName: last?.byName ?? null, at: last?.at ?? null, version })
}

type Line = Readonly<Record<string, SetUpValue>>

interface Change {
  readonly about: SetUpKind
  readonly id: string
  /** After the change. */
  readonly version: number
  readonly before: Line | null
  readonly after: Line
}

/** What may stand in an event: that a text changed, never what it says; codes, days and numbers as they were and are. */
const CODES = new Set(['kind', 'ended', 'actedFor', 'lastDay', 'staggeredFrom', 'triageTargetMinutes'])
/** Known to staff, and written down nowhere else. */
const UNWRITTEN = 'quietWord'

const written = (line: Line): Line =>
  Object.fromEntries(
    Object.entries(line).filter(([field]) => field !== UNWRITTEN && field !== 'id' && field !== 'version'),
  )

/** Keeps a change with what was before it. @returns the event of it, without the type */
export async function noteChange(
  { sql, actor, now }: Context,
  { about, id, version, before, after }: Change,
): Promise<Pick<Happened, 'data'>> {
  const was = before && JSON.stringify(written(before))
  await sql`
    insert into set_up_changes (service_id, thing_id, version, about, before, after, changed_by, changed_at)
    values (${actor.serviceId}, ${id}, ${version}, ${about}, ${was}::text::jsonb, ${JSON.stringify(written(after))}::text::jsonb,
      ${actor.personId}, ${now})`
  const { id: _id, version: _version, ...fields } = after
  const changed = fieldChanges(before, fields)
  return {
    data: {
      id,
      changed: changed.map(({ field }) => field),
      codes: changed.filter(({ field }) => CODES.has(field)).map((one) => ({ ...one })),
    },
  }
}
