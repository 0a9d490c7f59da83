import type { LeaveId, ServiceId, ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { addDays, clockTime, mondayOf, type LondonDay } from '#shared/time/london.ts'
import type { Happenings } from './happenings.ts'
import type { Period } from './period.ts'
import type { Draw } from './random.ts'
import type { DemoRows } from './rows.ts'
import type { StaffIds, StaffKey } from './staff.ts'

interface PlanningParts {
  readonly serviceId: ServiceId
  readonly period: Period
  readonly ids: StaffIds
  readonly draw: Draw
}

/**
 * What a manager finds on a Thursday: next week with changes that are not published, a swap that both agree on and that
 * waits for agreement, and leave that somebody asks for.
 */
export function addPlanning(rows: DemoRows, happenings: Happenings, parts: PlanningParts): void {
  const { period } = parts
  const monday = addDays(mondayOf(period.today), 7)
  for (const later of [5, 6]) draftOn(rows, happenings, parts, 'ewa', addDays(monday, later))
  askForSwap(rows, happenings, parts, monday)
  askForLeave(rows, happenings, parts, monday)
}

const anHourAgo = ({ now }: Period) => addMinutes(now, -60)

/** A late on a day of next week’s weekend on which they have nothing yet. */
function draftOn(
  rows: DemoRows,
  happenings: Happenings,
  { serviceId, period, ids, draw }: PlanningParts,
  key: StaffKey,
  day: LondonDay,
): void {
  const personId = ids[key]
  if (rows.shifts.some((shift) => shift.personId === personId && shift.day === day)) return
  const { start, end } = shiftSpan({ startsAt: clockTime('12:00'), endsAt: clockTime('20:00') }, day)
  const [shiftId, madeAt] = [draw.id<ShiftId>(), anHourAgo(period)]
  rows.draftShifts.push({
    serviceId,
    shiftId,
    personId,
    templateId: null,
    day,
    startsAt: start,
    endsAt: end,
    role: 'duty',
    layer: 'exception',
    plannedFor: null,
    turnStartsAt: null,
    takenOff: false,
    why: '',
    basedOn: 0,
    importId: null,
    madeHow: 'hand',
    madeBy: ids.ruth,
    madeAt,
    version: 1,
  })
  happenings.tell(madeAt, ids.ruth, {
    type: 'shift-drafted',
    personId,
    data: { shiftId, day, startsAt: start, endsAt: end },
  })
}

/** Hannah’s Thursday for Marcus’s Thursday: each has one shift on a day on which the other has none, or there is no swap. */
function askForSwap(
  rows: DemoRows,
  happenings: Happenings,
  { serviceId, period, ids, draw }: PlanningParts,
  monday: LondonDay,
): void {
  const nextWeek = rows.shifts.filter(({ day }) => monday <= day && day <= addDays(monday, 6))
  const of = (key: StaffKey) => nextWeek.filter(({ personId }) => personId === ids[key])
  const free = (key: StaffKey, day: LondonDay) => !of(key).some((shift) => shift.day === day)
  const own = of('hannah').find(({ day }) => free('marcus', day))
  const back = of('marcus').find(({ day }) => free('hannah', day))
  if (!own || !back) return
  const id = draw.id<ShiftOfferId>()
  const [offeredAt, takenAt] = [addMinutes(period.now, -300), anHourAgo(period)]
  rows.shiftOffers.push({
    serviceId,
    id,
    kind: 'swap',
    shiftId: own.id,
    personId: own.personId,
    partStartsAt: null,
    partEndsAt: null,
    meantFor: null,
    note: 'School concert',
    state: 'waiting',
    offeredBy: own.personId,
    offeredAt,
    takerId: back.personId,
    inReturnShiftId: back.id,
    returnAgreedAt: takenAt,
    takenBy: back.personId,
    takenAt,
    decidedBy: null,
    decidedAt: null,
    decidedWhy: '',
    overLeaveWhy: '',
    leaveId: null,
    version: 2,
  })
  const data = { offerId: id, shiftId: own.id }
  happenings.tell(offeredAt, own.personId, {
    type: 'shift-offered',
    personId: own.personId,
    data: { ...data, kind: 'swap' },
  })
  happenings.tell(takenAt, back.personId, {
    type: 'offer-taken',
    personId: back.personId,
    data: { ...data, inReturnShiftId: back.id },
  })
}

function askForLeave(
  rows: DemoRows,
  happenings: Happenings,
  { serviceId, period, ids, draw }: PlanningParts,
  monday: LondonDay,
): void {
  const [id, askedAt] = [draw.id<LeaveId>(), addMinutes(period.now, -200)]
  const [firstDay, lastDay] = [addDays(monday, 8), addDays(monday, 9)]
  rows.leaveRequests.push({
    serviceId,
    id,
    personId: ids.grace,
    kind: 'annual-leave',
    firstDay,
    lastDay,
    startsAt: null,
    endsAt: null,
    state: 'asked',
    note: '',
    leavesGaps: false,
    askedBy: ids.grace,
    askedAt,
    decidedBy: null,
    decidedAt: null,
    decidedWhy: '',
    version: 1,
  })
  happenings.tell(askedAt, ids.grace, {
    type: 'leave-asked',
    personId: ids.grace,
    data: { leaveId: id, firstDay, lastDay },
  })
}
