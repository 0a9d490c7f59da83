import type { PersonId } from '#shared/kernel/ids.ts'
import { leaveToDecide, myLeave, type LeaveRow } from '#shared/rota/coverContract.ts'
import { whatLeaveBreaks, type LeaveBreaks } from '#shared/rota/leave.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { leaveOf, type LeaveColumns, type StoredLeave } from './leaveStore.ts'
import { breaksInWords, coverBetween, DAYS_BESIDE } from './leaveBreaks.ts'
import { needsOf } from './publishStore.ts'

interface Named extends StoredLeave {
  readonly name: string
}

/** Leave that is asked for, and what is agreed and not over; of everybody, or of one person. */
async function leaveRows(context: Context, personId: PersonId | null): Promise<readonly LeaveRow[]> {
  const { sql, actor, now } = context
  const stored = await sql<LeaveColumns<Named>[]>`
    select l.id, l.person_id as "personId", p.name, l.kind, l.first_day as "firstDay", l.last_day as "lastDay", l.starts_at as "partFrom", l.ends_at as "partTo", l.state, l.note,
      l.decided_why as "decidedWhy", l.version
    from leave_requests l join people p on p.service_id = l.service_id and p.id = l.person_id
    where l.service_id = ${actor.serviceId} and (l.state in ('asked', 'agreed') or l.decided_at > ${now}::timestamptz - interval '14 days')
      and l.last_day >= ${londonDayOf(now)} and (${personId}::uuid is null or l.person_id = ${personId})
    order by l.state <> 'asked', l.first_day, p.name limit 200`
  const rows = stored.map((row) => leaveOf<Named>(row))
  const toDecide = rows.filter(({ state }) => state === 'asked').slice(0, MOST_WORKED_OUT)
  const days = toDecide.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]).toSorted()
  const [first, last] = [days[0], days.at(-1)]
  const [cover, needs] = await Promise.all([
    first && last ? coverBetween(context, first, last) : null,
    needsOf(context),
  ])
  const breaksHere = (row: StoredLeave): LeaveBreaks => {
    if (!cover || !toDecide.some(({ id }) => id === row.id)) return none
    const [from, until] = [addDays(row.firstDay, -DAYS_BESIDE), addDays(row.lastDay, DAYS_BESIDE)]
    const near = cover.shifts.filter(({ day }) => from <= day && day <= until)
    return whatLeaveBreaks(row, near, needs, cover.counts)
  }
  return rows.map((row) => ({ ...row, breaks: breaksInWords(breaksHere(row)) }))
}

/** What is asked for soonest is worked out; the rest when it is its turn. */
const MOST_WORKED_OUT = 40

const none: LeaveBreaks = { shifts: [], gaps: [] }

/** Everybody whose days away matter to a rota: those on the register, consultants, trainees and the Emergency Duty Team. */
const whoCanBeAway = ({ sql, actor }: Context) => sql<{ personId: PersonId; name: string }[]>`
  select p.id as "personId", p.name from people p
  left join amhps a on a.service_id = p.service_id and a.person_id = p.id
  where p.service_id = ${actor.serviceId} and p.left_at is null
    and (a.person_id is not null or p.roles && array['practice-consultant', 'amhp', 'trainee', 'edt'])
  order by p.name, p.id`

export const showLeave = answer(leaveToDecide, {
  needs: 'plan the rota',
  reveals: 'nobody',
  run: async (_asked, context) => ({ leave: await leaveRows(context, null), people: await whoCanBeAway(context) }),
})

export const showMyLeave = answer(myLeave, {
  needs: 'ask for leave',
  reveals: 'nobody',
  run: async (_asked, context) => ({ leave: await leaveRows(context, context.actor.personId) }),
})
