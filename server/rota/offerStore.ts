import type { LeaveId, PersonId, ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import type { RotaChange } from '#shared/rota/changes.ts'
import type { OfferKind, OfferState } from '#shared/rota/offers.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'
import { tellOfChanges } from './telling.ts'

type Asked = Pick<Context, 'sql' | 'actor'>

export interface StoredOffer {
  readonly id: ShiftOfferId
  readonly kind: OfferKind
  readonly shiftId: ShiftId
  readonly personId: PersonId
  readonly partStartsAt: Instant | null
  readonly partEndsAt: Instant | null
  readonly meantFor: PersonId | null
  readonly state: OfferState
  readonly takerId: PersonId | null
  readonly takenBy: PersonId | null
  readonly decidedAt: Instant | null
  readonly inReturnShiftId: ShiftId | null
  readonly takenAt: Instant | null
  readonly version: number
}

const columns = ({ sql }: Asked) => sql`
  id, kind, shift_id as "shiftId", person_id as "personId", part_starts_at as "partStartsAt", part_ends_at as "partEndsAt",
  meant_for as "meantFor", state, taker_id as "takerId", taken_by as "takenBy", decided_at as "decidedAt", in_return_shift_id as "inReturnShiftId", taken_at as "takenAt", version`

export async function offerOf(asked: Asked, id: ShiftOfferId): Promise<StoredOffer | null> {
  const [found] = await asked.sql<StoredOffer[]>`
    select ${columns(asked)} from shift_offers where service_id = ${asked.actor.serviceId} and id = ${id}`
  return found ?? null
}

/** After its people and shifts: the last lock, so that two who take one offer wait for the people and not for each other. */
export async function lockOffer(asked: Asked, id: ShiftOfferId): Promise<StoredOffer | null> {
  const [found] = await asked.sql<StoredOffer[]>`
    select ${columns(asked)} from shift_offers where service_id = ${asked.actor.serviceId} and id = ${id} for no key update`
  return found ?? null
}

export interface NewOffer extends Pick<
  StoredOffer,
  'id' | 'kind' | 'shiftId' | 'personId' | 'partStartsAt' | 'partEndsAt' | 'meantFor'
> {
  readonly note: string
  /** The leave that it is offered for. */
  readonly leaveId?: LeaveId
}

export const insertOffer = ({ sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>, offer: NewOffer) => sql`
  insert into shift_offers (id, kind, shift_id, person_id, part_starts_at, part_ends_at, meant_for, note, state, offered_by, offered_at, leave_id)
  values (${offer.id}, ${offer.kind}, ${offer.shiftId}, ${offer.personId}, ${offer.partStartsAt}, ${offer.partEndsAt}, ${offer.meantFor},
    ${offer.note}, 'open', ${actor.personId}, ${now}, ${offer.leaveId ?? null})`

export const markTaken = (
  { sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>,
  id: ShiftOfferId,
  takerId: PersonId,
  inReturnShiftId: ShiftId | null,
  state: OfferState,
) => sql`
  update shift_offers set state = ${state}, taker_id = ${takerId}, in_return_shift_id = ${inReturnShiftId}, taken_by = ${actor.personId},
    taken_at = ${now}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

export const markDecided = (
  { sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>,
  id: ShiftOfferId,
  state: OfferState,
  why: string,
) => sql`
  update shift_offers set state = ${state}, decided_by = ${actor.personId}, decided_at = ${now}, decided_why = ${why}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

/** The offer as it stood before what was undone: taken and waiting, or open again. */
export const markAsBefore = ({ sql, actor }: Asked, id: ShiftOfferId, state: 'open' | 'waiting') => sql`
  update shift_offers set state = ${state}, decided_by = null, decided_at = null, decided_why = '',
    taker_id = case when ${state} = 'waiting' then taker_id end,
    in_return_shift_id = case when ${state} = 'waiting' then in_return_shift_id end,
    taken_by = case when ${state} = 'waiting' then taken_by end, taken_at = case when ${state} = 'waiting' then taken_at end,
    version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

/**
 * What an edit of shifts does to what was asked about them. An offer is bound to its shift: when only its times change it follows them,
 * and a swap that waits for agreement is open again, because what was agreed is no longer what it was; when the shift is taken off or
 * goes to somebody else, the offer lapses. Everybody concerned is told of the shifts themselves.
 */
export async function followChanges(context: Context, changes: readonly RotaChange[]): Promise<number> {
  const { sql, actor, now } = context
  const gone = changes.filter(({ before, after }) => after === null || after.personId !== before?.personId)
  const moved = changes.filter((change) => !gone.includes(change))
  const idsOf = (list: readonly RotaChange[]) => list.map(({ shiftId }) => shiftId)
  await sql`
    update shift_offers set state = 'lapsed', decided_by = ${actor.personId}, decided_at = ${now}, version = version + 1
    where service_id = ${actor.serviceId} and state in ('open', 'waiting')
      and (shift_id = any (${idsOf(gone)}::uuid[]) or (kind = 'part' and shift_id = any (${idsOf(moved)}::uuid[])))`
  await sql`
    update shift_offers set state = 'open', taker_id = null, in_return_shift_id = null, taken_by = null, taken_at = null, version = version + 1
    where service_id = ${actor.serviceId} and state = 'waiting'
      and (shift_id = any (${idsOf(moved)}::uuid[]) or in_return_shift_id = any (${idsOf(changes)}::uuid[]))`
  return tellOfChanges(context, changes)
}
