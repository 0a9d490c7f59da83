import type { PersonId, ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { DoneBy } from '#shared/kernel/command.ts'
import type { RotaChange } from '#shared/rota/changes.ts'
import type { Layer } from '#shared/rota/layers.ts'
import { checkNotBegun } from '#shared/rota/offers.ts'
import { checkNoWork } from '#shared/rota/planning.ts'
import {
  decideUndoOwnSwap,
  decideUndoSwap,
  undoAgreement,
  undoOwnSwap,
  undoTaking,
  type UndoneSwap,
  type UndoSwapRefusal,
} from '#shared/rota/undoSwap.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { handle, type Context, type Effect } from '#server/kernel/handle.ts'
import { changedEvents } from './offers.ts'
import { followChanges, lockOffer, markAsBefore, offerOf, type StoredOffer } from './offerStore.ts'
import { lockShifts } from './publishStore.ts'
import { actedOn } from './swapsActedOn.ts'
import { lastChangeOf, lockPeople, markCancelled, planOf, updateShift, workOn, type StoredShift } from './store.ts'

const constraints = {
  one_shift_at_a_time: { code: 'shifts-overlap', field: 'times' },
  one_open_offer_per_shift: { code: 'shift-offered-already' },
} as const

export const undoOwnTaking = handle(undoTaking, {
  needs: 'manage own shifts',
  constraints,
  run: ({ offerId, seenVersion }, context) => undo(context, offerId, seenVersion, 'taker'),
})

export const undoOwn = handle(undoOwnSwap, {
  needs: 'manage own shifts',
  constraints,
  run: ({ offerId, seenVersion }, context) => undo(context, offerId, seenVersion, 'one-of-two'),
})

export const undoDecision = handle(undoAgreement, {
  needs: 'plan the rota',
  constraints,
  run: ({ offerId, seenVersion }, context) => undo(context, offerId, seenVersion, 'planner'),
})

type Undone = Outcome<Effect<DoneBy<typeof undoTaking>>, UndoSwapRefusal>

/** As whom somebody undoes it. */
type By = 'taker' | 'one-of-two' | 'planner'

function checkWhose(known: StoredOffer, by: By, me: PersonId): Outcome<null, UndoSwapRefusal> {
  const party = [known.personId, known.takerId].includes(me)
  // To anybody else a swap of two colleagues is none of theirs.
  if (by === 'one-of-two') return party ? done(null) : refuse({ code: 'offer-not-found' })
  // Whoever plans decides of nobody’s swap that is their own, and so undoes no such decision.
  const own = by === 'taker' ? known.personId === me : known.decidedAt !== null && party
  return own ? refuse({ code: 'own-offer' }) : done(null)
}

async function decidedFor(offer: StoredOffer, by: By, context: Context): Promise<Outcome<UndoneSwap, UndoSwapRefusal>> {
  const { actor, now } = context
  if (by !== 'one-of-two') return decideUndoSwap(offer, by === 'taker' ? actor.personId : null, now)
  const other = offer.personId === actor.personId ? offer.takerId : offer.personId
  const acted =
    other !== null && offer.decidedAt !== null ? await actedOn(context, other, idsOf(offer), offer.decidedAt) : null
  return decideUndoOwnSwap({ ...offer, actedOn: acted }, actor.personId, now)
}

/** People before shifts before the offer: the order in which every swap locks. */
async function undo(context: Context, offerId: ShiftOfferId, seenVersion: number, by: By): Promise<Undone> {
  const known = await offerOf(context, offerId)
  if (!known) return refuse({ code: 'offer-not-found' })
  const theirs = checkWhose(known, by, context.actor.personId)
  if (!theirs.ok) return theirs
  await lockPeople(context, [known.personId, ...(known.takerId ? [known.takerId] : [])])
  const shifts = await lockShifts(context, idsOf(known))
  const offer = await lockOffer(context, offerId)
  if (!offer) return refuse({ code: 'offer-not-found' })
  // Before the rule: whoever was overtaken by a decision is told that, not that there was nothing.
  if (offer.version !== seenVersion)
    return refuse({ code: 'changed-since-seen', byName: null, at: null, version: offer.version })
  const decided = await decidedFor(offer, by, context)
  if (!decided.ok) return decided
  const { state, at, movesShifts } = decided.value
  const moved = movesShifts
    ? await movedBack(context, offer, shifts, at)
    : await stillTheirs(context, offer, shifts, state, at)
  if (!moved.ok) return moved
  // First what else hangs on these shifts: the offer that is open again stays so.
  const { happened } = await followChanges(context, moved.value)
  await markAsBefore(context, offerId, state)
  if (movesShifts) await openAgain(context, offer, at)
  const undone = {
    type: by === 'taker' && !movesShifts ? 'offer-let-go' : 'offer-undone',
    personId: offer.takerId ?? offer.personId,
    data: { offerId, shiftId: offer.shiftId, state },
  }
  return done({
    answer: { state, version: seenVersion + 1 },
    events: [undone, ...changedEvents(moved.value, offerId), ...happened],
  })
}

const idsOf = ({ shiftId, inReturnShiftId }: StoredOffer): readonly ShiftId[] => [
  shiftId,
  ...(inReturnShiftId ? [inReturnShiftId] : []),
]

/**
 * Nothing has passed over: what is asked about again must still be theirs, and still to come. What was offered in return counts no more
 * once nobody asks.
 */
async function stillTheirs(
  context: Context,
  offer: StoredOffer,
  shifts: readonly StoredShift[],
  state: 'open' | 'waiting',
  at: Instant,
): Promise<Outcome<readonly RotaChange[], UndoSwapRefusal>> {
  for (const shift of shifts.filter(({ id }) => state === 'waiting' || id === offer.shiftId)) {
    const owner = shift.id === offer.shiftId ? offer.personId : offer.takerId
    const notBegun = checkNotBegun(shift, context.now)
    if (!notBegun.ok) return notBegun
    if (shift.personId === owner && shift.cancelledAt === null) continue
    const last = await lastChangeOf(context, 'shiftId', shift.id)
    return refuse({ code: 'shifts-changed-since', byName: last?.byName ?? 'Somebody', at: last?.at ?? at })
  }
  return done([])
}

/** What else was on offer of these shifts lapsed with the swap: it is asked for again, by whoever has the shift again. */
const openAgain = ({ sql, actor }: Context, offer: StoredOffer, at: Instant) => sql`
  update shift_offers o set state = 'open', decided_by = null, decided_at = null, version = o.version + 1
  from shifts s
  where o.service_id = ${actor.serviceId} and o.state = 'lapsed' and o.decided_at = ${at} and o.taker_id is null and o.id <> ${offer.id}
    and o.shift_id = any (${[...idsOf(offer)]}::uuid[]) and s.service_id = o.service_id and s.id = o.shift_id
    and s.person_id = o.person_id and s.cancelled_at is null`

/** A shift and how it was before the swap; `null` for one that the swap made. */
interface Moved {
  readonly now: StoredShift
  readonly was: Pick<StoredShift, 'personId' | 'day' | 'startsAt' | 'endsAt' | 'layer'> | null
}

/** Puts each shift back as it was, unless anything has happened on one since. */
async function movedBack(
  context: Context,
  offer: StoredOffer,
  shifts: readonly StoredShift[],
  at: Instant,
): Promise<Outcome<readonly RotaChange[], UndoSwapRefusal>> {
  const made = offer.kind === 'part' ? await lockShifts(context, await madeAt(context, offer, at)) : []
  const all = await Promise.all(
    [...shifts, ...made].map(async (now) => ({ now, ...(await before(context, now, offer, at)) })),
  )
  for (const { now, untouched } of all) {
    const last = untouched ? null : await lastChangeOf(context, 'shiftId', now.id)
    if (!untouched)
      return refuse({ code: 'shifts-changed-since', byName: last?.byName ?? 'Somebody', at: last?.at ?? at })
    for (const check of [checkNotBegun(now, context.now), checkNoWork(await workOn(context, now.id))])
      if (!check.ok) return check
  }
  await putBack(context, all)
  return done(
    all.map(({ now, was }) => ({
      shiftId: now.id,
      before: planOf(now),
      after: was && { ...planOf(now), ...planFrom(was) },
    })),
  )
}

const planFrom = ({ personId, day, startsAt, endsAt }: NonNullable<Moved['was']>) => ({
  personId,
  day,
  startsAt,
  endsAt,
})

interface Before {
  /** Whether nothing has changed it since the swap. */
  readonly untouched: boolean
  readonly was: Moved['was']
}

interface HistoryRow {
  readonly version: number
  readonly at: Instant
  readonly personId: PersonId
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly layer: Layer
}

/** How a shift was before its latest version, and whether that is what the swap made of it. */
async function before(
  { sql, actor }: Context,
  shift: StoredShift,
  { id: offerId }: StoredOffer,
  at: Instant,
): Promise<Before> {
  const rows = await sql<HistoryRow[]>`
    select version, at, person_id as "personId", day, starts_at as "startsAt", ends_at as "endsAt", layer from shift_history
    where service_id = ${actor.serviceId} and shift_id = ${shift.id} order by version desc limit 2`
  const [last] = await sql<{ offerId: string | null }[]>`
    select data->>'offerId' as "offerId" from events
    where service_id = ${actor.serviceId} and type like 'shift-%' and data->>'shiftId' = ${shift.id} order by seq desc limit 1`
  // Taking a shift over leaves no event of its own on it, and a version all the same.
  const ofTheSwap = rows[0]?.version === shift.version && rows[0].at === at && last?.offerId === offerId
  return { untouched: ofTheSwap && shift.cancelledAt === null, was: rows[1] ?? null }
}

/** The shifts that giving away part of one made at a moment: the part, and what is left after it. */
async function madeAt({ sql, actor }: Context, offer: StoredOffer, at: Instant): Promise<readonly ShiftId[]> {
  const rows = await sql<{ id: ShiftId }[]>`
    select n.shift_id as id from shift_history n
    join shift_history w on w.service_id = n.service_id and w.shift_id = ${offer.shiftId}
      and w.version = (select max(x.version) - 1 from shift_history x where x.service_id = w.service_id and x.shift_id = w.shift_id)
    where n.service_id = ${actor.serviceId} and n.version = 1 and n.at = ${at} and n.shift_id <> ${offer.shiftId}
      and n.person_id in (${offer.personId}, ${offer.takerId}) and n.starts_at >= w.starts_at and n.ends_at <= w.ends_at`
  return rows.map(({ id }) => id)
}

/** Whose it is as planned; null when that is who has it. */
const plannedFor = (shift: StoredShift, to: PersonId): PersonId | null => {
  const owner = shift.plannedFor ?? shift.personId
  return owner === to ? null : owner
}

/** A shift that comes back to somebody who is away that day is not given to them anew: it counts as it did before. */
async function putBack(context: Context, moved: readonly Moved[]): Promise<void> {
  const { sql, actor } = context
  const ids = moved.map(({ now }) => now.id)
  const counted = await sql<{ key: string }[]>`
    select w.person_id || ' ' || each as key from days_away w, unnest(w.worked_shift_ids) each
    where w.service_id = ${actor.serviceId} and w.worked_shift_ids && ${ids}::uuid[]`
  await sql`set constraints hub.one_shift_at_a_time deferred`
  for (const { now, was } of moved) {
    if (was === null) await markCancelled(context, now.id, 'The swap was undone')
    else await updateShift(context, now.id, { ...now, ...was, plannedFor: plannedFor(now, was.personId) })
    const asBefore = was === null || counted.some(({ key }) => key === `${was.personId} ${now.id}`)
    if (!asBefore)
      await sql`
        update days_away set worked_shift_ids = array_remove(worked_shift_ids, ${now.id}::uuid)
        where service_id = ${actor.serviceId} and person_id = ${was.personId} and ${now.id}::uuid = any (worked_shift_ids)`
  }
  await sql`set constraints hub.one_shift_at_a_time immediate`
}
