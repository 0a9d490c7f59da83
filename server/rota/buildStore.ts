import type { PersonId } from '#shared/kernel/ids.ts'
import type { ShiftThere } from '#shared/rota/building.ts'
import { needsOn, type DutyNeed } from '#shared/rota/dutyNeeds.ts'
import { effectiveRota, type EffectiveTurn } from '#shared/rota/layers.ts'
import { turnsBetween, type DayTurn } from '#shared/rota/pattern.ts'
import { asTurns, isExcluded, turnsOfDuty, type SharedDuty, type SharedTurns } from '#shared/rota/sharedDuty.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { formatDayShort, londonDayOf, spanOn, type LondonDay } from '#shared/time/london.ts'
import { overlaps } from '#shared/time/span.ts'
import type { Context } from '#server/kernel/handle.ts'
import { dutyRows, endedExceptions, exceptionRows, patternRows, placeRows } from './patternStore.ts'
import { needsOf } from './publishStore.ts'

export interface Layered {
  readonly turns: readonly EffectiveTurn[]
  /** `person day` of each day that was set by hand. */
  readonly exceptions: ReadonlySet<string>
  /** What was set by hand of days that are no longer set so. */
  readonly ended: readonly EffectiveTurn[]
  /** Shared and owed days for which nobody was left, in words. */
  readonly short: (nameOf: (personId: PersonId) => string) => readonly string[]
}

const key = (personId: PersonId, day: LondonDay): string => `${personId} ${day}`

/** Every turn of some days: from patterns, from duties that are shared, and with what was set by hand over both. */
export async function layeredTurns(
  context: Context,
  firstDay: LondonDay,
  lastDay: LondonDay,
  there: readonly ShiftThere[],
  isAway: (personId: PersonId, day: LondonDay) => boolean,
): Promise<Layered> {
  const [patterns, places, duties, byHand, over, needs] = await Promise.all([
    patternRows(context),
    placeRows(context, firstDay, lastDay),
    dutyRows(context),
    exceptionRows(context, firstDay, lastDay),
    endedExceptions(context, firstDay, lastDay),
    needsOf(context),
  ])
  const exceptions = new Set(byHand.map(({ personId, day }) => key(personId, day)))
  const placed = places.flatMap((place) => {
    const pattern = patterns.find(({ id, retired }) => id === place.patternId && !retired)
    return pattern ? [{ pattern, place }] : []
  })
  // Each place leaves out its own days: whoever moves to another pattern has two.
  const own = placed.flatMap((one) =>
    turnsBetween([one], firstDay, lastDay).filter(({ day }) => !isExcluded(one.place.excludedDays, day)),
  )
  const taken = new Set(own.map(({ personId, day }) => key(personId, day)))
  const shared: DayTurn[] = []
  const short: ((nameOf: (personId: PersonId) => string) => readonly string[])[] = []
  for (const duty of duties) {
    const answer = turnsOfDuty({
      duty,
      firstDay,
      lastDay,
      cannot: (personId, day) =>
        isAway(personId, day) || exceptions.has(key(personId, day)) || taken.has(key(personId, day)),
      held: heldOf(duty, there),
      wanted: (day) => wantedOn(day, duty, needs, own),
    })
    shared.push(...asTurns(duty, answer.given))
    for (const { personId, day } of answer.given) taken.add(key(personId, day))
    short.push((nameOf) => shortWords(duty, answer, nameOf))
  }
  const { turns } = effectiveRota({ pattern: [...own, ...shared], exceptions: byHand, swaps: [], covers: [] })
  const ended = over.flatMap((one) => effectiveRota({ pattern: [], exceptions: [one], swaps: [], covers: [] }).turns)
  return { turns, exceptions, ended, short: (nameOf) => short.flatMap((words) => words(nameOf)) }
}

/**
 * What was given of a duty before: shifts that a pattern put there at its times, and pieces of one of which part was swapped. A swapped
 * one counts for whoever it was given to.
 */
function heldOf(duty: SharedDuty, there: readonly ShiftThere[]) {
  const held = there.flatMap(({ layer, plannedFor, personId, turnStartsAt, ...shift }) => {
    const day = turnStartsAt === null ? shift.day : londonDayOf(turnStartsAt)
    const span = shiftSpan(duty, day)
    const whole =
      (layer === 'pattern' || plannedFor !== null) && shift.startsAt === span.start && shift.endsAt === span.end
    const isOf = shift.role === duty.role && (whole || turnStartsAt === span.start)
    return isOf ? [{ personId: plannedFor ?? personId, day }] : []
  })
  return [...new Map(held.map((one) => [key(one.personId, one.day), one])).values()]
}

/** What the minimums ask for at the times of a duty, of the whole service or of its teams together, less those whom patterns put on. */
function wantedOn(day: LondonDay, duty: SharedDuty, needs: readonly DutyNeed[], own: readonly DayTurn[]): number {
  const span = shiftSpan(duty, day)
  const asked = new Map<string | null, number>()
  for (const need of needsOn(needs, day))
    if (need.role === duty.role && overlaps(spanOn(day, need.startsAt, need.endsAt), span))
      asked.set(need.homeTeam, Math.max(need.minimum, asked.get(need.homeTeam) ?? 0))
  const whole = asked.get(null) ?? 0
  const ofTeams = [...asked.values()].reduce((sum, minimum) => sum + minimum, 0) - whole
  const on = own.filter(
    (turn) => turn.day === day && turn.role === duty.role && overlaps(shiftSpan(turn, day), span),
  ).length
  return Math.max(0, Math.max(whole, ofTeams) - on)
}

const shortWords = (
  duty: SharedDuty,
  { nobody, notGiven }: SharedTurns,
  nameOf: (personId: PersonId) => string,
): readonly string[] => [
  ...nobody.map((day) => `${duty.name}, ${formatDayShort(day)}: nobody who shares it can.`),
  ...notGiven.map(
    ({ monday, personId, days }) =>
      `${duty.name}: ${nameOf(personId)} owes ${days === 1 ? 'a day' : `${days} days`} in the week of ${formatDayShort(monday)}, and no day is left on which they can.`,
  ),
]
