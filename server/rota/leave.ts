import type { LeaveId, PersonId, ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { askLeave, decideLeave, endLeave, putLeave, withdrawLeave } from '#shared/rota/coverContract.ts'
import { checkBackOn, checkLeaveDays, leaveStates, type LeaveBreaks, type LeaveState } from '#shared/rota/leave.ts'
import type { AwayKind } from '#shared/rota/contract.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { effect, handle, type Context, type Happened } from '#server/kernel/handle.ts'
import { insertOffer } from './offerStore.ts'
import { breaksOf } from './leaveBreaks.ts'
import { lockPeople } from './store.ts'

const oneAtATime = {
  one_leave_at_a_time: { code: 'leave-decided', state: 'asked for or agreed for some of these days' },
} as const

/** Days of TOIL come off a ledger that payroll closes over. */
const payroll = { payroll_is_open: { code: 'leave-payroll-closed' } } as const
const offeredMeanwhile = { one_open_offer_per_shift: { code: 'shift-offered-already' } } as const

export interface StoredLeave {
  readonly id: LeaveId
  readonly personId: PersonId
  readonly kind: AwayKind
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  readonly state: LeaveState
  readonly note: string
  readonly decidedWhy: string
  readonly version: number
}

const insertLeave = (
  { sql, actor, now }: Context,
  leave: Omit<StoredLeave, 'version' | 'decidedWhy'>,
  leavesGaps: boolean,
) => sql`
  insert into leave_requests (id, person_id, kind, first_day, last_day, state, note, leaves_gaps, asked_by, asked_at, decided_by, decided_at)
  values (${leave.id}, ${leave.personId}, ${leave.kind}, ${leave.firstDay}, ${leave.lastDay}, ${leave.state}, ${leave.note}, ${leavesGaps},
    ${actor.personId}, ${now}, ${leave.state === 'agreed' ? actor.personId : null}, ${leave.state === 'agreed' ? now : null})`

/** A day of TOIL comes off the ledger of whoever is on the register; trainees and an Emergency Duty Team have none here. */
async function checkLedger(
  { sql, actor }: Context,
  personId: PersonId,
  kind: AwayKind,
): Promise<Outcome<null, RotaRefusal>> {
  if (kind !== 'toil') return done(null)
  const [found] = await sql`select 1 from amhps where service_id = ${actor.serviceId} and person_id = ${personId}`
  return found ? done(null) : refuse({ code: 'no-toil-kept', field: 'kind' })
}

/** Each day of agreed leave shows on the rota; a day that is away already for another reason stays as it is. */
const showAway = (
  { sql, actor }: Context,
  { id, personId, kind, firstDay, lastDay }: Pick<StoredLeave, 'id' | 'personId' | 'kind' | 'firstDay' | 'lastDay'>,
) => sql`
  insert into days_away (service_id, person_id, day, kind, leave_id)
  select ${actor.serviceId}, ${personId}, day::date, ${kind}, ${id} from generate_series(${firstDay}::date, ${lastDay}::date, interval '1 day') day
  on conflict do nothing`

export const leaveAsked = handle(askLeave, {
  needs: 'ask for leave',
  constraints: oneAtATime,
  async run(sent, context) {
    const days = checkLeaveDays(sent.firstDay, sent.lastDay)
    if (!days.ok) return days
    const { personId } = context.actor
    await lockPeople(context, [personId])
    const kept = await checkLedger(context, personId, sent.kind)
    if (!kept.ok) return kept
    const leaveId = crypto.randomUUID() as LeaveId
    await insertLeave(context, { ...sent, id: leaveId, personId, state: 'asked' }, false)
    const { shifts } = await breaksOf(context, { ...sent, personId })
    return effect(
      { leaveId, shifts: shifts.length },
      { type: 'leave-asked', personId, data: { leaveId, firstDay: sent.firstDay, lastDay: sent.lastDay } },
    )
  },
})

export const leavePut = handle(putLeave, {
  needs: 'plan the rota',
  constraints: { ...oneAtATime, ...offeredMeanwhile, ...payroll },
  async run({ knowsWhatBreaks, offerShifts, ...sent }, context) {
    if (sent.personId === context.actor.personId) return refuse({ code: 'own-leave' })
    const days = checkLeaveDays(sent.firstDay, sent.lastDay)
    if (!days.ok) return days
    const [person] = await lockPeople(context, [sent.personId])
    if (!person) return refuse({ code: 'person-unknown', field: 'personId' })
    const kept = await checkLedger(context, sent.personId, sent.kind)
    if (!kept.ok) return kept
    const broken = await breaksOf(context, sent)
    if (breaksSomething(broken) && !knowsWhatBreaks) return breaks(broken)
    const leaveId = crypto.randomUUID() as LeaveId
    await insertLeave(context, { ...sent, id: leaveId, state: 'agreed' }, breaksSomething(broken))
    await showAway(context, { ...sent, id: leaveId })
    const offered = offerShifts ? await offerAll(context, leaveId, sent.personId, broken) : 0
    const data = { leaveId, firstDay: sent.firstDay, lastDay: sent.lastDay, offered }
    return effect(
      { leaveId, shifts: broken.shifts.length, offered },
      { type: 'leave-agreed', personId: sent.personId, data },
    )
  },
})

const breaksSomething = ({ shifts, gaps }: LeaveBreaks): boolean => shifts.length + gaps.length > 0
const breaks = ({ shifts, gaps }: LeaveBreaks) =>
  refuse({ code: 'leave-breaks-cover', shifts: shifts.length, gaps: gaps.length } as const)

/**
 * Locks whose leave it is, before the leave itself: the order in which shifts are put on and given away, so that nobody gets one on a
 * day of it meanwhile.
 */
async function lockWhose(context: Context, id: LeaveId): Promise<void> {
  const { sql, actor } = context
  const [found] = await sql<{ personId: PersonId }[]>`
    select person_id as "personId" from leave_requests where service_id = ${actor.serviceId} and id = ${id}`
  if (found) await lockPeople(context, [found.personId])
}

async function lockLeave(
  context: Context,
  id: LeaveId,
  seenVersion: number,
  states: readonly LeaveState[],
): Promise<Outcome<StoredLeave, RotaRefusal>> {
  const { sql, actor } = context
  const [found] = await sql<StoredLeave[]>`
    select id, person_id as "personId", kind, first_day as "firstDay", last_day as "lastDay", state, note, decided_why as "decidedWhy", version
    from leave_requests where service_id = ${actor.serviceId} and id = ${id} for no key update`
  if (!found) return refuse({ code: 'leave-not-found' })
  if (!states.includes(found.state))
    return refuse({ code: 'leave-decided', state: leaveStates[found.state].toLowerCase() })
  if (found.version === seenVersion) return done(found)
  return refuse({ code: 'changed-since-seen', byName: null, at: null, version: found.version })
}

const markLeave = (
  { sql, actor, now }: Context,
  id: LeaveId,
  state: LeaveState,
  why: string,
  leavesGaps: boolean,
) => sql`
  update leave_requests set state = ${state}, decided_by = ${actor.personId}, decided_at = ${now}, decided_why = ${why},
    leaves_gaps = ${leavesGaps}, version = version + 1
  where service_id = ${actor.serviceId} and id = ${id}`

export const leaveDecided = handle(decideLeave, {
  needs: 'plan the rota',
  constraints: { ...offeredMeanwhile, ...payroll },
  async run({ leaveId, seenVersion, agree, why, knowsWhatBreaks, offerShifts }, context) {
    await lockWhose(context, leaveId)
    const found = await lockLeave(context, leaveId, seenVersion, ['asked'])
    if (!found.ok) return found
    const leave = found.value
    if (leave.personId === context.actor.personId) return refuse({ code: 'own-leave' })
    const data = { leaveId, firstDay: leave.firstDay, lastDay: leave.lastDay }
    if (!agree) {
      await markLeave(context, leaveId, 'turned-down', why, false)
      return effect(
        { version: seenVersion + 1, offered: 0 },
        { type: 'leave-turned-down', personId: leave.personId, data },
      )
    }
    const broken = await breaksOf(context, leave)
    if (breaksSomething(broken) && !knowsWhatBreaks) return breaks(broken)
    await markLeave(context, leaveId, 'agreed', why, breaksSomething(broken))
    await showAway(context, leave)
    const offered = offerShifts ? await offerAll(context, leaveId, leave.personId, broken) : 0
    return effect(
      { version: seenVersion + 1, offered },
      { type: 'leave-agreed', personId: leave.personId, data: { ...data, offered } },
    )
  },
})

/** Offers every shift that the leave breaks, so that cover is looked for from the same moment. */
async function offerAll(
  context: Context,
  leaveId: LeaveId,
  personId: PersonId,
  { shifts }: LeaveBreaks,
): Promise<number> {
  const { sql, actor, now } = context
  const offered = await sql<{ shiftId: string }[]>`
    select shift_id as "shiftId" from shift_offers where service_id = ${actor.serviceId} and state in ('open', 'waiting')`
  const known = new Set(offered.map(({ shiftId }) => shiftId))
  const open = shifts.filter(({ id, startsAt }) => startsAt > now && !known.has(id))
  for (const { id: shiftId } of open) {
    const id = crypto.randomUUID() as ShiftOfferId
    await insertOffer(context, {
      id,
      kind: 'give-away',
      shiftId,
      personId,
      partStartsAt: null,
      partEndsAt: null,
      meantFor: null,
      note: 'Leave',
      leaveId,
    })
  }
  return open.length
}

export const leaveWithdrawn = handle(withdrawLeave, {
  needs: 'ask for leave',
  constraints: payroll,
  async run({ leaveId, seenVersion }, context) {
    const { sql, actor } = context
    await lockWhose(context, leaveId)
    const found = await lockLeave(context, leaveId, seenVersion, ['asked', 'agreed'])
    const [own] =
      await sql`select 1 from leave_requests where service_id = ${actor.serviceId} and id = ${leaveId} and person_id = ${actor.personId}`
    if (!own) return refuse({ code: 'leave-not-found' })
    if (!found.ok) return found
    await markLeave(context, leaveId, 'withdrawn', '', false)
    const taken = await takeBackFrom(context, found.value, londonDayOf(context.now))
    return effect(
      { version: seenVersion + 1 },
      { type: 'leave-withdrawn', personId: actor.personId, data: { leaveId } },
      ...taken,
    )
  },
})

/**
 * Takes back what leave has put on the rota from a day on: the days that are its own, and the shifts that are still offered for it.
 * A day that the TOIL ledger booked inside it stays, and so does a shift that a colleague has by now.
 */
async function takeBackFrom(
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

/** Somebody is back sooner than was agreed: the days from then on are theirs to work again. The days before stay as they were. */
export const leaveEnded = handle(endLeave, {
  needs: 'plan the rota',
  constraints: payroll,
  async run({ leaveId, seenVersion, backOn }, context) {
    const { sql, actor } = context
    await lockWhose(context, leaveId)
    const found = await lockLeave(context, leaveId, seenVersion, ['agreed'])
    const [own] =
      await sql`select 1 from leave_requests where service_id = ${actor.serviceId} and id = ${leaveId} and person_id = ${actor.personId}`
    if (own) return refuse({ code: 'own-leave' })
    if (!found.ok) return found
    const { personId, firstDay, lastDay } = found.value
    const within = checkBackOn(found.value, backOn)
    if (!within.ok) return within
    if (backOn === firstDay) await markLeave(context, leaveId, 'withdrawn', '', false)
    else
      await sql`
        update leave_requests set last_day = ${addDays(backOn, -1)}, version = version + 1
        where service_id = ${actor.serviceId} and id = ${leaveId}`
    const taken = await takeBackFrom(context, found.value, backOn)
    const data = { leaveId, firstDay, lastDay, backOn }
    return effect(
      { version: seenVersion + 1, offersEnded: taken.length },
      { type: backOn === firstDay ? 'leave-withdrawn' : 'leave-ended', personId, data },
      ...taken,
    )
  },
})
