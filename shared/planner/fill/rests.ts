import type { PlannedPerson, RotaProblem } from '../problem.ts'

/** When the last duty of the fortnight before ended, in the problem's minutes; `null` when there was none. */
export const latestEnd = ({ before }: PlannedPerson): number | null =>
  before === null || before.length === 0 ? null : Math.max(...before.map(({ endsAt }) => endsAt))

/**
 * Which value may not follow which so many days later, as a table by day, value and value; `null` when all may. It is worked out
 * from real moments for each day, so the nights on which the clocks change are as short or long as they are.
 */
export function shortAfter(problem: RotaProblem, daysLater: 1 | 2): Uint8Array | null {
  const { days, shifts, rest } = problem
  const values = shifts.length + 1
  const table = new Uint8Array(days * values * values)
  let any = false
  for (let day = 0; day + daysLater < days; day += 1)
    for (const first of shifts.keys())
      for (const then of shifts.keys()) {
        const short =
          rest.by === 'table'
            ? daysLater === 1 && (rest.notAfter[first]?.includes(then) ?? false)
            : gap(problem, [day, first], [day + daysLater, then]) < rest.least
        if (!short) continue
        any = true
        table[(day * values + first + 1) * values + then + 1] = 1
      }
  return any ? table : null
}

type Place = readonly [day: number, shift: number]

function gap({ rest }: RotaProblem, [day, shift]: Place, [nextDay, next]: Place): number {
  if (rest.by === 'table') return Number.POSITIVE_INFINITY
  const [first, then] = [rest.moments[day]?.[shift], rest.moments[nextDay]?.[next]]
  return first && then ? then.start - first.end : Number.POSITIVE_INFINITY
}

/** For each value of day 0, 1 when it would start too soon after what was worked before. */
export function shortFirst({ shifts, rest }: RotaProblem, endedAt: number | null): readonly number[] {
  if (rest.by === 'table' || endedAt === null) return [0, ...shifts.map(() => 0)]
  return [
    0,
    ...shifts.map((_, shift) =>
      (rest.moments[0]?.[shift]?.start ?? Number.POSITIVE_INFINITY) - endedAt < rest.least ? 1 : 0,
    ),
  ]
}
