import {
  boardLaneCodes,
  lanesInOrder,
  standardLanes,
  type BoardLane,
  type BoardLanes,
} from '#shared/allocations/boardLanes.ts'
import type { BoardRow } from '#shared/allocations/contract.ts'
import type { OnStripRow } from '#shared/allocations/strip.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { boardOrder } from '#shared/referrals/clocks.ts'
import type { BoardShow, BoardView, WaitingFor } from '#shared/desk/views.ts'
import { limitOver, presses, pressingOf, type LegalClock } from '#shared/referrals/law/boardLimit.ts'
import { holdNow } from '#shared/referrals/triaging/holds.ts'
import { heldLast, waitingOrder } from '#shared/referrals/waitingOrder.ts'
import type { ClosedRow } from '#shared/restricted/contract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { laneOf, type Lane } from './lanes.ts'

/** The four groups of the board, in their order until a service says otherwise. */
export const groups = boardLaneCodes
export type Group = BoardLane

/** What the board can be narrowed to, in its address. */
export type Filter = BoardShow

/** A referral in its place: the power or other limit of the law that presses most, and the group that it belongs to. */
export interface Placed {
  readonly row: BoardRow
  readonly clock: LegalClock | null
  readonly group: Group
  /** Where it stands when the board is seen by stages. */
  readonly lane: Lane
  /** Closed or given away while somebody was at the rows: it keeps its place until the board settles. */
  readonly gone: boolean
}

/** Whether two placings of a row show the same: what is asked again is a new object each time, what has not changed in it is not. */
export const samePlace = (a: Placed, b: Placed): boolean =>
  a.row === b.row &&
  a.group === b.group &&
  a.lane === b.lane &&
  a.gone === b.gone &&
  a.clock?.state === b.clock?.state &&
  a.clock?.limitAt === b.clock?.limitAt &&
  a.clock?.fractionLeft === b.clock?.fractionLeft

export type Placing = Readonly<Record<Group, readonly Placed[]>>

function groupOf({ state, allocation, lapsed }: BoardRow, clock: LegalClock | null): Group {
  if (presses(clock) || lapsed !== undefined) return 'now'
  if (allocation !== null || state === 'allocated') return 'out'
  return state === 'to-triage' ? 'triage' : 'allocate'
}

/** Until when it is held, as far as that is still to come. */
const heldUntil = (row: BoardRow, now: Instant): Instant | null =>
  row.hold && holdNow({ ...row.hold, endedAt: null }, limitOver(row, now), now)

/**
 * Every open referral in its group, each group by earliest legal limit, then urgency, then age (`boardOrder`); what waits for an AMHP by
 * its time to assess by before its age (`waitingOrder`). What is held comes after what waits.
 *
 * @example placeRows(board.rows, now).now.map(({ row }) => row.number)
 */
export function placeRows(rows: readonly BoardRow[], now: Instant): Placing {
  const placed = rows
    .map((row) => {
      const clock = pressingOf(row, now)
      return { row, clock, group: groupOf(row, clock), lane: laneOf(row), gone: false }
    })
    .toSorted((a, b) => boardOrder({ ...a.row, clock: a.clock }, { ...b.row, clock: b.clock }))
  const of = (group: Group) => placed.filter((one) => one.group === group)
  const waits = (one: Placed) => ({ ...one.row, clock: one.clock, heldUntil: heldUntil(one.row, now), one })
  const triage = of('triage').map(waits).toSorted(heldLast)
  const allocate = of('allocate').map(waits).toSorted(waitingOrder)
  return {
    now: of('now'),
    triage: triage.map(({ one }) => one),
    allocate: allocate.map(({ one }) => one),
    out: of('out'),
  }
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
 * The figures of the ribbon: by what has to be done, and by the law's clocks, of powers and other limits. A referral may be in both. Those that are closed to
 * whoever looks count too: the figures say how the service stands.
 */
export function countsOf(placing: Placing, closed: readonly ClosedRow[] = [], now?: Instant): Counts {
  const hidden = closed.map((row) => ({ row, clock: now === undefined ? null : pressingOf(row, now) }))
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
 * @param layout in which order the service has them
 * @example groupsFor('triage') // ['now', 'triage']
 */
export function groupsFor(filter: Filter | null, layout: Pick<BoardLanes, 'order'> = standardLanes): readonly Group[] {
  if (filter === null) return lanesInOrder(layout)
  return filter === 'over' || filter === 'soon' ? ['now'] : ['now', filter]
}

/**
 * The rows that a view leaves, each in its group. What needs somebody now is left alone whatever the view: a limit that passes in
 * another town is not to be overlooked because of a filter.
 *
 * @param teamOf the home team of whoever has a referral, where it is known
 * @example narrowed(placing, { area: '', team: 'Kelsham', waiting: null }, teamOf).out
 */
export function narrowed(
  placing: Placing,
  { area, team, waiting }: Pick<BoardView, 'area' | 'team' | 'waiting'>,
  teamOf: (personId: PersonId) => string | undefined = () => undefined,
): Placing {
  if (area === '' && team === '' && waiting === null) return placing
  // What nobody has yet, or somebody whose team is not known, may be this team’s.
  const isTheirs = ({ allocation }: BoardRow): boolean => {
    const has = allocation === null ? undefined : teamOf(allocation.personId)
    return team === '' || has === undefined || has === '' || has === team
  }
  const fits = ({ row }: Placed): boolean =>
    (area === '' || row.area === area) && isTheirs(row) && (waiting === null || waitsFor(row, waiting))
  const keep = (group: Group) => placing[group].filter(fits)
  return { now: placing.now, triage: keep('triage'), allocate: keep('allocate'), out: keep('out') }
}

const agencies: Record<WaitingFor, readonly string[]> = {
  doctor: ['first-doctor', 'second-doctor'],
  bed: ['bed'],
  ambulance: ['ambulance'],
  police: ['police'],
  interpreter: ['interpreter'],
}

/** Asked for and not yet there, at the desk or by the AMHP who is out. @example waitsFor(row, 'bed') */
export function waitsFor({ arrangements, allocation }: BoardRow, what: WaitingFor): boolean {
  const asked = arrangements.some(
    ({ kind, state }) => agencies[what].includes(kind) && (state === 'asked' || state === 'trouble'),
  )
  return asked || (allocation?.waits.some(({ kind, endedAt }) => kind === what && endedAt === null) ?? false)
}

/** The home teams of those who are on, by name; none where there is only one, for then there is nothing to choose. */
export function teamsOn(strip: readonly OnStripRow[]): readonly string[] {
  const teams = [...new Set(strip.flatMap(({ team }) => team || []))]
  return teams.length < 2 ? [] : teams.toSorted((a, b) => a.localeCompare(b, 'en-GB'))
}

/** Every area that an open referral is in, by name. */
export const areasOf = (rows: readonly BoardRow[]): readonly string[] =>
  [...new Set(rows.map(({ area }) => area))].filter(Boolean).toSorted((a, b) => a.localeCompare(b, 'en-GB'))

/** All rows in the order in which the screen shows them: what J and K go through. */
export const inOrder = (placing: Placing, shown: readonly Group[]): readonly Placed[] =>
  shown.flatMap((group) => placing[group])
