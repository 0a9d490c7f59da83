import { expect, it } from 'vitest'
import { placeAfterCall } from './afterCall.ts'

const kept = { place: '12 Mill Lane', wayIn: ' Side gate ' }
const told = { place: ' Ward 4 ', placeId: null, isNowThere: true }

it('moves a job to where a further caller says they are now, with nothing of the way into the old place', () => {
  expect(placeAfterCall(kept, told)).toEqual({
    changes: { place: 'Ward 4', placeId: null, wayIn: '' },
    before: '12 Mill Lane. Way in: Side gate',
  })
  expect(placeAfterCall({ place: '', wayIn: '' }, told)?.before).toBe('')
})

it('moves nobody unless somebody says so, nor to where they are already', () => {
  expect(placeAfterCall(kept, { ...told, isNowThere: false })).toBeNull()
  expect(placeAfterCall(kept, { ...told, place: '12 mill lane' })).toBeNull()
  expect(placeAfterCall(kept, { ...told, place: ' ' })).toBeNull()
})
