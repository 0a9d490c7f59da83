import { expect, it } from 'vitest'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { inLanes, laneOf, pressingWords, shownOf, type Lane } from './lanes.ts'
import { groups, inOrder, type Placed, type Placing } from './placing.ts'
import { heldBack } from './useHeldOrder.ts'

const given = (setOffAt: string | null) => ({ setOffAt }) as unknown as BoardRow['allocation']
const placed = (number: number, state: BoardRow['state'], clock: string | null = null) => {
  const row = { number, state, allocation: state === 'allocated' ? given(null) : null }
  return { row, lane: laneOf(row), clock: clock && { state: clock } } as unknown as Placed
}

it('has a lane for each stage of an open referral', () => {
  expect(laneOf({ state: 'to-triage', allocation: null })).toBe('triage')
  expect(laneOf({ state: 'to-allocate', allocation: null })).toBe('allocate')
  expect(laneOf({ state: 'allocated', allocation: given(null) })).toBe('allocated')
  expect(laneOf({ state: 'allocated', allocation: given('2026-11-12T16:20:00Z') })).toBe('out')
})

it('keeps the order of the list in each lane, what presses first, and says how many do', () => {
  const order = [
    placed(1, 'to-allocate', 'over'),
    placed(2, 'to-triage', 'soon'),
    placed(3, 'to-triage', 'not-recorded'),
    placed(4, 'to-allocate'),
    placed(5, 'allocated', 'calm'),
  ]
  const lanes = inLanes(order)
  const numbers = Object.values(lanes).map((rows) => rows.map(({ row }) => row.number))
  expect(numbers).toEqual([[2, 3], [1, 4], [5], []])
  expect(Object.values(lanes).map(pressingWords)).toEqual(['2 soon', '1 over', '', ''])
})

it('a lane that was put away still shows what presses, and what is selected', () => {
  const rows = [
    placed(1, 'to-triage', 'over'),
    placed(2, 'to-triage', 'soon'),
    placed(3, 'to-triage', 'not-recorded'),
    placed(4, 'to-triage', 'calm'),
    placed(5, 'to-triage'),
  ]
  const numbers = (isFolded: boolean, selected: number | null) =>
    shownOf(rows, isFolded, selected).map(({ row }) => row.number)
  expect(numbers(false, null)).toEqual([1, 2, 3, 4, 5])
  expect(numbers(true, null)).toEqual([1, 2, 3])
  expect(numbers(true, 5)).toEqual([1, 2, 3, 5])
})

it('keeps rows in their lane while somebody is at them, and counts each step of the work that would move one', () => {
  const at = (number: number, group: Placed['group'], lane: Lane): Placed =>
    ({ row: { id: `r${number}`, number }, group, lane, clock: null, gone: false }) as unknown as Placed
  const placing = (more: Partial<Placing>): Placing => ({ now: [], triage: [], allocate: [], out: [], ...more })
  const before = placing({ allocate: [at(1, 'allocate', 'allocate')], out: [at(3, 'out', 'allocated')] })
  const after = placing({ out: [at(1, 'out', 'allocated'), at(3, 'out', 'out')] })
  const lanesOf = (of: Placing) =>
    Object.values(inLanes(inOrder(of, groups))).map((rows) => rows.map(({ row }) => row.number))
  expect(lanesOf(after)).toEqual([[], [], [1], [3]])
  const { shown, waiting } = heldBack(before, after, true)
  expect(lanesOf(shown)).toEqual([[], [1], [3], []])
  expect(waiting).toEqual({ now: 0, triage: 0, allocate: 0, out: 2 })
  // In the list a step that leaves it in its group moves nothing.
  expect(heldBack(before, after, false).waiting.out).toBe(1)
})
