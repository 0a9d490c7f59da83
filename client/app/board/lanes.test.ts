import { expect, it } from 'vitest'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { inLanes, laneOf, pressingWords } from './lanes.ts'
import type { Placed } from './placing.ts'

const given = (setOffAt: string | null) => ({ setOffAt }) as unknown as BoardRow['allocation']
const placed = (number: number, state: BoardRow['state'], clock: string | null = null, allocation = given(null)) =>
  ({
    row: { number, state, allocation: state === 'allocated' ? allocation : null },
    clock: clock && { state: clock },
  }) as unknown as Placed

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
