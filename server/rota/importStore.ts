import type { ImportId, PersonId, ShiftId } from '#shared/kernel/ids.ts'
import type { ShiftRole } from '#shared/rota/contract.ts'
import type { Layer } from '#shared/rota/layers.ts'
import type { MadeHow } from '#shared/rota/drafted.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import type { NewDraft } from './draftStore.ts'

type Asked = Pick<Context, 'sql' | 'actor'>

/** A shift as it is planned, and how often it was changed. */
export interface StandingRow {
  readonly shiftId: ShiftId
  readonly personId: PersonId
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  readonly layer: Layer
  readonly plannedFor: PersonId | null
  /** Of the shift on the rota; 0 while only the draft has it. */
  readonly version: number
  readonly drafted: number
}

/** The rota of days with the draft laid over it. */
export const draftsFor = ({ sql, actor }: Asked, first: LondonDay, last: LondonDay) => sql<StandingRow[]>`
  select s.id as "shiftId", s.person_id as "personId", s.day, s.starts_at as "startsAt", s.ends_at as "endsAt", s.role,
    s.layer, s.planned_for as "plannedFor", s.version, 0 as drafted
  from shifts s
  where s.service_id = ${actor.serviceId} and s.cancelled_at is null and s.day between ${first} and ${last}
    and not exists (select from draft_shifts d where d.service_id = s.service_id and d.shift_id = s.id)
  union all
  select d.shift_id, d.person_id, d.day, d.starts_at, d.ends_at, d.role, d.layer, d.planned_for, d.based_on, d.version from draft_shifts d
  where d.service_id = ${actor.serviceId} and not d.taken_off and d.day between ${first} and ${last}
  order by "startsAt", "shiftId"`

/** A draft as it was before an import wrote over it. */
export type ImportedDraft = Omit<NewDraft, 'importId' | 'plannedFor' | 'madeHow'> & {
  /** The import that it came by, where there was an earlier one. */
  readonly importId?: ImportId | null
  readonly plannedFor?: PersonId | null
  /** Not said by an import of before drafts said where they come from. */
  readonly madeHow?: MadeHow
}

/** Those drafts of these shifts that are there already, locked, to be brought back when the import is undone. */
export const overwrittenBy = ({ sql, actor }: Asked, ids: readonly ShiftId[]) => sql<ImportedDraft[]>`
  select shift_id as "shiftId", person_id as "personId", template_id as "templateId", day, starts_at as "startsAt", ends_at as "endsAt",
    role, layer, planned_for as "plannedFor", taken_off as "takenOff", why, based_on as "basedOn", import_id as "importId", made_how as "madeHow"
  from draft_shifts where service_id = ${actor.serviceId} and shift_id = any (${[...ids]}::uuid[]) order by shift_id for no key update`

interface KeptImport {
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  readonly drafted: number
  readonly overwritten: readonly ImportedDraft[]
}

export const keepImport = (
  { sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>,
  id: ImportId,
  kept: KeptImport,
) => sql`
  insert into rota_imports (id, first_day, last_day, drafted, overwritten, made_by, made_at)
  values (${id}, ${kept.firstDay}, ${kept.lastDay}, ${kept.drafted}, ${sql.json(JSON.parse(JSON.stringify(kept.overwritten)))},
    ${actor.personId}, ${now})`

interface LockedImport {
  readonly drafted: number
  readonly overwritten: readonly ImportedDraft[]
  readonly undoneAt: Instant | null
  /** Shifts that the draft has as the import left them. */
  readonly left: readonly ShiftId[]
}

/** An import and what is left of it, locked until the transaction ends. */
export async function lockImport({ sql, actor }: Asked, id: ImportId): Promise<LockedImport | null> {
  const [found] = await sql<Omit<LockedImport, 'left'>[]>`
    select drafted, overwritten, undone_at as "undoneAt" from rota_imports
    where service_id = ${actor.serviceId} and id = ${id} for no key update`
  if (!found) return null
  const left = await sql<{ shiftId: ShiftId }[]>`
    select shift_id as "shiftId" from draft_shifts
    where service_id = ${actor.serviceId} and import_id = ${id} order by shift_id for update`
  return { ...found, left: left.map(({ shiftId }) => shiftId) }
}

/**
 * A draft as it stood before an import wrote over it; without what an earlier import had made of it, where that one was undone since.
 * `null` when there is nothing left of it then.
 */
export async function asItStood(asked: Asked, draft: ImportedDraft): Promise<ImportedDraft | null> {
  if (!draft.importId) return draft
  const { sql, actor } = asked
  const [of] = await sql<Pick<LockedImport, 'overwritten' | 'undoneAt'>[]>`
    select overwritten, undone_at as "undoneAt" from rota_imports where service_id = ${actor.serviceId} and id = ${draft.importId}`
  if (!of) return { ...draft, importId: null }
  if (of.undoneAt === null) return draft
  const before = of.overwritten.find(({ shiftId }) => shiftId === draft.shiftId)
  return before ? asItStood(asked, before) : null
}

export const markUndone = ({ sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>, id: ImportId) => sql`
  update rota_imports set undone_at = ${now}, undone_by = ${actor.personId} where service_id = ${actor.serviceId} and id = ${id}`
