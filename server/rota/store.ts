import { groupBy } from '#shared/kernel/groupBy.ts'
import type { PersonId, PlaceId, ShiftId, ShiftTemplateId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import type { Layer } from '#shared/rota/layers.ts'
import type { ShiftRole } from '#shared/rota/contract.ts'
import type { WorkOnShift } from '#shared/rota/planning.ts'
import type { RosteredShift } from '#shared/rota/roster.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { ClockTime, LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

type Asked = Pick<Context, 'sql' | 'actor'>

/** Somebody of the service, locked so that their shifts are planned one at a time. */
export interface LockedPerson {
  readonly personId: PersonId
  readonly name: string
  readonly roles: readonly Role[]
}

export interface StoredShift extends RosteredShift {
  readonly templateId: ShiftTemplateId | null
  readonly day: LondonDay
  readonly role: ShiftRole
  readonly layer: Layer
  readonly plannedFor: PersonId | null
  /** When the turn of a pattern begins that it stands for, once it was moved or cut. */
  readonly turnStartsAt: Instant | null
  readonly cancelledAt: Instant | null
  readonly version: number
}

export interface StoredTemplate {
  readonly id: ShiftTemplateId
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
  readonly role: ShiftRole
  readonly retired: boolean
  readonly version: number
}

/** A shift as a change of the rota names it. */
export const planOf = ({ personId, day, startsAt, endsAt, role }: StoredShift) => ({
  personId,
  day,
  startsAt,
  endsAt,
  role,
})

/** What a shift is once its template and day are turned into moments. */
export interface PlannedShift {
  readonly personId: PersonId
  readonly templateId: ShiftTemplateId | null
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  readonly layer: Layer
  readonly plannedFor: PersonId | null
}

/** Locks people in the order of their ids, so that two who swap shifts between them never wait for each other. */
export const lockPeople = ({ sql, actor }: Asked, ids: readonly PersonId[]) => sql<LockedPerson[]>`
  select id as "personId", name, roles from people
  where service_id = ${actor.serviceId} and id = any (${[...ids]}::uuid[]) and left_at is null
  order by id for no key update`

/** The shifts of somebody from three days before a day to three days after: enough for overlap and for rest on both sides. */
export const shiftsNear = ({ sql, actor }: Asked, personId: PersonId, day: LondonDay) => sql<StoredShift[]>`
  select id, person_id as "personId", template_id as "templateId", day, starts_at as "startsAt", ends_at as "endsAt", role,
    layer, planned_for as "plannedFor", turn_starts_at as "turnStartsAt", cancelled_at as "cancelledAt", version
  from shifts
  where service_id = ${actor.serviceId} and person_id = ${personId} and cancelled_at is null
    and day between ${day}::date - 3 and ${day}::date + 3`

export async function shiftOf({ sql, actor }: Asked, id: ShiftId): Promise<StoredShift | null> {
  const [found] = await sql<StoredShift[]>`
    select id, person_id as "personId", template_id as "templateId", day, starts_at as "startsAt", ends_at as "endsAt", role,
      layer, planned_for as "plannedFor", turn_starts_at as "turnStartsAt", cancelled_at as "cancelledAt", version
    from shifts where service_id = ${actor.serviceId} and id = ${id}`
  return found ?? null
}

export async function lockShift({ sql, actor }: Asked, id: ShiftId): Promise<StoredShift | null> {
  const [found] = await sql<StoredShift[]>`
    select id, person_id as "personId", template_id as "templateId", day, starts_at as "startsAt", ends_at as "endsAt", role,
      layer, planned_for as "plannedFor", turn_starts_at as "turnStartsAt", cancelled_at as "cancelledAt", version
    from shifts where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return found ?? null
}

/** The work that was given on a shift and not declined, taken back or undone. */
export const workOn = ({ sql, actor }: Asked, id: ShiftId) => sql<WorkOnShift[]>`
  select hub.number_of(a.referral_id) as number, a.ended_at is null as live
  from allocations a
  where a.service_id = ${actor.serviceId} and a.shift_id = ${id} and (a.ended_how is null or a.ended_how = 'finished')
  order by 1`

/** The same of many shifts at once, by the shift. */
export async function workOnAll(
  { sql, actor }: Asked,
  ids: readonly ShiftId[],
): Promise<ReadonlyMap<ShiftId, readonly WorkOnShift[]>> {
  const rows = await sql<(WorkOnShift & { readonly shiftId: ShiftId })[]>`
    select a.shift_id as "shiftId", hub.number_of(a.referral_id) as number, a.ended_at is null as live
    from allocations a
    where a.service_id = ${actor.serviceId} and a.shift_id = any (${[...ids]}::uuid[]) and (a.ended_how is null or a.ended_how = 'finished')
    order by 2`
  return groupBy(rows, ({ shiftId }) => shiftId)
}

/**
 * @param turnStartsAt which turn of a pattern it stands for: a drafted shift that was moved before it was published, or a piece of one
 * @param cutFrom the shift that it is a piece of
 */
export const insertShift = (
  { sql, actor }: Asked,
  id: ShiftId,
  shift: PlannedShift,
  turnStartsAt: Instant | null = null,
  cutFrom: ShiftId | null = null,
) => sql`
  insert into shifts (service_id, id, person_id, template_id, day, starts_at, ends_at, role, layer, planned_for, turn_starts_at, part_of)
  values (${actor.serviceId}, ${id}, ${shift.personId}, ${shift.templateId}, ${shift.day}, ${shift.startsAt}, ${shift.endsAt}, ${shift.role},
    ${shift.layer}, ${shift.plannedFor}, ${turnStartsAt},
    (select coalesce(w.part_of, w.id) from shifts w where w.service_id = ${actor.serviceId} and w.id = ${cutFrom}::uuid))`

/** Which turn of a pattern a piece of a shift stands for: the one that the whole shift was. */
export const turnOf = ({ layer, plannedFor, turnStartsAt, startsAt }: StoredShift): Instant | null =>
  turnStartsAt ?? (layer === 'pattern' || plannedFor !== null ? startsAt : null)

export const updateShift = ({ sql, actor }: Asked, id: ShiftId, shift: PlannedShift) => sql`
  update shifts set person_id = ${shift.personId}, template_id = ${shift.templateId}, day = ${shift.day},
    starts_at = ${shift.startsAt}, ends_at = ${shift.endsAt}, role = ${shift.role}, layer = ${shift.layer}, planned_for = ${shift.plannedFor},
    version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

/** What is left to somebody of a shift is not given to them anew: on a day on which they are away it counts as the whole shift did. */
export const countsAsBefore = (
  { sql, actor }: Asked,
  { id, personId, day }: StoredShift,
  left: readonly ShiftId[],
) => sql`
  update days_away set worked_shift_ids = array(select each from unnest(worked_shift_ids) each where not each = any (${[...left]}::uuid[]))
  where service_id = ${actor.serviceId} and person_id = ${personId} and day = ${day} and not ${id}::uuid = any (worked_shift_ids)
    and worked_shift_ids && ${[...left]}::uuid[]`

export const markCancelled = (
  { sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>,
  id: ShiftId,
  why: string,
) => sql`
  update shifts set cancelled_at = ${now}, cancelled_why = ${why}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

export async function templateOf({ sql, actor }: Asked, id: ShiftTemplateId): Promise<StoredTemplate | null> {
  const [found] = await sql<StoredTemplate[]>`
    select id, starts_at as "startsAt", ends_at as "endsAt", role, retired, version from shift_templates
    where service_id = ${actor.serviceId} and id = ${id}`
  return found ?? null
}

export async function lockTemplate(
  { sql, actor }: Asked,
  id: ShiftTemplateId,
): Promise<{ version: number; placeId: PlaceId | null } | null> {
  const [found] = await sql<{ version: number; placeId: PlaceId | null }[]>`
    select version, place_id as "placeId" from shift_templates where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return found ?? null
}

export interface TemplateFields {
  readonly name: string
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
  readonly role: ShiftRole
  readonly breakMinutes: number
  readonly placeId: PlaceId | null
}

export const insertTemplate = ({ sql, actor }: Asked, id: ShiftTemplateId, fields: TemplateFields) => sql`
  insert into shift_templates (service_id, id, name, starts_at, ends_at, role, break_minutes, place_id)
  values (${actor.serviceId}, ${id}, ${fields.name}, ${fields.startsAt}, ${fields.endsAt}, ${fields.role}, ${fields.breakMinutes},
    ${fields.placeId})`

export const updateTemplate = (
  { sql, actor }: Asked,
  id: ShiftTemplateId,
  fields: TemplateFields & { retired: boolean },
) => sql`
  update shift_templates set name = ${fields.name}, starts_at = ${fields.startsAt}, ends_at = ${fields.endsAt}, role = ${fields.role},
    break_minutes = ${fields.breakMinutes}, place_id = ${fields.placeId}, retired = ${fields.retired}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

/** Who changed each of some shifts last; of one that nobody changed here, nothing. */
export async function lastChangers(
  { sql, actor }: Asked,
  ids: readonly ShiftId[],
): Promise<ReadonlyMap<ShiftId, string>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<{ shiftId: ShiftId; byName: string }[]>`
    select distinct on (1) (e.data ->> 'shiftId')::uuid as "shiftId", p.name as "byName"
    from events e join people p on p.service_id = e.service_id and p.id = e.actor_id
    where e.service_id = ${actor.serviceId} and e.type like 'shift-%' and e.data ->> 'shiftId' = any (${[...ids]}::text[])
    order by 1, e.seq desc`
  return new Map(rows.map(({ shiftId, byName }) => [shiftId, byName]))
}

/** Who changed a shift or a template last, and when. Looked for only when somebody was overtaken, so from the newest back. */
export async function lastChangeOf(
  { sql, actor }: Asked,
  key: 'shiftId' | 'templateId',
  id: string,
): Promise<{ byName: string; at: Instant } | null> {
  const [last] = await sql<{ byName: string; at: Instant }[]>`
    select p.name as "byName", e.at from events e join people p on p.service_id = e.service_id and p.id = e.actor_id
    where e.service_id = ${actor.serviceId} and e.type like 'shift-%' and e.data ->> ${key}::text = ${id}
    order by e.seq desc limit 1`
  return last ?? null
}
