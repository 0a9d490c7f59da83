import type { PersonId } from '../kernel/ids.ts'
import type { ShiftRole } from '../rota/contract.ts'
import { DAILY_REST } from '../rota/rest.ts'
import type { Blocked, ShiftMoments } from './problem.ts'

/** A shift that stands on the rota already and that the fill does not plan: of no template that is filled, or of the day after its weeks. */
export interface OtherShift extends ShiftMoments {
  readonly day: number
  readonly role: ShiftRole
  /** Who works it; left out where that does not matter. */
  readonly personId?: PersonId
}

/** For each day and each shift that is filled, when it starts and ends. */
type Moments = readonly (readonly ShiftMoments[])[]

/**
 * The shifts of neighbouring days that would leave somebody under eleven hours beside what they work anyhow.
 *
 * @example besideOthers([nightOfMonday], moments) // [{ day: 1, shift: 0, why: 'other-work' }]
 */
export const besideOthers = (others: readonly OtherShift[], moments: Moments): readonly Blocked[] =>
  others.flatMap((other) =>
    [other.day - 1, other.day + 1].flatMap((day) =>
      (moments[day] ?? []).flatMap((own, shift): Blocked[] => {
        const rest = own.start < other.start ? other.start - own.end : own.start - other.end
        return rest < DAILY_REST ? [{ day, shift, why: 'other-work' }] : []
      }),
    ),
  )

/**
 * How many people are on a shift that is filled already, by shifts of other times in its role: each counts where it covers most, and at
 * least half.
 *
 * @example coveredAlready([eightToFour], needs, moments)(0, 0) // 1
 */
export function coveredAlready(
  others: readonly OtherShift[],
  needs: readonly { readonly role: ShiftRole }[],
  moments: Moments,
): (day: number, shift: number) => number {
  const counts = new Map<string, number>()
  for (const other of others) {
    const [best] = (moments[other.day] ?? [])
      .map((own, shift) => ({ shift, shared: sharedBy(own, other), half: (own.end - own.start) / 2 }))
      .filter(({ shift, shared, half }) => needs[shift]?.role === other.role && shared >= half)
      .toSorted((a, b) => b.shared - a.shared)
    const key = best && `${other.day} ${best.shift}`
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return (day, shift) => counts.get(`${day} ${shift}`) ?? 0
}

const sharedBy = (one: ShiftMoments, other: ShiftMoments): number =>
  Math.min(one.end, other.end) - Math.max(one.start, other.start)
