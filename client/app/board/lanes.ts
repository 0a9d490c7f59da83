import type { BoardRow } from '#shared/allocations/contract.ts'
import type { OwnLane } from '#shared/allocations/boardLanes.ts'
import type { LegalClock } from '#shared/referrals/law/boardLimit.ts'

/** The stages of an open referral, in the order of its life: a lane each. What was finished today has the last lane. */
export const lanes = ['triage', 'allocate', 'allocated', 'out'] as const
export type Lane = (typeof lanes)[number]

/** The stages in the order in which a service has its lanes; what is allocated stays with what is to be. @example stagesIn(['out', 'triage', 'allocate']) */
export const stagesIn = (order: readonly OwnLane[]): readonly Lane[] =>
  order.flatMap((lane): readonly Lane[] => (lane === 'allocate' ? ['allocate', 'allocated'] : [lane]))

/** The lane of a row: where its work is, whatever its clock says. */
export function laneOf({ state, allocation }: Pick<BoardRow, 'state' | 'allocation'>): Lane {
  if (allocation !== null) return allocation.setOffAt === null ? 'allocated' : 'out'
  if (state === 'allocated') return 'allocated'
  return state === 'to-triage' ? 'triage' : 'allocate'
}

/**
 * Rows in their lanes, each in the one that it is shown in: somebody may be at it while its work moves on. They come in the order of the
 * list, so what is over or near a limit is first in its lane too.
 *
 * @param order all rows that are shown, as `inOrder` gives them
 * @example inLanes(inOrder(placing, groups)).triage.map(({ row }) => row.number)
 */
export function inLanes<One extends { readonly lane: Lane }>(
  order: readonly One[],
): Readonly<Record<Lane, readonly One[]>> {
  const of = (lane: Lane) => order.filter((one) => one.lane === lane)
  return { triage: of('triage'), allocate: of('allocate'), allocated: of('allocated'), out: of('out') }
}

const pressingStates: readonly LegalClock['state'][] = ['over', 'soon', 'not-recorded']

/**
 * The rows of a lane that are shown: of one that was put away those that press, and the one that is selected. What somebody must act on
 * is never out of sight.
 */
export const shownOf = <
  One extends { readonly clock: Pick<LegalClock, 'state'> | null; readonly row: { readonly number: number } },
>(
  placed: readonly One[],
  isFolded: boolean,
  selected: number | null,
): readonly One[] =>
  isFolded
    ? placed.filter(
        ({ clock, row }) => row.number === selected || (clock !== null && pressingStates.includes(clock.state)),
      )
    : placed

/** How many of a lane press, in words that go beside its name; '' when none does. @example '1 over, 2 soon' */
export function pressingWords(placed: readonly { readonly clock: Pick<LegalClock, 'state'> | null }[]): string {
  const count = (...states: readonly LegalClock['state'][]) =>
    placed.filter(({ clock }) => clock !== null && states.includes(clock.state)).length
  const [over, soon] = [count('over'), count('soon', 'not-recorded')]
  return [over > 0 && `${over} over`, soon > 0 && `${soon} soon`].filter(Boolean).join(', ')
}
