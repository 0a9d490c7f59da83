import { leaveId as leaveIdOf, type LeaveId, type PersonId, type ToilEntryId } from '#shared/kernel/ids.ts'
import { done } from '#shared/kernel/outcome.ts'
import type { RotaRefusal } from '#shared/rota/words.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { clockTimeOf, type LondonDay } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import { wholeDay } from '#shared/toil/dayOff.ts'
import { takenByLeave, takenByPart } from '#shared/toil/leaveTaken.ts'
import { react, reactOrRefuse, type Context, type Happened, type Reaction } from '#server/kernel/handle.ts'
import { policyFor } from './ledgerStore.ts'
import { balanceOf, lockPerson, policiesOf, saveEntries } from './store.ts'

/** A day of leave that the rota shows as TOIL, with what stands in the ledger for it. */
interface LeaveDay {
  readonly day: LondonDay
  readonly hasShift: boolean
  readonly taken: number
}

/** Leave that takes TOIL: whose, and the hours of it where it is a part of a day. */
interface ToilLeave {
  readonly personId: PersonId
  readonly day: LondonDay
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
}

/** `null` for leave of another kind. */
async function toilLeave({ sql, actor }: Context, id: LeaveId): Promise<ToilLeave | null> {
  const [leave] = await sql<ToilLeave[]>`
    select person_id as "personId", first_day as day, starts_at as "startsAt", ends_at as "endsAt" from leave_requests where service_id = ${actor.serviceId} and id = ${id} and kind = 'toil'`
  return leave ?? null
}

/** A day that is away for another reason, as somebody who is ill, takes no TOIL. */
const leaveDays = ({ sql, actor }: Context, id: LeaveId): Promise<readonly LeaveDay[]> =>
  sql<LeaveDay[]>`
    select d.day,
      exists (select from shifts s where s.service_id = d.service_id and s.person_id = d.person_id and s.day = d.day and s.cancelled_at is null) as "hasShift",
      coalesce((select -sum(e.minutes) from toil_entries e where e.service_id = d.service_id and e.person_id = d.person_id and e.day = d.day and e.kind = 'TAKE'
        and not exists (select from toil_entries u where u.service_id = e.service_id and u.reverses_id = e.id)), 0)::int as taken
    from leave_requests l
    join days_away d on d.service_id = l.service_id and d.person_id = l.person_id and d.kind = 'toil' and d.day between l.first_day and l.last_day
    where l.service_id = ${actor.serviceId} and l.id = ${id} order by d.day`

/** Agreed leave of the kind "TOIL day" comes off the balance as it is agreed, by the rule of days that are booked; or it is not agreed. */
export const takenWhenAgreed = reactOrRefuse<RotaRefusal>('leave-agreed', async ({ data }: Happened, context) => {
  const leaveId = leaveIdOf.parse(data?.['leaveId'])
  const leave = await toilLeave(context, leaveId)
  const holder = leave && (await lockPerson(context, leave.personId))
  if (!leave || !holder) return done([])
  const { personId, day: first, startsAt, endsAt } = leave
  const [days, owed, policies] = await Promise.all([
    leaveDays(context, leaveId),
    balanceOf(context, personId),
    policiesOf(context, holder.employerId),
  ])
  const inForce = (day: LondonDay) => policyFor(policies, holder, day)
  const allowed = (day: LondonDay): number => inForce(day)?.policy.debitAllowedMinutes ?? 0
  const taken =
    startsAt && endsAt
      ? takenByPart({ day: first, minutes: minutesBetween(startsAt, endsAt), debitAllowed: allowed(first) }, owed)
      : takenByLeave(
          days.map((one) => ({ ...one, debitAllowed: allowed(one.day) })),
          wholeDay(holder),
          owed,
        )
  if (!taken.ok) return taken
  await saveEntries(
    context,
    taken.value.map(({ day, minutes: count }) => ({
      id: crypto.randomUUID() as ToilEntryId,
      personId,
      kind: 'TAKE',
      minutes: count,
      day,
      claimId: null,
      policyId: inForce(day)?.id ?? null,
      leaveId,
      note: startsAt && endsAt ? `Leave: TOIL ${clockTimeOf(startsAt)} to ${clockTimeOf(endsAt)}` : 'Leave: TOIL day',
    })),
  )
  const total = taken.value.reduce((sum, one) => sum + one.minutes, 0)
  return done(
    total === 0
      ? []
      : [{ type: 'toil-taken-by-leave', personId, data: { leaveId, minutes: total } } satisfies Happened],
  )
})

/** What leave took for days that are no longer away comes back, each entry exactly; days that were booked besides stay on the rota. */
async function giveBack({ data }: Happened, context: Context): Promise<readonly Happened[]> {
  const leaveId = leaveIdOf.parse(data?.['leaveId'])
  const leave = await toilLeave(context, leaveId)
  const holder = leave && (await lockPerson(context, leave.personId))
  if (!leave || !holder) return []
  const { personId } = leave
  const { sql, actor } = context
  const back = await sql<{ id: ToilEntryId; minutes: number; day: LondonDay }[]>`
    select e.id, e.minutes, e.day from toil_entries e
    where e.service_id = ${actor.serviceId} and e.leave_id = ${leaveId} and e.kind = 'TAKE'
      and not exists (select from toil_entries u where u.service_id = e.service_id and u.reverses_id = e.id)
      and (${leave.startsAt !== null} or not exists (select from days_away d where d.service_id = e.service_id and d.person_id = e.person_id and d.day = e.day and d.kind = 'toil'))
    order by e.position`
  await saveEntries(
    context,
    back.map(({ id, minutes: taken, day }) => ({
      id: crypto.randomUUID() as ToilEntryId,
      personId,
      kind: 'REVERSE',
      minutes: minutes(-taken),
      day,
      claimId: null,
      policyId: null,
      reversesId: id,
      leaveId,
      note: 'Leave withdrawn',
    })),
  )
  await keepBooked(context, leaveId, wholeDay(holder))
  const total = back.reduce((sum, one) => sum - one.minutes, 0)
  return total === 0 ? [] : [{ type: 'toil-given-back-with-leave', personId, data: { leaveId, minutes: total } }]
}

export const givenBackWithLeave = react('leave-withdrawn', giveBack)

/** Somebody who is back sooner gets back what the days from then on took. */
export const givenBackFromThen = react('leave-ended', giveBack)

/** A whole day that was booked by itself stays away, though leave of the same day is gone. */
const keepBooked = async ({ sql, actor }: Context, id: LeaveId, dayMinutes: number | null): Promise<void> => {
  if (dayMinutes === null) return
  await sql`
    insert into days_away (person_id, day, kind)
    select e.person_id, e.day, 'toil' from leave_requests l
    join toil_entries e on e.service_id = l.service_id and e.person_id = l.person_id and e.day between l.first_day and l.last_day
    where l.service_id = ${actor.serviceId} and l.id = ${id} and e.kind = 'TAKE' and e.leave_id is null
      and not exists (select from toil_entries u where u.service_id = e.service_id and u.reverses_id = e.id)
    group by e.person_id, e.day having -sum(e.minutes) >= ${dayMinutes}
    on conflict do nothing`
}

export const leaveReactions: readonly Reaction[] = [takenWhenAgreed, givenBackWithLeave, givenBackFromThen]
