import type { LeaveId, PersonId, ShiftOfferId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import {
  askLeave,
  decideLeave,
  leaveToDecide,
  myLeave,
  putLeave,
  withdrawLeave,
  type LeaveRow,
} from '#shared/rota/coverContract.ts'
import { timesOf } from '#shared/rota/changes.ts'
import { checkLeaveDays, leaveStates, whatLeaveBreaks, type LeaveBreaks, type LeaveState } from '#shared/rota/leave.ts'
import { shiftRoles, type AwayKind } from '#shared/rota/contract.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import { addDays, formatDayShort, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'
import { insertOffer } from './offerStore.ts'
import { needsOf } from './publishStore.ts'
import { shiftsBetween } from './reading.ts'
import { lockPeople } from './store.ts'

const oneAtATime = {
  one_leave_at_a_time: { code: 'leave-decided', state: 'asked for or agreed for some of these days' },
} as const

/** Days of TOIL come off a ledger that payroll closes over. */
const payroll = { payroll_is_open: { code: 'leave-payroll-closed' } } as const

interface StoredLeave {
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

const breaksOf = async (
  context: Context,
  leave: Pick<StoredLeave, 'personId' | 'firstDay' | 'lastDay'>,
): Promise<LeaveBreaks> => {
  const [shifts, needs] = await Promise.all([
    shiftsBetween(context, addDays(leave.firstDay, -1), addDays(leave.lastDay, 2), null),
    needsOf(context),
  ])
  return whatLeaveBreaks(leave, shifts, needs)
}

const insertLeave = (
  { sql, actor, now }: Context,
  leave: Omit<StoredLeave, 'version' | 'decidedWhy'>,
  leavesGaps: boolean,
) => sql`
  insert into leave_requests (id, person_id, kind, first_day, last_day, state, note, leaves_gaps, asked_by, asked_at, decided_by, decided_at)
  values (${leave.id}, ${leave.personId}, ${leave.kind}, ${leave.firstDay}, ${leave.lastDay}, ${leave.state}, ${leave.note}, ${leavesGaps},
    ${actor.personId}, ${now}, ${leave.state === 'agreed' ? actor.personId : null}, ${leave.state === 'agreed' ? now : null})`

/** Each day of agreed leave shows on the rota; a day that is away already for another reason stays as it is. */
const showAway = (
  { sql, actor }: Context,
  { personId, kind, firstDay, lastDay }: Pick<StoredLeave, 'personId' | 'kind' | 'firstDay' | 'lastDay'>,
) => sql`
  insert into days_away (service_id, person_id, day, kind)
  select ${actor.serviceId}, ${personId}, day::date, ${kind} from generate_series(${firstDay}::date, ${lastDay}::date, interval '1 day') day
  on conflict do nothing`

export const leaveAsked = handle(askLeave, {
  needs: 'manage own shifts',
  constraints: oneAtATime,
  async run(sent, context) {
    const days = checkLeaveDays(sent.firstDay, sent.lastDay)
    if (!days.ok) return days
    const { personId } = context.actor
    await lockPeople(context, [personId])
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
  constraints: { ...oneAtATime, ...payroll },
  async run({ knowsWhatBreaks, ...sent }, context) {
    if (sent.personId === context.actor.personId) return refuse({ code: 'own-leave' })
    const days = checkLeaveDays(sent.firstDay, sent.lastDay)
    if (!days.ok) return days
    const [person] = await lockPeople(context, [sent.personId])
    if (!person) return refuse({ code: 'person-unknown', field: 'personId' })
    const broken = await breaksOf(context, sent)
    if (breaksSomething(broken) && !knowsWhatBreaks) return breaks(broken)
    const leaveId = crypto.randomUUID() as LeaveId
    await insertLeave(context, { ...sent, id: leaveId, state: 'agreed' }, breaksSomething(broken))
    await showAway(context, sent)
    const data = { leaveId, firstDay: sent.firstDay, lastDay: sent.lastDay }
    return effect({ leaveId, shifts: broken.shifts.length }, { type: 'leave-agreed', personId: sent.personId, data })
  },
})

const breaksSomething = ({ shifts, gaps }: LeaveBreaks): boolean => shifts.length + gaps.length > 0
const breaks = ({ shifts, gaps }: LeaveBreaks) =>
  refuse({ code: 'leave-breaks-cover', shifts: shifts.length, gaps: gaps.length } as const)

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
  constraints: { one_open_offer_per_shift: { code: 'shift-offered-already' }, ...payroll },
  async run({ leaveId, seenVersion, agree, why, knowsWhatBreaks, offerShifts }, context) {
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
    const offered = offerShifts ? await offerAll(context, leave.personId, broken) : 0
    return effect(
      { version: seenVersion + 1, offered },
      { type: 'leave-agreed', personId: leave.personId, data: { ...data, offered } },
    )
  },
})

/** Offers every shift that the leave breaks, so that cover is looked for from the same moment. */
async function offerAll(context: Context, personId: PersonId, { shifts }: LeaveBreaks): Promise<number> {
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
    })
  }
  return open.length
}

export const leaveWithdrawn = handle(withdrawLeave, {
  needs: 'manage own shifts',
  constraints: payroll,
  async run({ leaveId, seenVersion }, context) {
    const { sql, actor, now } = context
    const found = await lockLeave(context, leaveId, seenVersion, ['asked', 'agreed'])
    const [own] =
      await sql`select 1 from leave_requests where service_id = ${actor.serviceId} and id = ${leaveId} and person_id = ${actor.personId}`
    if (!own) return refuse({ code: 'leave-not-found' })
    if (!found.ok) return found
    await markLeave(context, leaveId, 'withdrawn', '', false)
    await sql`
      delete from days_away where service_id = ${actor.serviceId} and person_id = ${actor.personId} and kind = ${found.value.kind}
        and day between ${found.value.firstDay} and ${found.value.lastDay} and day >= ${londonDayOf(now)}`
    return effect(
      { version: seenVersion + 1 },
      { type: 'leave-withdrawn', personId: actor.personId, data: { leaveId } },
    )
  },
})

/** Leave that is asked for, and what is agreed and not over; of everybody, or of one person. */
async function leaveRows(context: Context, personId: PersonId | null): Promise<readonly LeaveRow[]> {
  const { sql, actor, now } = context
  const rows = await sql<(StoredLeave & { readonly name: string })[]>`
    select l.id, l.person_id as "personId", p.name, l.kind, l.first_day as "firstDay", l.last_day as "lastDay", l.state, l.note,
      l.decided_why as "decidedWhy", l.version
    from leave_requests l join people p on p.service_id = l.service_id and p.id = l.person_id
    where l.service_id = ${actor.serviceId} and (l.state in ('asked', 'agreed') or l.decided_at > ${now}::timestamptz - interval '14 days')
      and l.last_day >= ${londonDayOf(now)} and (${personId}::uuid is null or l.person_id = ${personId})
    order by l.state <> 'asked', l.first_day, p.name limit 200`
  const toDecide = rows.filter(({ state }) => state === 'asked').slice(0, MOST_WORKED_OUT)
  const days = toDecide.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  const [shifts, needs] = await Promise.all([
    first && last ? shiftsBetween(context, addDays(first, -1), addDays(last, 2), null) : [],
    needsOf(context),
  ])
  const breaksHere = (row: StoredLeave): LeaveBreaks => {
    if (!toDecide.some(({ id }) => id === row.id)) return none
    const near = shifts.filter(({ day }) => addDays(row.firstDay, -1) <= day && day <= addDays(row.lastDay, 2))
    return whatLeaveBreaks(row, near, needs)
  }
  return rows.map((row) => ({ ...row, breaks: inWords(breaksHere(row)) }))
}

/** What is asked for soonest is worked out; the rest when it is its turn. */
const MOST_WORKED_OUT = 40

const none: LeaveBreaks = { shifts: [], gaps: [] }

const inWords = ({ shifts, gaps }: LeaveBreaks): LeaveRow['breaks'] => ({
  shifts: shifts.map((shift) => `${formatDayShort(shift.day)} ${timesOf(shift)}, ${shiftRoles[shift.role]}`),
  gaps: gaps.map(
    ({ role, start, end, short, needed }) =>
      `${formatDayShort(londonDayOf(start))} ${timesOf({ startsAt: start, endsAt: end })}: ${short} fewer than the ${needed} needed as ${shiftRoles[role]}`,
  ),
})

export const showLeave = answer(leaveToDecide, {
  needs: 'plan the rota',
  reveals: 'nobody',
  run: async (_asked, context) => ({ leave: await leaveRows(context, null) }),
})

export const showMyLeave = answer(myLeave, {
  needs: 'manage own shifts',
  reveals: 'nobody',
  run: async (_asked, context) => ({ leave: await leaveRows(context, context.actor.personId) }),
})
