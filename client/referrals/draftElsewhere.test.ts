import { describe, expect, it } from 'vitest'
import { keptElsewhere } from '#shared/referrals/draftElsewhere.ts'
import { isSame, takenFrom } from './draftElsewhere.ts'

describe('a draft that is open on two screens', () => {
  it('takes over the boxes that one has not touched, and shows both where they differ', () => {
    const base = { lastName: 'Whit', place: 'Ward 4' }
    const mine = { lastName: 'Whitlock', place: 'Ward 4', happening: 'Cold' }
    const theirs = { lastName: 'Whitely', place: 'Mill Lane', callerName: 'Dr Hale' }
    expect(takenFrom(mine, base, theirs)).toEqual({
      merged: { lastName: 'Whitlock', place: 'Mill Lane', happening: 'Cold', callerName: 'Dr Hale' },
      both: [{ field: 'lastName', label: 'Last name', theirs: 'Whitely' }],
    })
  })

  it('shows nothing where both say the same, or what stands there is what this page sent', () => {
    expect(takenFrom({ place: 'B' }, { place: 'A' }, { place: 'B' }).both).toEqual([])
    expect(takenFrom({ place: '' }, { place: 'A' }, { place: 'A' }).merged).toEqual({ place: '' })
  })

  it('knows its own words, whose answer was lost', () => {
    expect(isSame({ place: 'A', lastName: '' }, { place: 'A' })).toBe(true)
    expect(isSame({ place: 'A' }, { place: 'A', lastName: 'W' })).toBe(false)
  })

  it('is told from every other refusal', () => {
    expect(keptElsewhere({ code: 'draft-not-found', message: '' })).toBeNull()
    expect(keptElsewhere({ code: 'draft-kept-elsewhere', version: 3, content: {} })).toEqual({
      version: 3,
      content: {},
    })
  })
})
