/** The lanes of the board’s list. The first holds what is over or near a limit of the law. */
export const boardLaneCodes = ['now', 'triage', 'allocate', 'out'] as const
export type BoardLane = (typeof boardLaneCodes)[number]
/** The lanes that a service may put in another order, and fold. */
export const ownLanes = ['triage', 'allocate', 'out'] as const
export type OwnLane = (typeof ownLanes)[number]

/** How a service has its board laid out. Nothing can be left out of it, and what needs somebody now comes first and is never folded. */
export interface BoardLanes {
  readonly names: Readonly<Record<BoardLane, string>>
  readonly order: readonly OwnLane[]
  /** Shown by name and number until somebody opens them; what presses is shown all the same. */
  readonly folded: readonly OwnLane[]
}

/** What holds until a service says otherwise. */
export const standardLanes: BoardLanes = {
  names: { now: 'Needs you now', triage: 'To triage', allocate: 'To allocate', out: 'Out now' },
  order: ownLanes,
  folded: [],
}

export const LONGEST_LANE_NAME = 24

/** Every lane from the top. @example lanesInOrder(standardLanes) // ['now', 'triage', 'allocate', 'out'] */
export const lanesInOrder = ({ order }: Pick<BoardLanes, 'order'>): readonly BoardLane[] => ['now', ...order]

export type LanesFault =
  | { readonly code: 'lane-left-out'; readonly field: 'order' }
  | { readonly code: 'lane-name-twice'; readonly field: `names.${BoardLane}` }

/**
 * What is wrong with a layout; `null` when every lane is there once, each under a name of its own.
 *
 * @example checkLanes({ ...standardLanes, order: ['out', 'triage'] })?.code // 'lane-left-out'
 */
export function checkLanes({ names, order }: Omit<BoardLanes, 'folded'>): LanesFault | null {
  if (order.length !== ownLanes.length || new Set(order).size !== ownLanes.length)
    return { code: 'lane-left-out', field: 'order' }
  const said = (lane: BoardLane): string => names[lane].trim().toLowerCase()
  const twice = boardLaneCodes.find((lane, at) =>
    boardLaneCodes.slice(0, at).some((other) => said(other) === said(lane)),
  )
  return twice === undefined ? null : { code: 'lane-name-twice', field: `names.${twice}` }
}

/** The same lanes with one a place further up; the first stays. @example movedUp(['triage', 'allocate', 'out'], 'out') // ['triage', 'out', 'allocate'] */
export function movedUp(order: readonly OwnLane[], lane: OwnLane): readonly OwnLane[] {
  const at = order.indexOf(lane)
  return at <= 0 ? order : order.toSpliced(at - 1, 2, lane, ...order.slice(at - 1, at))
}
