import type { BoardRow } from '#shared/allocations/contract.ts'
import { boardOrder, clockOf, compareByLimit, type Clock, type Power } from '#shared/referrals/clocks.ts'
import type { ClosedRow } from '#shared/restricted/contract.ts'
import type { Instant } from '#shared/time/instant.ts'

/** The four groups of the board, in their order. */
export const groups = ['now', 'triage', 'allocate', 'out'] as const
export type Group = (typeof groups)[number]

/** What the board can be narrowed to, in its address. */
export const filters = ['triage', 'allocate', 'out', 'over', 'soon'] as const
export type Filter = (typeof filters)[number]

/** A referral in its place: its most pressing legal clock, and the group that it belongs to. */
export interface Placed {
  readonly row: BoardRow
  readonly clock: Clock | null
  readonly group: Group
  /** Closed or given away while somebody was at the rows: it keeps its place until the board settles. */
  readonly gone: boolean
}

/** Whether two placings of a row show the same: what is asked again is a new object each time, what has not changed in it is not. */
export const samePlace = (a: Placed, b: Placed): boolean =>
  a.row === b.row &&
  a.group === b.group &&
  a.gone === b.gone &&
  a.clock?.state === b.clock?.state &&
  a.clock?.limitAt === b.clock?.limitAt &&
  a.clock?.fractionLeft === b.clock?.fractionLeft

export type Placing = Readonly<Record<Group, readonly Placed[]>>

/** The most pressing of the powers that run, or `null` when none does. @example clockFor(row, now)?.state // 'soon' */
export const clockFor = ({ powers }: { readonly powers: readonly Power[] }, now: Instant): Clock | null =>
  powers.map((power) => clockOf(power, now)).toSorted(compareByLimit)[0] ?? null

/** Over or near a legal limit, or a start that nobody has recorded: whoever has it, it needs the desk now. */
const isPressing = (clock: Clock | null): boolean =>
  clock !== null && (clock.state === 'over' || clock.state === 'soon' || clock.state === 'not-recorded')

function groupOf({ state, allocation }: BoardRow, clock: Clock | null): Group {
  if (isPressing(clock)) return 'now'
  if (allocation !== null || state === 'allocated') return 'out'
  return state === 'to-triage' ? 'triage' : 'allocate'
}

/**
 * Every open referral in its group, each group by earliest legal limit, then urgency, then age (`boardOrder`).
 *
 * @example placeRows(board.rows, now).now.map(({ row }) => row.number)
 */
export function placeRows(rows: readonly BoardRow[], now: Instant): Placing {
  const placed = rows
    .map((row) => {
      const clock = clockFor(row, now)
      return { row, clock, group: groupOf(row, clock), gone: false }
    })
    .toSorted((a, b) => boardOrder({ ...a.row, clock: a.clock }, { ...b.row, clock: b.clock }))
  const of = (group: Group) => placed.filter((one) => one.group === group)
  return { now: of('now'), triage: of('triage'), allocate: of('allocate'), out: of('out') }
}

export interface Counts {
  readonly open: number
  readonly triage: number
  readonly allocate: number
  readonly out: number
  readonly over: number
  readonly soon: number
}

/**
 * The figures of the ribbon: by what has to be done, and by the law's clocks. A referral may be in both. Those that are closed to
 * whoever looks count too: the figures say how the service stands.
 */
export function countsOf(placing: Placing, closed: readonly ClosedRow[] = [], now?: Instant): Counts {
  const hidden = closed.map((row) => ({ row, clock: now === undefined ? null : clockFor(row, now) }))
  const all = [...Object.values(placing).flat(), ...hidden]
  const inState = (state: BoardRow['state']) => all.filter(({ row }) => row.state === state).length
  return {
    open: all.length,
    triage: inState('to-triage'),
    allocate: inState('to-allocate'),
    out: inState('allocated'),
    over: all.filter(({ clock }) => clock?.state === 'over').length,
    soon: all.filter(({ clock }) => clock?.state === 'soon' || clock?.state === 'not-recorded').length,
  }
}

/**
 * The groups that a filter leaves. "Needs you now" is never one of those taken away.
 *
 * @example groupsFor('triage') // ['now', 'triage']
 */
export function groupsFor(filter: Filter | null): readonly Group[] {
  if (filter === null) return groups
  return filter === 'over' || filter === 'soon' ? ['now'] : ['now', filter]
}

/** Reads the filter of the address; anything else shows the whole board. */
export const filterIn = (show: string | undefined): Filter | null => filters.find((one) => one === show) ?? null

/** All rows in the order in which the screen shows them: what J and K go through. */
export const inOrder = (placing: Placing, shown: readonly Group[]): readonly Placed[] =>
  shown.flatMap((group) => placing[group])
