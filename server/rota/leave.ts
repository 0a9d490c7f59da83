import type { LeaveId, PersonId, ShiftOfferId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { askLeave, decideLeave, endLeave, putLeave, withdrawLeave } from '#shared/rota/coverContract.ts'
import { spanOfPart, type PartOfDay } from '#shared/rota/hoursAway.ts'
import { checkBackOn, checkLeaveDays, type LeaveBreaks } from '#shared/rota/leave.ts'
import type { AwayKind } from '#shared/rota/contract.ts'
import type { Span } from '#shared/time/span.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { insertOffer } from './offerStore.ts'
import { breaksOf } from './leaveBreaks.ts'
import { insertLeave, lockLeave, lockWhose, markLeave, showAway, takeBackFrom } from './leaveStore.ts'
import { lockPeople } from './store.ts'

const oneAtATime = {
  one_leave_at_a_time: { code: 'leave-decided', state: 'asked for or agreed for some of these days' },
} as const

/** Days of TOIL come off a ledger that payroll closes over. */
const payroll = { payroll_is_open: { code: 'leave-payroll-closed' } } as const
const offeredMeanwhile = { one_open_offer_per_shift: { code: 'shift-offered-already' } } as const

interface AskedDays {
  readonly kind: AwayKind
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  readonly part: PartOfDay | null
}

/** The hours of what is asked for, `null` for whole days; or why it cannot be asked for. */
function checkAsked(asked: AskedDays): Outcome<Span | null, RotaRefusal> {
  const days = checkLeaveDays(asked.firstDay, asked.lastDay)
  return days.ok ? spanOfPart(asked) : days
}

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

export const leaveAsked = handle(askLeave, {
  needs: 'ask for leave',
  constraints: oneAtATime,
  async run(sent, context) {
    const asked = checkAsked(sent)
    if (!asked.ok) return asked
    const { personId } = context.actor
    const leave = { ...sent, part: asked.value, personId }
    await lockPeople(context, [personId])
    const kept = await checkLedger(context, personId, sent.kind)
    if (!kept.ok) return kept
    const leaveId = crypto.randomUUID() as LeaveId
    await insertLeave(context, { ...leave, id: leaveId, state: 'asked' }, false)
    const { shifts } = await breaksOf(context, leave)
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
    const asked = checkAsked(sent)
    if (!asked.ok) return asked
    const leave = { ...sent, part: asked.value }
    const [person] = await lockPeople(context, [sent.personId])
    if (!person) return refuse({ code: 'person-unknown', field: 'personId' })
    const kept = await checkLedger(context, sent.personId, sent.kind)
    if (!kept.ok) return kept
    const broken = await breaksOf(context, leave)
    if (breaksSomething(broken) && !knowsWhatBreaks) return breaks(broken)
    const leaveId = crypto.randomUUID() as LeaveId
    await insertLeave(context, { ...leave, id: leaveId, state: 'agreed' }, breaksSomething(broken))
    await showAway(context, { ...leave, id: leaveId })
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
    const { part } = found.value
    if (part && part.end <= context.now) return refuse({ code: 'part-is-over', at: part.end })
    await markLeave(context, leaveId, 'withdrawn', '', false)
    const taken = await takeBackFrom(context, found.value, londonDayOf(context.now))
    return effect(
      { version: seenVersion + 1 },
      { type: 'leave-withdrawn', personId: actor.personId, data: { leaveId } },
      ...taken,
    )
  },
})

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
