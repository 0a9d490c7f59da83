import { describe, expect, it } from 'vitest'
import { AIM_MS, heldRows, isUnaimed } from './heldRows.ts'

interface Row {
  readonly id: string
  readonly says?: string
  readonly first?: boolean
}
const rows = (...ids: readonly string[]): readonly Row[] => ids.map((id) => ({ id }))
const shownOf = (kept: readonly Row[], given: readonly Row[]): string[] =>
  heldRows(kept, given, (row) => row.first === true).map(({ row, gone }) => (gone ? `(${row.id})` : row.id))

describe('rows that keep their places under a hand', () => {
  it('leave the place of whoever was answered for, so that nobody else comes under the pointer', () => {
    expect(shownOf(rows('tom', 'ewa', 'amir'), rows('ewa', 'amir'))).toEqual(['(tom)', 'ewa', 'amir'])
    expect(shownOf(rows('tom', 'ewa', 'amir'), rows('tom', 'amir'))).toEqual(['tom', '(ewa)', 'amir'])
  })

  it('stand where they stood when their order changes, and say what is known now', () => {
    const now = [{ id: 'ewa', says: 'later' }, { id: 'tom' }]
    expect(shownOf(rows('tom', 'ewa'), now)).toEqual(['tom', 'ewa'])
    expect(heldRows(rows('tom', 'ewa'), now, () => false)[1]?.row).toEqual({ id: 'ewa', says: 'later' })
  })

  it('are joined by what is new below them', () => {
    expect(shownOf(rows('tom', 'ewa'), rows('new', 'tom', 'ewa'))).toEqual(['tom', 'ewa', 'new'])
  })

  it('make way for a call for help, whether it is new or of somebody who was late', () => {
    const help = { id: 'sam', first: true }
    expect(shownOf(rows('tom', 'ewa'), [help, ...rows('tom')])).toEqual(['sam', 'tom', '(ewa)'])
    expect(shownOf(rows('tom', 'sam'), [help, ...rows('tom')])).toEqual(['sam', 'tom'])
  })

  it('keep a call for help that is over in its place', () => {
    expect(shownOf([{ id: 'sam', first: true }, { id: 'tom' }], rows('tom'))).toEqual(['(sam)', 'tom'])
  })
})

describe('a press of what has just moved', () => {
  const moved = { at: 1000, pointer: { x: 100, y: 100 } }

  it('is not taken where the pointer stood already, within the moment', () => {
    expect(isUnaimed(moved, { at: 1300, pointer: { x: 104, y: 98 } })).toBe(true)
    expect(isUnaimed(moved, { at: 1000 + AIM_MS, pointer: { x: 104, y: 98 } })).toBe(false)
  })

  it('is taken when the pointer has gone to it since', () => {
    expect(isUnaimed(moved, { at: 1300, pointer: { x: 100, y: 160 } })).toBe(false)
  })

  it('is taken of what has not moved, and where no pointer was', () => {
    expect(isUnaimed(undefined, { at: 1300, pointer: { x: 100, y: 100 } })).toBe(false)
    expect(isUnaimed({ at: 1000, pointer: null }, { at: 1300, pointer: { x: 100, y: 100 } })).toBe(false)
  })
})
