import type { PlanningStart, TriedStart, UsualStart } from '#shared/planner/contract.ts'
import type { ShiftPattern } from '#shared/planner/simulate/compare.ts'
import type { ShiftOnRota } from '#shared/planner/serviceRota.ts'
import type { TemplateRow } from '#shared/rota/contract.ts'
import { addDays, clockTimeOf, mondayOf, weekdayOf, type ClockTime, type LondonDay } from '#shared/time/london.ts'

/** Of how many whole weeks up to now today's pattern is the average. */
export const PATTERN_WEEKS = 4

const minuteOf = (clock: ClockTime): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/**
 * The pattern that is worked now: how many people start when, on an average weekday and weekend day of some whole weeks. Starts that
 * hardly anybody has are left out; desks take no work.
 */
export function usualPattern(
  shifts: readonly ShiftOnRota[],
  templates: readonly TemplateRow[],
  weeks: number,
): Pick<PlanningStart, 'weekdays' | 'weekends'> {
  const ofDays = (weekend: boolean): readonly UsualStart[] => {
    const counts = new Map<string, { start: Omit<UsualStart, 'people'>; count: number }>()
    for (const one of shifts) {
      if (one.role === 'practice-consultant' || weekdayOf(one.day) > 5 !== weekend) continue
      const [startsAt, endsAt] = [clockTimeOf(one.startsAt), clockTimeOf(one.endsAt)]
      const key = `${startsAt} ${endsAt} ${one.role === 'out-of-hours'}`
      const name = templates.find(({ id }) => id === one.templateId)?.name ?? 'Shift'
      const start = { startsAt, endsAt, outOfHours: one.role === 'out-of-hours', name }
      counts.set(key, { start, count: (counts.get(key)?.count ?? 0) + 1 })
    }
    return [...counts.values()]
      .map(({ start, count }) => ({ ...start, people: Math.round(count / (weeks * (weekend ? 2 : 5))) }))
      .filter(({ people }) => people > 0)
      .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt) || a.endsAt.localeCompare(b.endsAt))
  }
  return { weekdays: ofDays(false), weekends: ofDays(true) }
}

/** How many are usually on each template that is in use. */
export const usualNeeds = (
  shifts: readonly ShiftOnRota[],
  templates: readonly TemplateRow[],
  weeks: number,
): PlanningStart['needs'] =>
  templates
    .filter(({ retired }) => !retired)
    .map(({ id, name, startsAt, endsAt, role }) => {
      const own = shifts.filter(({ templateId }) => templateId === id)
      const weekend = own.filter(({ day }) => weekdayOf(day) > 5).length
      return {
        templateId: id,
        name,
        startsAt,
        endsAt,
        role,
        weekday: Math.round((own.length - weekend) / (weeks * 5)),
        weekend: Math.round(weekend / (weeks * 2)),
      }
    })

/** The first Monday from next week on that has less than half of a usual week's shifts. */
export function firstOpenMonday(
  shifts: readonly ShiftOnRota[],
  { today, usual, lookAhead }: { readonly today: LondonDay; readonly usual: number; readonly lookAhead: number },
): LondonDay {
  const next = addDays(mondayOf(today), 7)
  for (let week = 0; week < lookAhead; week += 1) {
    const monday = addDays(next, 7 * week)
    const there = shifts.filter(({ day }) => day >= monday && day < addDays(monday, 7)).length
    if (there < usual / 2) return monday
  }
  return addDays(next, 7 * lookAhead)
}

/** A pattern as it is typed, as the simulation reads it. */
export const patternOf = (weekdays: readonly TriedStart[], weekends: readonly TriedStart[]): ShiftPattern => {
  const read = (starts: readonly TriedStart[]) =>
    starts
      .filter(({ people }) => people > 0)
      .map(({ startsAt, endsAt, people, outOfHours }) => ({
        start: minuteOf(startsAt),
        end: minuteOf(endsAt),
        people,
        outOfHours,
      }))
  return { weekdays: read(weekdays), weekends: read(weekends) }
}
