import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import { shiftOffersNow, type OfferRow } from '#shared/rota/coverContract.ts'
import type { RotaChange } from '#shared/rota/changes.ts'
import { changesOfTaking, checkTaking } from '#shared/rota/offers.ts'
import { spanOf } from '#shared/rota/roster.ts'
import { rotaWords, takingWords } from '#shared/rota/words.ts'
import { UNDO_OWN_SWAP_MINUTES } from '#shared/rota/undoSwap.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { overlaps } from '#shared/time/span.ts'
import { actorMay } from '#server/kernel/actor.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import { councilWords } from './councilCover.ts'
import { daysAwayBetween, shiftsBetween } from './reading.ts'
import { workPieces } from './workPieces.ts'

type Row = Omit<OfferRow, 'cannot' | 'warnings' | 'inReturn'> & {
  readonly returnShiftId: ShiftId | null
  readonly returnDay: LondonDay | null
  readonly returnStartsAt: Instant | null
  readonly returnEndsAt: Instant | null
  /** The shift of which part may be offered. */
  readonly wholeStartsAt: Instant
  readonly wholeEndsAt: Instant
}

/** How long a swap that was agreed, or turned down, is still shown. */
const DAYS_SHOWN = 14

/** In a question about offers `o` of shifts `s` for shifts `r`: whether the reader is one of the two and may undo the swap, as `decideUndoOwnSwap` says. */
const undoable = ({ sql, actor, now }: Context) => sql`
  (o.state = 'agreed' and o.return_agreed_at is not null and o.decided_by = o.person_id
    and ${actor.personId}::uuid in (o.person_id, o.taker_id) and least(s.starts_at, r.starts_at) > ${now}
    and s.person_id = o.taker_id and r.person_id = o.person_id and s.cancelled_at is null and r.cancelled_at is null
    and o.decided_at >= ${addMinutes(now, -UNDO_OWN_SWAP_MINUTES)}
    and not exists (select from rota_notices n where n.service_id = o.service_id and n.acknowledged_at >= o.decided_at
      and n.person_id = case when o.person_id = ${actor.personId} then o.taker_id else o.person_id end
      and exists (select from jsonb_array_elements(n.changes) c where c ->> 'shiftId' in (s.id::text, r.id::text)))
    and not exists (select from shift_offers x where x.service_id = o.service_id and x.shift_id in (s.id, r.id) and x.offered_at > o.decided_at
      and x.offered_by = case when o.person_id = ${actor.personId} then o.taker_id else o.person_id end))`

export const showOffers = answer(shiftOffersNow, {
  needs: 'see the rota',
  reveals: 'nobody',
  async run(_asked, context) {
    const { sql, actor, now } = context
    const rows = await sql<Row[]>`
      select o.id, o.kind, o.shift_id as "shiftId", o.person_id as "personId", p.name, s.day,
        coalesce(o.part_starts_at, s.starts_at) as "startsAt", coalesce(o.part_ends_at, s.ends_at) as "endsAt",
        s.starts_at as "wholeStartsAt", s.ends_at as "wholeEndsAt", s.role, w.name as "placeName", o.note,
        o.meant_for as "meantFor", m.name as "meantForName", o.state, o.taker_id as "takerId", t.name as "takerName",
        o.return_agreed_at is not null as "returnAgreed", o.over_leave_why as "overLeaveWhy", ${undoable(context)} as "mayUndo", o.version,
        r.id as "returnShiftId", r.day as "returnDay", r.starts_at as "returnStartsAt", r.ends_at as "returnEndsAt"
      from shift_offers o
      join shifts s on s.service_id = o.service_id and s.id = o.shift_id
      join people p on p.service_id = o.service_id and p.id = o.person_id
      left join places w on w.service_id = s.service_id and w.id = s.place_id
      left join people m on m.service_id = o.service_id and m.id = o.meant_for
      left join people t on t.service_id = o.service_id and t.id = o.taker_id
      left join shifts r on r.service_id = o.service_id and r.id = o.in_return_shift_id
      where o.service_id = ${actor.serviceId}
        and ((o.state in ('open', 'waiting') and s.ends_at > ${now})
          or (o.state in ('agreed', 'turned-down') and coalesce(o.decided_at, o.taken_at) > ${now}::timestamptz - ${`${DAYS_SHOWN} days`}::interval)
          or ${undoable(context)})
      order by s.starts_at, o.id`
    const own = await readerOf(context, rows)
    const offers = rows.map((row) =>
      shown({ ...row, overLeaveWhy: mayReadWhy(context, row) ? row.overLeaveWhy : '' }, own),
    )
    return { offers: await withCouncils(context, rows, offers) }
  },
})

/** Before somebody takes a shift they see which council would be left without its own by that. */
async function withCouncils(
  context: Context,
  rows: readonly Row[],
  offers: readonly OfferRow[],
): Promise<readonly OfferRow[]> {
  const words = await councilWords(
    context,
    rows.map((row, index) => (offers[index]?.cannot === null ? changesOf(row, context.actor.personId) : [])),
  )
  return offers.map((offer, index) => ({ ...offer, warnings: [...offer.warnings, ...(words[index] ?? [])] }))
}

/** What taking it would change, but for a shift in return that is not chosen yet. */
function changesOf({ shiftId: id, personId, day, role, ...row }: Row, to: PersonId): readonly RotaChange[] {
  const whole = { id, personId, day, role, startsAt: row.wholeStartsAt, endsAt: row.wholeEndsAt }
  // A fresh id is branded where it is made.
  return changesOfTaking(whole, { start: row.startsAt, end: row.endsAt }, to, () => crypto.randomUUID() as ShiftId)
}

/** Why somebody works over their leave is theirs to know, and those who plan. */
const mayReadWhy = ({ actor }: Context, { personId, takerId }: Row): boolean =>
  actorMay(actor, 'plan the rota') || [personId, takerId].includes(actor.personId)

interface Reader {
  readonly personId: PersonId
  readonly name: string
  readonly roles: readonly Role[]
  readonly standing: Parameters<typeof checkTaking>[0]['standing']
  readonly others: Parameters<typeof checkTaking>[0]['others']
  readonly work: Parameters<typeof checkTaking>[0]['work']
  readonly daysAway: readonly LondonDay[]
}

/** The reader as somebody who might take one: their standing and their own shifts around all that is offered. */
async function readerOf(context: Context, rows: readonly Row[]): Promise<Reader> {
  const { actor, now } = context
  const days = rows.map(({ day }) => day).toSorted()
  const [first, last] = [days[0] ?? londonDayOf(now), days.at(-1) ?? londonDayOf(now)]
  const [standings, others, work, away] = await Promise.all([
    standingsOf(context, [actor.personId]),
    shiftsBetween(context, addDays(first, -3), addDays(last, 3), actor.personId),
    workPieces(context, first, last, actor.personId),
    daysAwayBetween(context, first, addDays(last, 1), actor.personId),
  ])
  const { personId, name, roles } = actor
  return {
    personId,
    name,
    roles,
    standing: standings.get(personId) ?? null,
    others,
    work,
    daysAway: away.map(({ day }) => day),
  }
}

function shown(
  { returnShiftId, returnDay, returnStartsAt, returnEndsAt, wholeStartsAt: _from, wholeEndsAt: _until, ...row }: Row,
  reader: Reader,
): OfferRow {
  const whole = returnShiftId !== null && returnDay !== null && returnStartsAt !== null && returnEndsAt !== null
  const inReturn = whole
    ? { shiftId: returnShiftId, day: returnDay, startsAt: returnStartsAt, endsAt: returnEndsAt }
    : null
  return { ...row, inReturn, ...mayTake(row, reader) }
}

/**
 * In a swap the shift that one has at that time already may be the one that goes back for it: early for late of one day. Nobody can give
 * two back for one.
 */
function checkSwap(reader: Reader, shift: Parameters<typeof checkTaking>[1]): ReturnType<typeof checkTaking> {
  const asIs = checkTaking(reader, shift)
  const [own, another] = reader.others.filter((one) => one.id !== shift.id && overlaps(spanOf(one), spanOf(shift)))
  if (asIs.ok || !own || another) return asIs
  const without = <Piece extends { readonly id: string }>(pieces: readonly Piece[]) =>
    pieces.filter(({ id }) => id !== own.id)
  const given = checkTaking({ ...reader, others: without(reader.others), work: without(reader.work) }, shift)
  return given.ok ? given : asIs
}

function mayTake(
  row: Omit<OfferRow, 'cannot' | 'warnings' | 'inReturn'>,
  reader: Reader,
): Pick<OfferRow, 'cannot' | 'warnings'> {
  if (row.state !== 'open') return { cannot: 'It is taken.', warnings: [] }
  if (row.personId === reader.personId) return { cannot: rotaWords({ code: 'own-offer' }), warnings: [] }
  if (row.meantFor !== null && row.meantFor !== reader.personId)
    return { cannot: rotaWords({ code: 'not-meant-for-you' }), warnings: [] }
  const shift = { id: row.shiftId, personId: row.personId, startsAt: row.startsAt, endsAt: row.endsAt, role: row.role }
  const checked = row.kind === 'swap' ? checkSwap(reader, shift) : checkTaking(reader, shift)
  if (!checked.ok) return { cannot: rotaWords(checked.refusal), warnings: [] }
  return { cannot: null, warnings: takingWords(reader.name, checked.value) }
}
