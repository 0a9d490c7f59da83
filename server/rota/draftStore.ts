import type { ImportId, PersonId, ShiftId, ShiftTemplateId } from '#shared/kernel/ids.ts'
import type { Layer } from '#shared/rota/layers.ts'
import type { ShiftRole } from '#shared/rota/contract.ts'
import type { MadeHow } from '#shared/rota/drafted.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

type Asked = Pick<Context, 'sql' | 'actor'>

/** A shift as the draft has it. */
export interface StoredDraft {
  readonly shiftId: ShiftId
  readonly personId: PersonId
  readonly templateId: ShiftTemplateId | null
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  readonly layer: Layer
  /** Whose it is as planned, when the draft gives it to somebody else. */
  readonly plannedFor: PersonId | null
  /** When the turn of a pattern begins that it stands for, once it was moved by hand. */
  readonly turnStartsAt: Instant | null
  readonly takenOff: boolean
  readonly why: string
  readonly basedOn: number
  readonly madeHow: MadeHow
  readonly madeBy: PersonId
  readonly madeAt: Instant
  readonly version: number
}

const columns = ({ sql }: Asked) => sql`
  d.shift_id as "shiftId", d.person_id as "personId", d.template_id as "templateId", d.day, d.starts_at as "startsAt", d.ends_at as "endsAt",
  d.role, d.layer, d.planned_for as "plannedFor", d.turn_starts_at as "turnStartsAt", d.taken_off as "takenOff", d.why, d.based_on as "basedOn", d.made_how as "madeHow", d.made_by as "madeBy", d.made_at as "madeAt", d.version`

/** The same, with how the rota has it until it is published: on which day, `null` for a shift that it has not. */
export interface DraftOfDays extends StoredDraft {
  readonly wasOn: LondonDay | null
  /** Its version on the rota now; 0 for a shift that the rota has not. */
  readonly onRota: number
}

export async function lockDraft(asked: Asked, shiftId: ShiftId): Promise<StoredDraft | null> {
  const [found] = await asked.sql<StoredDraft[]>`
    select ${columns(asked)} from draft_shifts d where d.service_id = ${asked.actor.serviceId} and d.shift_id = ${shiftId} for no key update`
  return found ?? null
}

/** What is drafted of days: shifts that will be on them, and shifts that are on them now and will not be. */
export const draftsBetween = (asked: Asked, first: LondonDay, last: LondonDay) => asked.sql<DraftOfDays[]>`
  select ${columns(asked)}, s.day as "wasOn", coalesce(s.version, 0) as "onRota" from draft_shifts d
  left join shifts s on s.service_id = d.service_id and s.id = d.shift_id and s.cancelled_at is null
  where d.service_id = ${asked.actor.serviceId} and (d.day between ${first} and ${last} or s.day between ${first} and ${last})
  order by d.shift_id`

/** The same, each locked until the transaction ends, so that nobody changes the draft while it is published. */
export const lockDraftsBetween = (asked: Asked, first: LondonDay, last: LondonDay) => asked.sql<DraftOfDays[]>`
  select ${columns(asked)}, s.day as "wasOn", coalesce(s.version, 0) as "onRota" from draft_shifts d
  left join shifts s on s.service_id = d.service_id and s.id = d.shift_id and s.cancelled_at is null
  where d.service_id = ${asked.actor.serviceId} and (d.day between ${first} and ${last} or s.day between ${first} and ${last})
  order by d.shift_id for update of d`

/** Which turn it stands for is kept by the database. */
export type NewDraft = Omit<StoredDraft, 'madeBy' | 'madeAt' | 'version' | 'turnStartsAt'> & {
  readonly importId: ImportId | null
}

/** Drafts of a template from a day on that do not take a shift off, each locked until the transaction ends. */
export const draftsOfTemplate = (asked: Asked, templateId: ShiftTemplateId, from: LondonDay) => asked.sql<
  StoredDraft[]
>`
  select ${columns(asked)} from draft_shifts d
  where d.service_id = ${asked.actor.serviceId} and d.template_id = ${templateId} and d.day >= ${from} and not d.taken_off
  order by d.shift_id for update of d`

/**
 * Puts a shift into the draft, or changes what the draft has of it. Its version comes from the service’s counter of events, which every
 * command raises: a shift that left the draft and is drafted again never has a version that somebody saw of the one before.
 *
 * @returns its version
 */
export async function saveDraft(
  { sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>,
  draft: NewDraft,
): Promise<number> {
  const [row] = await sql<{ version: number }[]>`
  insert into draft_shifts as d (shift_id, person_id, template_id, day, starts_at, ends_at, role, layer, planned_for, taken_off, why, based_on, import_id, made_how, made_by, made_at, version)
  values (${draft.shiftId}, ${draft.personId}, ${draft.templateId}, ${draft.day}, ${draft.startsAt}, ${draft.endsAt}, ${draft.role}, ${draft.layer},
    ${draft.plannedFor}, ${draft.takenOff}, ${draft.why}, ${draft.basedOn}, ${draft.importId}, ${draft.madeHow}, ${actor.personId}, ${now},
    (select c.last_seq + 1 from service_counters c where c.service_id = ${actor.serviceId})::int)
  on conflict (service_id, shift_id) do update set person_id = excluded.person_id, template_id = excluded.template_id, day = excluded.day,
    starts_at = excluded.starts_at, ends_at = excluded.ends_at, role = excluded.role, layer = excluded.layer, planned_for = excluded.planned_for, taken_off = excluded.taken_off,
    why = excluded.why, based_on = excluded.based_on, import_id = excluded.import_id, made_how = excluded.made_how, made_by = excluded.made_by, made_at = excluded.made_at,
    version = d.version + 1
  returning version`
  return row?.version ?? 0
}

export const deleteDrafts = ({ sql, actor }: Asked, ids: readonly ShiftId[]) => sql`
  delete from draft_shifts where service_id = ${actor.serviceId} and shift_id = any (${[...ids]}::uuid[])`

export async function draftsInAll({ sql, actor }: Asked): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from draft_shifts where service_id = ${actor.serviceId}`
  return row?.count ?? 0
}
