import type { AllocationRow, BoardRow } from '#shared/allocations/contract.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import type { Connection } from '#db/client.ts'
import type { Scope } from '#server/kernel/handle.ts'

/** Moments inside `jsonb` arrive as text in PostgreSQL's form. */
const moment = (text: string | null): Instant | null => (text === null ? null : instant(text))

type WaitAsKept = Omit<AllocationRow['waits'][number], 'startedAt' | 'endedAt'> & {
  readonly startedAt: string
  readonly endedAt: string | null
}
export type AllocationAsKept = Omit<AllocationRow, 'waits'> & { readonly waits: readonly WaitAsKept[] }

/** The columns of `AllocationRow`; the caller adds its `where`. The words in it are empty for whoever does not see the person. */
export const selectAllocations = (sql: Connection) => sql`
  select a.id, a.version, a.referral_id as "referralId", a.person_id as "personId", p.name as "personName", p.phone as "personPhone",
    a.shift_id as "shiftId", s.starts_at as "shiftStartsAt", s.ends_at as "shiftEndsAt", b.name as "allocatedByName",
    a.allocated_at as "allocatedAt", coalesce(said.reason, '') as reason, a.opened_at as "openedAt", a.accepted_at as "acceptedAt", a.declined_at as "declinedAt",
    a.set_off_at as "setOffAt", a.arrived_at as "arrivedAt", said.outcome, coalesce(said.outcome_detail, '') as "outcomeDetail",
    coalesce(said.outcome_reasons, '') as "outcomeReasons", a.outcome_at as "outcomeAt", a.finished_at as "finishedAt", a.home_safe_at as "homeSafeAt",
    a.ended_at as "endedAt", a.ended_how as "endedHow", e.name as "endedByName", coalesce(said.ended_why, '') as "endedWhy",
    coalesce((
      select jsonb_agg(jsonb_build_object('id', w.id, 'kind', w.kind, 'startedAt', w.started_at, 'endedAt', w.ended_at, 'note', coalesce(hub.wait_note(w.id), ''))
        order by w.started_at, w.id)
      from waits w where w.service_id = a.service_id and w.allocation_id = a.id), '[]') as waits
  from allocations a
  join people p on p.service_id = a.service_id and p.id = a.person_id
  join people b on b.service_id = a.service_id and b.id = a.allocated_by
  left join people e on e.service_id = a.service_id and e.id = a.ended_by
  left join shifts s on s.service_id = a.service_id and s.id = a.shift_id
  left join lateral hub.allocation_words(a.referral_id, a.id) said on true`

export const allocationRow = (kept: AllocationAsKept): AllocationRow => ({
  ...kept,
  waits: kept.waits.map((wait) => ({ ...wait, startedAt: instant(wait.startedAt), endedAt: moment(wait.endedAt) })),
})

interface PowerAsKept extends Omit<BoardRow['powers'][number], 'startedAt' | 'endedAt' | 'extension'> {
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly extension:
    | (Omit<NonNullable<BoardRow['powers'][number]['extension']>, 'authorisedAt'> & { readonly authorisedAt: string })
    | null
}
export type PowersAsKept = readonly PowerAsKept[]
export type ArrangementsAsKept = BoardRow['arrangements']

/** Whether the shift `s` is one that work was given for which still goes on, however long ago it ended. */
export const givenFor = (sql: Connection, service: Scope['service']) => sql`
  s.id = any (array(select o.shift_id from allocations o
    where o.service_id = ${service} and o.ended_at is null
      and coalesce(o.accepted_at, o.set_off_at, o.arrived_at) is not null))`

/** Whether the shift `s` was their last when its person was called in to work that still goes on: by the twelve hours of the rule. */
export const workedPastIt = (sql: Connection) => sql`
  exists (select from allocations o where o.service_id = s.service_id and o.person_id = s.person_id and o.ended_at is null
    and coalesce(o.accepted_at, o.set_off_at, o.arrived_at) is not null and s.ends_at > o.allocated_at - interval '12 hours')`

/** The running powers of the referral `r`, as the board counts them. */
export const runningPowers = (sql: Connection) => sql`
  coalesce((
    select jsonb_agg(jsonb_build_object('id', w.id, 'kind', w.kind, 'startedAt', w.started_at, 'startSource', w.start_source,
      'endedAt', w.ended_at, 'extension', case when w.extension_minutes is not null then jsonb_build_object(
        'minutes', w.extension_minutes, 'authorisedAt', w.extension_authorised_at, 'reason', w.extension_reason,
        'authority', w.extension_authority, 'authoriser', w.extension_authoriser, 'superintendent', w.extension_superintendent) end) order by w.recorded_at, w.id)
    from powers w
    where w.service_id = r.service_id and w.referral_id = r.id and w.ended_at is null and w.superseded_at is null), '[]')`

/** What is being arranged for the referral `r`. */
export const arrangementsOf = (sql: Connection) => sql`
  coalesce((
    select jsonb_agg(jsonb_build_object('kind', g.kind, 'state', g.state, 'note', g.note) order by g.kind)
    from arrangements g where g.service_id = r.service_id and g.referral_id = r.id), '[]')`

export const powersOf = (kept: PowersAsKept): BoardRow['powers'] =>
  kept.map((power) => ({
    ...power,
    startedAt: moment(power.startedAt),
    endedAt: moment(power.endedAt),
    extension: power.extension && { ...power.extension, authorisedAt: instant(power.extension.authorisedAt) },
  }))
