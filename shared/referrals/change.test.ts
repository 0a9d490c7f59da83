import { expect, it } from 'vitest'
import { councilId } from '#shared/kernel/ids.ts'
import { decideChange, type Changeable, type Changes } from '#shared/referrals/change.ts'
import { londonDay } from '#shared/time/london.ts'

const today = londonDay('2026-11-12')
const born = londonDay('1955-02-14')
const before: Changeable = {
  callerName: 'Dr Hale',
  callerPhone: '01632 960 118',
  lastName: 'Whitlock',
  firstName: 'Jean',
  bornOn: null,
  ageYears: 71,
  ageIsEstimate: true,
  gender: '',
  nhsNumber: '',
  place: 'Home',
  placeId: null,
  happening: '',
  riskToStaff: 'not-asked',
  riskDetail: '',
  personPhone: '',
  homeAddress: '',
  nearestRelative: '',
  interpreter: '',
  asksFor: '',
  wayIn: '',
  councilId: councilId.parse('6f1b1a52-0d0c-4a52-9a35-0f2a4f0f3f10'),
}
const fieldsOf = (asked: Changes) => {
  const decided = decideChange(before, asked, today)
  return decided.ok ? decided.value.fields : decided.refusal.code
}

it('keeps only what differs', () => {
  expect(fieldsOf({ lastName: 'Whitlock', place: 'Ward 4', gender: undefined })).toEqual(['place'])
  expect(fieldsOf({ lastName: 'Whitlock' })).toBe('nothing-to-change')
  expect(fieldsOf({})).toBe('nothing-to-change')
})

it('puts a date of birth in the place of an age', () => {
  const decided = decideChange(before, { bornOn: born }, today)
  expect(decided).toMatchObject({
    value: { changes: { bornOn: born, ageYears: null, ageIsEstimate: false }, ageSaidOn: null },
  })
})

it('puts an age in the place of a date of birth, and says on which day it was told', () => {
  const decided = decideChange({ ...before, bornOn: born, ageYears: null }, { ageYears: 70 }, today)
  expect(decided).toMatchObject({ value: { changes: { bornOn: null, ageYears: 70 }, ageSaidOn: today } })
})

it('refuses both, and a birth in the future', () => {
  expect(fieldsOf({ bornOn: born, ageYears: 71 })).toBe('born-and-aged')
  expect(fieldsOf({ bornOn: londonDay('2026-11-13') })).toBe('born-in-future')
})
