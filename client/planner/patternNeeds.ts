import type { PlanningStart } from '#shared/planner/contract.ts'
import type { PlannedStart, ShiftPattern } from '#shared/planner/simulate/compare.ts'
import { clockOf } from './planWords.ts'

type Need = PlanningStart['needs'][number]

export interface PatternNeeds {
  /** What each shift needs, with the pattern's numbers where it has that shift; desks, which no pattern has, keep their own. */
  readonly needs: readonly Need[]
  /** Starts of the pattern that no shift of the service has, in words. */
  readonly without: readonly string[]
}

/**
 * A pattern that was tried, as numbers for the shifts of the service.
 *
 * @example patternNeeds(start.needs, tried).without // ['11:00 to 19:00, 2 people']
 */
export function patternNeeds(needs: readonly Need[], { weekdays, weekends }: ShiftPattern): PatternNeeds {
  const isDesk = ({ role }: Need) => role === 'practice-consultant'
  const fits = (need: Need, { start, end, outOfHours }: PlannedStart) =>
    !isDesk(need) &&
    clockOf(start) === need.startsAt &&
    clockOf(end) === need.endsAt &&
    outOfHours === (need.role === 'out-of-hours')
  const count = (need: Need, starts: readonly PlannedStart[]) =>
    starts.reduce((sum, one) => sum + (fits(need, one) ? one.people : 0), 0)
  const all = [...weekdays, ...weekends]
  const without = all.filter((one) => one.people > 0 && !needs.some((need) => fits(need, one)))
  return {
    needs: needs.map((need) =>
      isDesk(need) ? need : { ...need, weekday: count(need, weekdays), weekend: count(need, weekends) },
    ),
    without: [
      ...new Set(
        without.map(
          ({ start, end, people }) =>
            `${clockOf(start)} to ${clockOf(end)}, ${people === 1 ? '1 person' : `${people} people`}`,
        ),
      ),
    ],
  }
}
