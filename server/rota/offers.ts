import type { PersonId, ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { DoneBy, InputOf } from '#shared/kernel/command.ts'
import {
  giveOffer,
  offerOwnShift,
  offerShiftFor,
  takeOffer,
  withdrawOffer,
  type TakenAnswer,
} from '#shared/rota/coverContract.ts'
import type { RotaChange } from '#shared/rota/changes.ts'
import { changesOfTaking, checkNotBegun, splitShift, stateOnTaking } from '#shared/rota/offers.ts'
import { checkNoWork } from '#shared/rota/planning.ts'
import { checkOverLeave, type Confirmed } from '#shared/rota/overLeave.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import { addDays, clockTimeOf, londonInstant, type ClockTime } from '#shared/time/london.ts'
import { effect, handle, type Context, type Effect, type Happened } from '#server/kernel/handle.ts'
import { councilWords } from './councilCover.ts'
import {
  followChanges,
  insertOffer,
  lockOffer,
  markDecided,
  markTaken,
  offerOf,
  type StoredOffer,
} from './offerStore.ts'
import { personIsHere } from './publishStore.ts'
import { lastChangeOf, lockPeople, lockShift, planOf, shiftOf, workOn, type StoredShift } from './store.ts'
import { lockBoth, workOut, type Worked } from './taking.ts'
import { settingsOf, type AgreedOver } from './telling.ts'

const twice = { one_open_offer_per_shift: { code: 'shift-offered-already' } } as const
const overlap = { one_shift_at_a_time: { code: 'shifts-overlap', field: 'times' } } as const

type Offered = InputOf<typeof offerOwnShift>

export const offerOwn = handle(offerOwnShift, {
  needs: 'manage own shifts',
  constraints: twice,
  run: (sent, context) => offer(context, sent, context.actor.personId),
})

export const offerFor = handle(offerShiftFor, {
  needs: 'plan the rota',
  constraints: twice,
  run: (sent, context) => offer(context, sent, null),
})

/** @param owner whose shift it must be; `null` for anybody’s */
async function offer(
  context: Context,
  sent: Offered,
  owner: PersonId | null,
): Promise<Outcome<Effect<DoneBy<typeof offerOwnShift>>, RotaRefusal>> {
  const before = await shiftOf(context, sent.shiftId)
  if (!before || (owner !== null && before.personId !== owner)) return refuse({ code: 'shift-not-found' })
  await lockPeople(context, [before.personId])
  const shift = await lockShift(context, sent.shiftId)
  const ready = await canBeOffered(context, shift, sent)
  if (!ready.ok) return ready
  // A fresh id is branded where it is made.
  const offerId = crypto.randomUUID() as ShiftOfferId
  const { personId, id: shiftId } = ready.value.shift
  await insertOffer(context, {
    ...ready.value.part,
    id: offerId,
    kind: sent.kind,
    shiftId,
    personId,
    meantFor: sent.meantFor,
    note: sent.note,
  })
  const warnings = await leftShort(context, ready.value, sent.meantFor)
  return effect({ offerId, warnings }, { type: 'shift-offered', personId, data: { offerId, shiftId, kind: sent.kind } })
}

/** Which council would be left short if the colleague who is asked had it. */
async function leftShort(
  context: Context,
  { shift, part: { partStartsAt, partEndsAt } }: Ready,
  to: PersonId | null,
): Promise<readonly string[]> {
  if (to === null) return []
  const part = { start: partStartsAt ?? shift.startsAt, end: partEndsAt ?? shift.endsAt }
  const plan = { ...planOf(shift), id: shift.id }
  // A fresh id is branded where it is made.
  const changes = changesOfTaking(plan, part, to, () => crypto.randomUUID() as ShiftId)
  return (await councilWords(context, [changes]))[0] ?? []
}

interface Ready {
  readonly shift: StoredShift
  readonly part: Pick<StoredOffer, 'partStartsAt' | 'partEndsAt'>
}

async function canBeOffered(
  context: Context,
  shift: StoredShift | null,
  sent: Offered,
): Promise<Outcome<Ready, RotaRefusal>> {
  if (!shift) return refuse({ code: 'shift-not-found' })
  if (shift.cancelledAt !== null) return refuse({ code: 'shift-cancelled', at: shift.cancelledAt })
  if (shift.version !== sent.seenVersion) {
    const last = await lastChangeOf(context, 'shiftId', shift.id)
    return refuse({
      code: 'changed-since-seen',
      byName: last?.byName ?? null,
      at: last?.at ?? null,
      version: shift.version,
    })
  }
  if (sent.meantFor !== null && !(await personIsHere(context, sent.meantFor)))
    return refuse({ code: 'person-unknown', field: 'personId' })
  for (const check of [checkNotBegun(shift, context.now), checkNoWork(await workOn(context, shift.id))])
    if (!check.ok) return check
  if (sent.kind !== 'part') return done({ shift, part: { partStartsAt: null, partEndsAt: null } })
  const whole = {
    code: 'part-not-of-the-shift',
    field: 'part',
    startsAt: shift.startsAt,
    endsAt: shift.endsAt,
  } as const
  if (sent.part === null) return refuse(whole)
  const part = { start: within(shift, sent.part.startsAt), end: within(shift, sent.part.endsAt) }
  const split = splitShift(shift, part)
  return split.ok ? done({ shift, part: { partStartsAt: part.start, partEndsAt: part.end } }) : split
}

/** The moment in a shift that shows a clock time: after midnight when that is earlier than the shift’s start. */
const within = ({ day, startsAt }: StoredShift, time: ClockTime) =>
  londonInstant(time < clockTimeOf(startsAt) ? addDays(day, 1) : day, time)

type Taken = Outcome<Effect<TakenAnswer>, RotaRefusal>

/** Whoever takes a shift themselves gives up no leave by it: over leave of either of the two it waits for somebody who plans. */
const confirmsNothing = { leaveSeen: [], overLeaveWhy: '' } as const

export const take = handle(takeOffer, {
  needs: 'manage own shifts',
  constraints: overlap,
  run: ({ offerId, seenVersion, inReturnShiftId }, context) =>
    takeIt(
      context,
      { offerId, seenVersion, inReturnShiftId, personId: context.actor.personId, ...confirmsNothing },
      false,
    ),
})

export const give = handle(giveOffer, {
  needs: 'plan the rota',
  constraints: overlap,
  run: (sent, context) => takeIt(context, sent, true),
})

async function takeIt(
  context: Context,
  sent: Omit<InputOf<typeof giveOffer>, 'leaveSeen'> & Confirmed,
  byPlanner: boolean,
): Promise<Taken> {
  const { offerId, seenVersion, personId: takerId } = sent
  const known = await offerOf(context, offerId)
  if (!known) return refuse({ code: 'offer-not-found' })
  if (known.personId === takerId) return refuse({ code: 'own-offer' })
  // Only a swap takes anything in return.
  const inReturnShiftId = known.kind === 'swap' ? sent.inReturnShiftId : null
  const locked = await lockBoth(context, known, takerId, inReturnShiftId)
  const found = await lockOffer(context, offerId)
  const open = await stillOpen(context, found, seenVersion, ['open'])
  if (!open.ok) return open
  if (!locked.ok) return locked
  const { meantFor, kind } = open.value
  if (!byPlanner && meantFor !== null && meantFor !== takerId) return refuse({ code: 'not-meant-for-you' })
  if (kind === 'swap' && inReturnShiftId === null)
    return refuse({ code: 'offer-needs-a-shift-in-return', field: 'inReturnShiftId' })
  const worked = await workOut(context, open.value, locked.value)
  if (!worked.ok) return worked
  const { swapPolicy } = await settingsOf(context)
  const state = stateOnTaking(swapPolicy, worked.value.warnings, byPlanner, kind !== 'swap')
  const confirmed = byPlanner ? checkOverLeave(worked.value.overLeave, sent) : done(null)
  if (!confirmed.ok) return confirmed
  const over = overLeaveOf(worked.value, sent.overLeaveWhy)
  await markTaken(context, offerId, takerId, inReturnShiftId, state, over?.why ?? '')
  const overtaken = state === 'agreed' ? await carryOut(context, worked.value, over) : []
  return effect(
    { state, version: seenVersion + 1, warnings: byPlanner ? worked.value.warnings : worked.value.toTaker },
    {
      type: state === 'agreed' ? 'offer-agreed' : 'offer-taken',
      personId: takerId,
      data: { offerId, shiftId: known.shiftId, inReturnShiftId, ...(byPlanner && over && { overLeave: over.days }) },
    },
    ...(state === 'agreed' ? changedEvents(worked.value.changes, offerId) : []),
    ...overtaken,
  )
}

/** Leave that somebody works over by a swap, with the words of whoever agreed to it; null where nobody does. */
export function overLeaveOf({ overLeave }: Worked, why: string): AgreedOver | null {
  return overLeave.length === 0 ? null : { why, days: overLeave.map(({ personId, day }) => ({ personId, day })) }
}

/** @returns what became of other offers of the same shifts */
export async function carryOut(
  context: Context,
  worked: Worked,
  over: AgreedOver | null = null,
): Promise<readonly Happened[]> {
  await worked.apply()
  return (await followChanges(context, worked.changes, over)).happened
}

/** What a swap, or its undoing, does to each shift. */
export const changedEvents = (changes: readonly RotaChange[], offerId: ShiftOfferId): readonly Happened[] =>
  changes.map(({ shiftId, before, after }) => ({
    type: before === null ? 'shift-added' : after === null ? 'shift-cancelled' : 'shift-changed',
    ...(after && { personId: after.personId }),
    data: { shiftId, offerId, ...after, ...(before && { before, fromPersonId: before.personId }) },
  }))

/** That an offer is there, is as it was seen, and has not gone to somebody else meanwhile. */
export async function stillOpen(
  context: Context,
  found: StoredOffer | null,
  seenVersion: number,
  states: readonly StoredOffer['state'][],
): Promise<Outcome<StoredOffer, RotaRefusal>> {
  if (!found) return refuse({ code: 'offer-not-found' })
  if (!states.includes(found.state)) {
    const { sql, actor } = context
    const [taker] = await sql<{ name: string }[]>`
      select name from people where service_id = ${actor.serviceId} and id = ${found.takerId}`
    return refuse({ code: 'offer-closed', state: found.state, byName: taker?.name ?? null, at: found.takenAt })
  }
  if (found.version === seenVersion) return done(found)
  return refuse({ code: 'changed-since-seen', byName: null, at: null, version: found.version })
}

export const withdraw = handle(withdrawOffer, {
  needs: 'manage own shifts',
  async run({ offerId, seenVersion }, context) {
    const found = await lockOffer(context, offerId)
    if (found?.personId !== context.actor.personId) return refuse({ code: 'offer-not-found' })
    const open = await stillOpen(context, found, seenVersion, ['open', 'waiting'])
    if (!open.ok) return open
    await markDecided(context, offerId, 'withdrawn', '')
    return effect(
      { version: seenVersion + 1 },
      { type: 'offer-withdrawn', personId: open.value.personId, data: { offerId, shiftId: open.value.shiftId } },
    )
  },
})
