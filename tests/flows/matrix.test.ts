import { describe, expect, it } from 'vitest'
import { doorNames, doorOf } from '#shared/kernel/matrix.ts'
import { commandDoors, queryDoors } from '#server/doors.ts'

describe('the matrix and the doors', () => {
  it('agree on each name, kind and permission', () => {
    const doors = [
      ...commandDoors.map(({ name, needs }) => ({ name, is: 'command', needs })),
      ...queryDoors.map(({ name, needs }) => ({ name, is: 'query', needs })),
    ]
    const rows = doorNames.map((name) => ({ name, is: doorOf(name).is, needs: doorOf(name).needs }))
    const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name)
    expect(doors.toSorted(byName)).toEqual(rows.toSorted(byName))
  })
})
