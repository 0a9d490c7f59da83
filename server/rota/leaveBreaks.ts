import { timesOf } from '#shared/rota/changes.ts'
import { shiftRoles } from '#shared/rota/contract.ts'
import { previewLeave, type LeaveRow } from '#shared/rota/coverContract.ts'
import { checkLeaveDays, isOfDayAway, whatLeaveBreaks, type LeaveBreaks } from '#shared/rota/leave.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { addDays, formatDayShort, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { needsOf } from './publishStore.ts'
import { daysAwayBetween, shiftsBetween, type ShownShift } from './reading.ts'

/** The shifts of days and of the days beside them, without those of people who are away on their day: they are no cover. */
export async function coverBetween(
  context: Context,
  first: LondonDay,
  last: LondonDay,
): Promise<readonly ShownShift[]> {
  const [from, until] = [addDays(first, -1), addDays(last, 2)]
  const [shifts, away] = await Promise.all([
    shiftsBetween(context, from, until, null),
    daysAwayBetween(context, from, until, null),
  ])
  return shifts.filter((shift) => !isOfDayAway(shift, away))
}

/** What somebody’s leave would break, as the rota stands now. */
export async function breaksOf(
  context: Context,
  leave: { readonly personId: PersonId; readonly firstDay: LondonDay; readonly lastDay: LondonDay },
): Promise<LeaveBreaks> {
  const [shifts, needs] = await Promise.all([coverBetween(context, leave.firstDay, leave.lastDay), needsOf(context)])
  return whatLeaveBreaks(leave, shifts, needs)
}

export const breaksInWords = ({ shifts, gaps }: LeaveBreaks): LeaveRow['breaks'] => ({
  shifts: shifts.map((shift) => `${formatDayShort(shift.day)} ${timesOf(shift)}, ${shiftRoles[shift.role]}`),
  gaps: gaps.map(
    ({ role, start, end, short, needed }) =>
      `${formatDayShort(londonDayOf(start))} ${timesOf({ startsAt: start, endsAt: end })}: ${short} fewer than the ${needed} needed as ${shiftRoles[role]}`,
  ),
})

const isHere = async ({ sql, actor }: Context, id: PersonId): Promise<boolean> =>
  (await sql`select id from people where service_id = ${actor.serviceId} and id = ${id}`).length > 0

const nothing: LeaveRow['breaks'] = { shifts: [], gaps: [] }

/** Before somebody is put down as away: days that cannot be asked for break nothing, and are said when they are sent. */
export const showLeavePreview = answer(previewLeave, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run(asked, context) {
    if (!(await isHere(context, asked.personId))) return null
    if (!checkLeaveDays(asked.firstDay, asked.lastDay).ok) return { breaks: nothing }
    return { breaks: breaksInWords(await breaksOf(context, asked)) }
  },
})
