import type { LeaveId, PersonId, ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { AwayKind } from '#shared/rota/contract.ts'
import { leaveStates, type LeaveState } from '#shared/rota/leave.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { Span } from '#shared/time/span.ts'
import type { Context, Happened } from '#server/kernel/handle.ts'
import { lockPeople } from './store.ts'

export interface StoredLeave {
  readonly id: LeaveId
  readonly personId: PersonId
  readonly kind: AwayKind
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  /** From when to when, of leave that is a part of its one day. */
  readonly part: Span | null
  readonly state: LeaveState
  readonly note: string
  readonly decidedWhy: string
  readonly version: number
}

/** Leave as the database answers with it: its hours apart. */
export type LeaveColumns<Row> = Omit<Row, 'part'> & {
  readonly partFrom: Instant | null
  readonly partTo: Instant | null
}

/** @example leaveOf({ …, partFrom: null, partTo: null }).part // null: whole days */
export const leaveOf = <Row extends { readonly part: Span | null }>({
  partFrom,
  partTo,
  ...row
}: LeaveColumns<Row>) => ({
  ...row,
  part: partFrom && partTo ? { start: partFrom, end: partTo } : null,
})

export const insertLeave = (
  { sql, actor, now }: Context,
  leave: Omit<StoredLeave, 'version' | 'decidedWhy'>,
  leavesGaps: boolean,
) => sql`
  insert into leave_requests (id, person_id, kind, first_day, last_day, starts_at, ends_at, state, note, leaves_gaps, asked_by, asked_at, decided_by, decided_at)
  values (${leave.id}, ${leave.personId}, ${leave.kind}, ${leave.firstDay}, ${leave.lastDay}, ${leave.part?.start ?? null}, ${leave.part?.end ?? null}, ${leave.state}, ${leave.note}, ${leavesGaps},
    ${actor.personId}, ${now}, ${leave.state === 'agreed' ? actor.personId : null}, ${leave.state === 'agreed' ? now : null})`

/** Each day of agreed leave shows on the rota; a day that is away already for another reason stays as it is. Hours stand in the leave itself. */
export const showAway = (
  { sql, actor }: Context,
  {
    id,
    personId,
    kind,
    firstDay,
    lastDay,
    part,
  }: Pick<StoredLeave, 'id' | 'personId' | 'kind' | 'firstDay' | 'lastDay' | 'part'>,
) => sql`
  insert into days_away (service_id, person_id, day, kind, leave_id)
  select ${actor.serviceId}, ${personId}, day::date, ${kind}, ${id} from generate_series(${firstDay}::date, ${lastDay}::date, interval '1 day') day
  where ${part === null}
  on conflict do nothing`

/**
 * Locks whose leave it is, before the leave itself: the order in which shifts are put on and given away, so that nobody gets one on a
 * day of it meanwhile.
 */
export async function lockWhose(context: Context, id: LeaveId): Promise<void> {
  const { sql, actor } = context
  const [found] = await sql<{ personId: PersonId }[]>`
    select person_id as "personId" from leave_requests where service_id = ${actor.serviceId} and id = ${id}`
  if (found) await lockPeople(context, [found.personId])
}

export async function lockLeave(
  context: Context,
  id: LeaveId,
  seenVersion: number,
  states: readonly LeaveState[],
): Promise<Outcome<StoredLeave, RotaRefusal>> {
  const { sql, actor } = context
  const [found] = await sql<LeaveColumns<StoredLeave>[]>`
    select id, person_id as "personId", kind, first_day as "firstDay", last_day as "lastDay", starts_at as "partFrom", ends_at as "partTo", state, note, decided_why as "decidedWhy", version
    from leave_requests where service_id = ${actor.serviceId} and id = ${id} for no key update`
  if (!found) return refuse({ code: 'leave-not-found' })
  if (!states.includes(found.state))
    return refuse({ code: 'leave-decided', state: leaveStates[found.state].toLowerCase() })
  if (found.version === seenVersion) return done(leaveOf<StoredLeave>(found))
  return refuse({ code: 'changed-since-seen', byName: null, at: null, version: found.version })
}

export const markLeave = (
  { sql, actor, now }: Context,
  id: LeaveId,
  state: LeaveState,
  why: string,
  leavesGaps: boolean,
) => sql`
  update leave_requests set state = ${state}, decided_by = ${actor.personId}, decided_at = ${now}, decided_why = ${why},
    leaves_gaps = ${leavesGaps}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

/**
 * Takes back what leave has put on the rota from a day on: the days that are its own, and the shifts that are still offered for it.
 * A day that the TOIL ledger booked inside it stays, and so does a shift that a colleague has by now.
 */
export async function takeBackFrom(
  { sql, actor, now }: Context,
  { id, personId, kind, firstDay, lastDay }: StoredLeave,
  from: LondonDay,
): Promise<readonly Happened[]> {
  // A day of TOIL that was booked first is nobody’s once its booking was taken back: it goes with the leave that it stood for.
  await sql`
    delete from days_away d
    where d.service_id = ${actor.serviceId} and d.day >= ${from} and (d.leave_id = ${id}
      or (d.leave_id is null and d.kind = 'toil' and ${kind} = 'toil' and d.person_id = ${personId} and d.day between ${firstDay} and ${lastDay}
        and not exists (select from toil_entries e where e.service_id = d.service_id and e.person_id = d.person_id and e.day = d.day
          and e.kind = 'TAKE' and e.leave_id is null
          and not exists (select from toil_entries u where u.service_id = e.service_id and u.reverses_id = e.id))))`
  const offers = await sql<{ offerId: ShiftOfferId; shiftId: ShiftId }[]>`
    update shift_offers o set state = 'withdrawn', decided_by = ${actor.personId}, decided_at = ${now}, version = o.version + 1
    from shifts s
    where o.service_id = ${actor.serviceId} and o.leave_id = ${id} and o.state in ('open', 'waiting')
      and s.service_id = o.service_id and s.id = o.shift_id and s.day >= ${from}
    returning o.id as "offerId", o.shift_id as "shiftId"`
  return offers.map((data) => ({ type: 'offer-withdrawn', personId, data }))
}
