import { timesOf } from '#shared/rota/changes.ts'
import { shiftRoles } from '#shared/rota/contract.ts'
import { previewLeave, type LeaveRow } from '#shared/rota/coverContract.ts'
import type { CoverShift } from '#shared/rota/councilCover.ts'
import { ofTeamWords, type CountsFor } from '#shared/rota/dutyNeeds.ts'
import { checkLeaveDays, isOfDayAway, whatLeaveBreaks, type AskedLeave, type LeaveBreaks } from '#shared/rota/leave.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import { spanOfPart } from '#shared/rota/hoursAway.ts'
import { countsFor, type OfTeam } from '#shared/rota/planning.ts'
import { spanOf } from '#shared/rota/roster.ts'
import { addDays, formatDayShort, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { answer, type Context } from '#server/kernel/handle.ts'
import { standingsOf } from '#server/register/store.ts'
import { needsOf } from './publishStore.ts'
import { daysAwayBetween, hoursAwayBetween, shiftsBetween, withHoursAway, type ShownShift } from './reading.ts'

/** What there is on some days, and who of it is cover. */
export interface Cover {
  readonly shifts: readonly ShownShift[]
  readonly counts: CountsFor<CoverShift>
}

/** How many days beside leave its breaks reach: a minimum of the evening before may be covered by a night that began before it. */
export const DAYS_BESIDE = 2

/**
 * The shifts of days and of the days beside them, without those of people who are away on their day; and who counts: not those who may not
 * act, and not those who have left.
 *
 * @param besides people who have no shift then, and might get one
 */
export async function coverBetween(
  context: Context,
  first: LondonDay,
  last: LondonDay,
  besides: readonly PersonId[] = [],
): Promise<Cover> {
  const [from, until] = [addDays(first, -DAYS_BESIDE), addDays(last, DAYS_BESIDE)]
  const [shifts, away, hours] = await Promise.all([
    shiftsBetween(context, from, until, null),
    daysAwayBetween(context, from, until, null),
    hoursAwayBetween(context, from, until, null),
  ])
  const here = withHoursAway(shifts, hours).filter((shift) => !isOfDayAway(shift, away))
  const ids = [...new Set([...here.map(({ personId }) => personId), ...besides])]
  const [people, standings] = await Promise.all([rolesOf(context, ids), standingsOf(context, ids)])
  const counts: Cover['counts'] = (shift, need) => {
    const person = people.get(shift.personId)
    const standing = standings.get(shift.personId) ?? null
    return person !== undefined && countsFor({ ...person, standing }, shift.role, spanOf(shift), need)
  }
  return { shifts: here, counts }
}

/** The roles and teams of those people who are still here. */
async function rolesOf(
  { sql, actor }: Context,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Pick<OfTeam, 'roles' | 'homeTeam'>>> {
  const rows = await sql<{ id: PersonId; roles: readonly Role[]; homeTeam: string }[]>`
    select p.id, p.roles, coalesce(a.home_team, '') as "homeTeam" from people p
    left join amhps a on a.service_id = p.service_id and a.person_id = p.id
    where p.service_id = ${actor.serviceId} and p.id = any (${[...ids]}::uuid[]) and p.left_at is null and p.access_stopped_at is null`
  return new Map(rows.map(({ id, roles, homeTeam }) => [id, { roles, homeTeam }]))
}

/** What somebody’s leave would break, as the rota stands now. */
export async function breaksOf(context: Context, leave: AskedLeave): Promise<LeaveBreaks> {
  const [{ shifts, counts }, needs] = await Promise.all([
    coverBetween(context, leave.firstDay, leave.lastDay),
    needsOf(context),
  ])
  return whatLeaveBreaks(leave, shifts, needs, counts)
}

export const breaksInWords = ({ shifts, gaps }: LeaveBreaks): LeaveRow['breaks'] => ({
  shifts: shifts.map((shift) => `${formatDayShort(shift.day)} ${timesOf(shift)}, ${shiftRoles[shift.role]}`),
  gaps: gaps.map(
    ({ role, start, end, short, needed, homeTeam }) =>
      `${formatDayShort(londonDayOf(start))} ${timesOf({ startsAt: start, endsAt: end })}: ${short} fewer than the ${needed} needed as ${shiftRoles[role]}${ofTeamWords({ homeTeam })}`,
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
    const { partStartsAt: startsAt, partEndsAt: endsAt } = asked
    const part = spanOfPart({ ...asked, kind: 'toil', part: startsAt && endsAt ? { startsAt, endsAt } : null })
    return { breaks: part.ok ? breaksInWords(await breaksOf(context, { ...asked, part: part.value })) : nothing }
  },
})
