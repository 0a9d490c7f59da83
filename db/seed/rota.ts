import type { ServiceId, ShiftId } from '#shared/kernel/ids.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { addMinutes, earliest, latest, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, mondayOf, startOfDay, type LondonDay } from '#shared/time/london.ts'
import { overlaps, type Span } from '#shared/time/span.ts'
import type { Away } from './away.ts'
import type { BoardShift } from './boardShifts.ts'
import type { Happenings } from './happenings.ts'
import { plannedOn } from './patterns.ts'
import { daysFrom, type Period } from './period.ts'
import type { Draw } from './random.ts'
import { approvalOf, type Approved } from './register.ts'
import type { DemoRows, Row } from './rows.ts'
import { amhpKeys, type AmhpKey, type StaffIds, type StaffKey } from './staff.ts'
import type { TemplateKey, Templates } from './templates.ts'

interface RotaParts {
  readonly serviceId: ServiceId
  readonly period: Period
  readonly ids: StaffIds
  readonly templates: Templates
  readonly away: Away
  readonly board: readonly BoardShift[]
  readonly draw: Draw
}

/** The shifts that today's board is made with, by whose they are. */
export type BoardShiftRows = ReadonlyMap<StaffKey, Row<'shifts'>>

type Approvals = ReadonlyMap<StaffKey, Approved>

const REST = 11 * 60

/** Adds every shift and day away of the period. Nobody is in two places at once, and nobody has a shift on a day away. */
export function addRota(rows: DemoRows, happenings: Happenings, parts: RotaParts): BoardShiftRows {
  const { period, ids, templates, away, board, serviceId } = parts
  const onBoard = new Map(board.map((one) => [one.key, shiftRow(one, parts)]))
  const approvals: Approvals = new Map(amhpKeys.map((key) => [key, approvalOf(key, period.today)]))
  const taken = new Map<StaffKey, Span[]>(board.map(({ key, span }) => [key, [withRest(span)]]))
  for (const day of daysFrom(period.firstDay, period.lastDay)) {
    for (const [key, template] of changedForNextWeek(plannedOn(day, period.staggeredFrom), day, period)) {
      const kind = isAmhp(key) ? away.on(key, day) : undefined
      const span = shiftSpan(templates[template], day)
      const own = taken.get(key) ?? []
      if (!approvedThroughout(key, day, span, approvals) || own.some((one) => overlaps(one, span))) continue
      if (kind) rows.daysAway.push({ serviceId, personId: ids[key], day, kind, leaveId: null, workedShiftIds: [] })
      else {
        rows.shifts.push(shiftRow({ key, day, span, template }, parts))
        taken.set(key, [...own, span])
      }
    }
  }
  rows.shifts.push(...onBoard.values())
  tellOfShifts(rows.shifts, happenings, parts)
  return onBoard
}

function shiftRow(
  { key, day, span, template }: BoardShift,
  { serviceId, ids, templates, draw }: RotaParts,
): Row<'shifts'> {
  const calledIn = isAmhp(key) ? 'duty' : 'practice-consultant'
  return {
    serviceId,
    id: draw.id<ShiftId>(),
    personId: ids[key],
    templateId: template && templates[template].id,
    day,
    startsAt: span.start,
    endsAt: span.end,
    role: template ? templates[template].role : calledIn,
    layer: template ? ('pattern' as const) : ('exception' as const),
    plannedFor: null,
    turnStartsAt: null,
    partOf: null,
    breakMinutes: null,
    placeId: null,
    cancelledAt: null,
    cancelledWhy: '',
    version: 1,
  }
}

const isAmhp = (key: StaffKey): key is AmhpKey => (amhpKeys as readonly StaffKey[]).includes(key)
const withRest = ({ start, end }: Span): Span => ({ start: addMinutes(start, -REST), end: addMinutes(end, REST) })

/** Nobody is rostered for a minute that their approval does not cover. */
function approvedThroughout(key: StaffKey, day: LondonDay, { end }: Span, approvals: Approvals): boolean {
  const approved = approvals.get(key)
  return approved === undefined || (day >= approved.from && londonDayOf(addMinutes(end, -1)) <= approved.to)
}

/** On next week's draft somebody is down for Friday morning after a Thursday that ends at midnight: a rest rule to put right. */
function changedForNextWeek(
  planned: readonly (readonly [StaffKey, TemplateKey])[],
  day: LondonDay,
  { today }: Period,
): readonly (readonly [StaffKey, TemplateKey])[] {
  if (day !== addDays(mondayOf(today), 7 + 4)) return planned
  return planned.map(([key, template]) => [key, key === 'liam' ? 'early' : template] as const)
}

/** Each week of the rota was put together four weeks before; a shift on today's board that was not planned, this morning. */
function tellOfShifts(shifts: readonly Row<'shifts'>[], happenings: Happenings, { period, ids }: RotaParts): void {
  const planned = new Map<LondonDay, Instant>()
  for (const { id, personId, day, startsAt, endsAt, role } of shifts) {
    const week = addDays(mondayOf(day), -28)
    const at = planned.get(week) ?? earliest(latest(tenOClock(week), tenOClock(period.firstDay)), period.now)
    planned.set(week, at)
    happenings.tell(at, ids.ruth, {
      type: 'shift-added',
      personId,
      data: { shiftId: id, day, startsAt, endsAt, role, restMinutes: null },
    })
  }
}

const tenOClock = (day: LondonDay): Instant => addMinutes(startOfDay(day), 10 * 60)
