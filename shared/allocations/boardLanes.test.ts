import fc from 'fast-check'
import { expect, it } from 'vitest'
import { boardLaneCodes, checkLanes, lanesInOrder, movedUp, ownLanes, standardLanes } from './boardLanes.ts'

const names = standardLanes.names

it('leaves no lane out, and what needs somebody now comes first, whatever is chosen', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ownLanes), { maxLength: 4 }), (order) => {
      if (checkLanes({ names, order }) !== null) return
      expect(lanesInOrder({ order }).toSorted()).toEqual(boardLaneCodes.toSorted())
      expect(lanesInOrder({ order })[0]).toBe('now')
    }),
  )
  for (const order of [
    [],
    ['triage', 'out'],
    ['triage', 'out', 'out'],
    ['triage', 'triage', 'allocate', 'out'],
  ] as const)
    expect(checkLanes({ names, order })).toEqual({ code: 'lane-left-out', field: 'order' })
})

it('has a name of its own for each', () => {
  expect(checkLanes(standardLanes)).toBeNull()
  expect(checkLanes({ ...standardLanes, names: { ...names, out: ' to TRIAGE ' } })).toEqual({
    code: 'lane-name-twice',
    field: 'names.out',
  })
})

it('moves a lane up by one place', () => {
  expect(movedUp(ownLanes, 'out')).toEqual(['triage', 'out', 'allocate'])
  expect([movedUp(ownLanes, 'triage'), movedUp(['out', 'triage', 'allocate'], 'triage')]).toEqual([
    ownLanes,
    ['triage', 'out', 'allocate'],
  ])
})
