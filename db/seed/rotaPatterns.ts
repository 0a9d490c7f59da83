import type { PatternId, PatternPlaceId, RotaExceptionId, ServiceId, SharedDutyId } from '#shared/kernel/ids.ts'
import { addDays, daysBetween, mondayOf, startOfDay, weekdayOf } from '#shared/time/london.ts'
import { weeklyTurns, WEEKS_FROM } from './patterns.ts'
import type { Period } from './period.ts'
import type { Draw } from './random.ts'
import type { DemoRows, Row } from './rows.ts'
import type { StaffIds, StaffKey } from './staff.ts'
import type { Templates } from './templates.ts'

interface PatternParts {
  readonly serviceId: ServiceId
  readonly period: Period
  readonly ids: StaffIds
  readonly templates: Templates
  readonly draw: Draw
}

const names: Readonly<Partial<Record<StaffKey, string>>> = {
  priya: 'Earlies, every week',
  grace: 'Middles, every week',
  hannah: 'Middays, with a weekend day',
  marcus: 'Middays, with the other weekend day',
  dan: 'Afternoons, with a weekend day',
  ewa: 'Lates, four days',
  liam: 'Twilights, four days',
  ines: 'Lates and twilights',
}

/** The patterns from which the demo’s weeks were built, who follows them, the nights that go round, and a day set by hand. */
export function addRotaPatterns(rows: DemoRows, { serviceId, period, ids, templates, draw }: PatternParts): void {
  const firstDay = period.staggeredFrom
  const offsetWeeks = Math.abs(daysBetween(WEEKS_FROM, mondayOf(firstDay)) / 7) % 2
  const known = new Map<string, PatternId>()
  for (const [key, weeks] of weeklyTurns(templates)) {
    const print = JSON.stringify(weeks)
    const name = names[key]
    if (!known.has(print) && name === undefined) continue
    const patternId = known.get(print) ?? draw.id<PatternId>()
    if (!known.has(print)) {
      known.set(print, patternId)
      rows.rotaPatterns.push({ serviceId, id: patternId, name: name ?? '', weeks, retired: false, version: 1 })
    }
    const place = { id: draw.id<PatternPlaceId>(), personId: ids[key], excludedDays: [], version: 1 }
    rows.patternPlaces.push({ serviceId, ...place, patternId, firstDay, lastDay: null, offsetWeeks })
  }
  addNights(rows, { serviceId, period, ids, templates, draw })
  const madeAt = startOfDay(period.today)
  const monday = addDays(mondayOf(period.today), 14)
  const turn = { startsAt: templates.middle.startsAt, endsAt: templates.middle.endsAt, role: templates.middle.role }
  rows.rotaExceptions.push({
    serviceId,
    id: draw.id<RotaExceptionId>(),
    personId: ids.tom,
    day: addDays(monday, 3 - weekdayOf(monday)),
    turns: [turn],
    why: 'Takes his father to hospital first',
    madeBy: ids.ruth,
    madeAt,
    endedAt: null,
  })
}

function addNights(rows: DemoRows, { serviceId, period, ids, templates, draw }: PatternParts): void {
  const dutyId = draw.id<SharedDutyId>()
  const { startsAt, endsAt, role } = templates.night
  const days: Row<'sharedDuties'>['days'] = ['1', '2', '3', '4', '5', '6', '7', 'bank-holiday']
  const nights = { name: 'Emergency Duty Team nights', how: 'in-turn', days, startsAt, endsAt, role } as const
  rows.sharedDuties.push({
    serviceId,
    id: dutyId,
    ...nights,
    firstDay: period.staggeredFrom,
    lastDay: null,
    version: 1,
  })
  for (const [position, key] of (['rosalind', 'kwame', 'yusuf'] as const).entries()) {
    const shared = { position, excludedDays: [], owedAWeek: 1, everyWeeks: 1 }
    rows.sharedDutyPeople.push({ serviceId, dutyId, personId: ids[key], ...shared })
  }
}
