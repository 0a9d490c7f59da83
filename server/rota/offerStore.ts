import type { LeaveId, PersonId, ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import type { RotaChange } from '#shared/rota/changes.ts'
import type { OfferKind, OfferState } from '#shared/rota/offers.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context, Happened } from '#server/kernel/handle.ts'
import { tellOfChanges, type AgreedOver } from './telling.ts'

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
  readonly decidedBy: PersonId | null
  readonly decidedAt: Instant | null
  readonly inReturnShiftId: ShiftId | null
  /** When whoever offered said yes to the shift in return. */
  readonly returnAgreedAt: Instant | null
  readonly takenAt: Instant | null
  readonly version: number
}

const columns = ({ sql }: Asked) => sql`
  id, kind, shift_id as "shiftId", person_id as "personId", part_starts_at as "partStartsAt", part_ends_at as "partEndsAt",
  meant_for as "meantFor", state, taker_id as "takerId", taken_by as "takenBy", decided_by as "decidedBy", decided_at as "decidedAt", in_return_shift_id as "inReturnShiftId", return_agreed_at as "returnAgreedAt", taken_at as "takenAt", version`

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
  overLeaveWhy: string,
) => sql`
  update shift_offers set state = ${state}, over_leave_why = ${overLeaveWhy}, taker_id = ${takerId}, in_return_shift_id = ${inReturnShiftId}, return_agreed_at = null,
    taken_by = ${actor.personId}, taken_at = ${now}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

/** Whoever offers has said yes to the shift in return: the swap holds with it, or waits for those who plan. */
export const markReturnAgreed = (
  { sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>,
  id: ShiftOfferId,
  state: OfferState,
) => sql`
  update shift_offers set return_agreed_at = ${now}, state = ${state}, version = version + 1,
    decided_by = case when ${state} = 'agreed' then ${actor.personId}::uuid end,
    decided_at = case when ${state} = 'agreed' then ${now}::timestamptz end
  where service_id = ${actor.serviceId} and id = ${id}`

export const markDecided = (
  { sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>,
  id: ShiftOfferId,
  state: OfferState,
  why: string,
  overLeaveWhy = '',
) => sql`
  update shift_offers set state = ${state}, decided_by = ${actor.personId}, decided_at = ${now}, decided_why = ${why},
    over_leave_why = ${overLeaveWhy}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

/** The offer as it stood before what was undone: taken and waiting, or open again. */
export const markAsBefore = ({ sql, actor }: Asked, id: ShiftOfferId, state: 'open' | 'waiting') => sql`
  update shift_offers set state = ${state}, decided_by = null, decided_at = null, decided_why = '', over_leave_why = '', return_agreed_at = null,
    taker_id = case when ${state} = 'waiting' then taker_id end,
    in_return_shift_id = case when ${state} = 'waiting' then in_return_shift_id end,
    taken_by = case when ${state} = 'waiting' then taken_by end, taken_at = case when ${state} = 'waiting' then taken_at end,
    version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

interface Overtaken {
  readonly offerId: ShiftOfferId
  readonly shiftId: ShiftId
  /** Who had taken it, and waited for agreement. */
  readonly takerId: PersonId | null
}

/** How many people were told of a change of shifts, and what became of the offers that somebody had taken. */
export interface Followed {
  readonly told: number
  readonly happened: readonly Happened[]
}

const overtaken = ({ takerId, ...data }: Overtaken): readonly Happened[] =>
  takerId === null ? [] : [{ type: 'offer-overtaken', personId: takerId, data }]

/**
 * What an edit of shifts does to what was asked about them. An offer is bound to its shift: when only its times change it follows them,
 * and a swap that waits for agreement is open again, because what was agreed is no longer what it was; when the shift is taken off or
 * goes to somebody else, the offer lapses. Everybody concerned is told of the shifts themselves, and whoever had taken one of what became of that.
 */
export async function followChanges(
  context: Context,
  changes: readonly RotaChange[],
  over: AgreedOver | null = null,
): Promise<Followed> {
  const { sql, actor, now } = context
  const gone = changes.filter(({ before, after }) => after === null || after.personId !== before?.personId)
  const moved = changes.filter((change) => !gone.includes(change))
  const idsOf = (list: readonly RotaChange[]) => list.map(({ shiftId }) => shiftId)
  const lapsed = await sql<Overtaken[]>`
    update shift_offers set state = 'lapsed', decided_by = ${actor.personId}, decided_at = ${now}, version = version + 1
    where service_id = ${actor.serviceId} and state in ('open', 'waiting')
      and (shift_id = any (${idsOf(gone)}::uuid[]) or (kind = 'part' and shift_id = any (${idsOf(moved)}::uuid[])))
    returning id as "offerId", shift_id as "shiftId", taker_id as "takerId"`
  const opened = await sql<Overtaken[]>`
    with taken as (
      select id, taker_id from shift_offers where service_id = ${actor.serviceId} and state = 'waiting'
        and (shift_id = any (${idsOf(moved)}::uuid[]) or in_return_shift_id = any (${idsOf(changes)}::uuid[]))
      for no key update
    )
    update shift_offers o set state = 'open', taker_id = null, in_return_shift_id = null, return_agreed_at = null, taken_by = null,
      taken_at = null, version = o.version + 1
    from taken where o.service_id = ${actor.serviceId} and o.id = taken.id
    returning o.id as "offerId", o.shift_id as "shiftId", taken.taker_id as "takerId"`
  return { told: await tellOfChanges(context, changes, over), happened: [...lapsed, ...opened].flatMap(overtaken) }
}
