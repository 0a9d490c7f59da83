import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { RotaChange } from '#shared/rota/changes.ts'
import { awayKinds } from '#shared/rota/contract.ts'
import { checkNoWork } from '#shared/rota/planning.ts'
import { checkNotBegun, checkTaking, splitShift } from '#shared/rota/offers.ts'
import { inSentence, type OverLeave } from '#shared/rota/overLeave.ts'
import { takingWords, type RotaRefusal } from '#shared/rota/words.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import { councilWords } from './councilCover.ts'
import type { StoredOffer } from './offerStore.ts'
import { lockShifts } from './publishStore.ts'
import { daysAwayBetween } from './reading.ts'
import { workPieces } from './workPieces.ts'
import {
  countsAsBefore,
  insertShift,
  lockPeople,
  planOf,
  shiftsNear,
  turnOf,
  updateShift,
  workOn,
  type LockedPerson,
  type StoredShift,
} from './store.ts'

/** Two people and what passes between them, all locked. */
export interface Locked {
  readonly giver: LockedPerson
  readonly taker: LockedPerson
  readonly shift: StoredShift
  readonly inReturn: StoredShift | null
}

/** Locks both people, then their shifts, each in the order of the ids. */
export async function lockBoth(
  context: Context,
  offer: Pick<StoredOffer, 'personId' | 'shiftId'>,
  takerId: PersonId,
  inReturnShiftId: ShiftId | null,
): Promise<Outcome<Locked, RotaRefusal>> {
  const people = await lockPeople(context, [offer.personId, takerId])
  const shifts = await lockShifts(context, [offer.shiftId, ...(inReturnShiftId ? [inReturnShiftId] : [])])
  const giver = people.find(({ personId }) => personId === offer.personId)
  const taker = people.find(({ personId }) => personId === takerId)
  const shift = shifts.find(({ id }) => id === offer.shiftId)
  if (!taker) return refuse({ code: 'person-unknown', field: 'personId' })
  // An offer is bound to its shift: one that somebody else has by now is not to be given.
  if (!giver || shift?.personId !== offer.personId) return refuse({ code: 'shift-not-found' })
  if (shift.cancelledAt !== null) return refuse({ code: 'shift-cancelled', at: shift.cancelledAt })
  const inReturn = shifts.find(({ id }) => id === inReturnShiftId) ?? null
  const theirs = inReturn !== null && inReturn.personId === takerId && inReturn.cancelledAt === null
  if (inReturnShiftId !== null && !theirs) return refuse({ code: 'return-shift-unknown', field: 'inReturnShiftId' })
  return done({ giver, taker, shift, inReturn })
}

/** What taking comes to: what is given, what it changes and what it does to people’s rest. */
export interface Worked {
  readonly changes: readonly RotaChange[]
  readonly apply: () => Promise<void>
  readonly warnings: readonly string[]
  /** The same for each of the two alone: what somebody declared of other work is told to them and to who plans, not to a colleague. */
  readonly toTaker: readonly string[]
  readonly toGiver: readonly string[]
  /** Who of the two would work on a day on which they are away. */
  readonly overLeave: readonly OverLeave[]
}

/**
 * Checks both directions under the locks: neither shift has begun or was worked on, whoever gets one may work it and is free, and how
 * much rest is left to both, and whether a council is left short. Nothing is changed until `apply`.
 */
export async function workOut(
  context: Context,
  offer: StoredOffer,
  locked: Locked,
): Promise<Outcome<Worked, RotaRefusal>> {
  const { giver, taker, shift, inReturn } = locked
  const given =
    offer.partStartsAt && offer.partEndsAt
      ? partOf(shift, offer.partStartsAt, offer.partEndsAt)
      : done({ ...shift, kept: [] })
  if (!given.ok) return given
  for (const one of [shift, ...(inReturn ? [inReturn] : [])]) {
    const stands = checkNotBegun(one, context.now)
    if (!stands.ok) return stands
    const free = checkNoWork(await workOn(context, one.id))
    if (!free.ok) return free
  }
  const there = await judged(context, taker, given.value, inReturn)
  if (!there.ok) return there
  const back = inReturn ? await judged(context, giver, inReturn, shift) : done<Judged>({ words: [], overLeave: [] })
  if (!back.ok) return back
  const [toTaker, toGiver] = [there.value.words, back.value.words]
  const overLeave = [...there.value.overLeave, ...back.value.overLeave]
  const passed = passOver(context, locked, given.value)
  const [short = []] = await councilWords(context, [passed.changes])
  const told = {
    warnings: [...toTaker, ...toGiver, ...short],
    toTaker: [...toTaker, ...short],
    toGiver: [...toGiver, ...short],
    overLeave,
  }
  return done({ ...passed, ...told })
}

interface Given extends StoredShift {
  readonly kept: readonly { readonly start: Instant; readonly end: Instant }[]
}

function partOf(shift: StoredShift, start: Instant, end: Instant): Outcome<Given, RotaRefusal> {
  const split = splitShift(shift, { start, end })
  if (!split.ok) return split
  const { given, kept } = split.value
  return done({ ...shift, startsAt: given.start, endsAt: given.end, day: londonDayOf(given.start), kept })
}

/** Whether somebody can have a shift in exchange for one of theirs; answers with warnings about their rest, and about a day on which they are away. */
export async function taking(
  context: Context,
  person: LockedPerson,
  shift: StoredShift,
  without: StoredShift | null,
): Promise<Outcome<readonly string[], RotaRefusal>> {
  const answer = await judged(context, person, shift, without)
  return answer.ok ? done(answer.value.words) : answer
}

/** What somebody is to hear before a shift is theirs, and whether it is over leave of theirs. */
interface Judged {
  readonly words: readonly string[]
  readonly overLeave: readonly OverLeave[]
}

async function judged(
  context: Context,
  person: LockedPerson,
  shift: StoredShift,
  without: StoredShift | null,
): Promise<Outcome<Judged, RotaRefusal>> {
  const [standings, near, work, away] = await Promise.all([
    standingsOf(context, [person.personId]),
    shiftsNear(context, person.personId, shift.day),
    workPieces(context, shift.day, shift.day, person.personId),
    daysAwayBetween(context, addDays(shift.day, -1), addDays(shift.day, 1), person.personId),
  ])
  const others = near.filter(({ id }) => id !== without?.id)
  const taker = {
    ...person,
    standing: standings.get(person.personId) ?? null,
    others,
    work: work.filter(({ id }) => id !== without?.id),
    daysAway: away.map(({ day }) => day),
  }
  const answer = checkTaking(taker, shift)
  if (!answer.ok) return answer
  const { personId, name } = person
  const overLeave = away
    .filter(({ day }) => day === answer.value.away)
    .map(({ day, kind }) => ({ personId, name, day, kind: inSentence(awayKinds[kind]) }))
  return done({ words: takingWords(name, answer.value), overLeave })
}

/** Whose it was before anything was swapped; null when it comes back to them. */
const plannedFor = (shift: StoredShift, to: PersonId): PersonId | null => {
  const owner = shift.plannedFor ?? shift.personId
  return owner === to ? null : owner
}

function passOver(
  context: Context,
  { giver, taker, shift, inReturn }: Locked,
  given: Given,
): Pick<Worked, 'changes' | 'apply'> {
  const theirs: StoredShift = {
    ...given,
    personId: taker.personId,
    layer: 'swap',
    plannedFor: plannedFor(shift, taker.personId),
    turnStartsAt: turnOf(shift),
  }
  const mine: StoredShift | null = inReturn && {
    ...inReturn,
    personId: giver.personId,
    layer: 'swap',
    plannedFor: plannedFor(inReturn, giver.personId),
  }
  const [first, ...more] = given.kept.map(({ start, end }): StoredShift => ({
    ...shift,
    // What is kept of a turn is no longer that of the pattern: building again must not make it whole under whoever has the rest.
    layer: shift.layer === 'pattern' ? 'swap' : shift.layer,
    turnStartsAt: turnOf(shift),
    startsAt: start,
    endsAt: end,
    day: londonDayOf(start),
  }))
  // The part that is kept first stays the same shift; what is given away, and a rest after it, become shifts of their own.
  const fresh = [...(first ? [theirs] : []), ...more].map((one) => ({ ...one, id: crypto.randomUUID() as ShiftId }))
  const changed = [first ?? theirs, ...(mine ? [mine] : [])]
  const before = new Map([shift, ...(inReturn ? [inReturn] : [])].map((one) => [one.id, planOf(one)]))
  return {
    changes: [...changed, ...fresh].map((one) => ({
      shiftId: one.id,
      before: before.get(one.id) ?? null,
      after: planOf(one),
    })),
    async apply() {
      await context.sql`set constraints hub.one_shift_at_a_time deferred`
      for (const one of changed) await updateShift(context, one.id, one)
      for (const one of fresh) await insertShift(context, one.id, one, one.turnStartsAt, shift.id)
      const left = fresh.filter(({ personId }) => personId === giver.personId).map(({ id }) => id)
      if (left.length > 0) await countsAsBefore(context, shift, left)
      await context.sql`set constraints hub.one_shift_at_a_time immediate`
    },
  }
}
