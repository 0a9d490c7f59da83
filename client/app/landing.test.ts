import { expect, it } from 'vitest'
import { landingOf, worksInTheField } from './landing.ts'

it('takes each role to its own work', () => {
  expect(landingOf(['practice-consultant'])).toBe('/board')
  expect(landingOf(['manager'])).toBe('/reports/toil')
  expect(landingOf(['amhp'])).toBe('/me')
  expect(landingOf(['admin'])).toBe('/people')
})

it('puts the desk before the field for somebody who does both', () => {
  expect(landingOf(['amhp', 'practice-consultant'])).toBe('/board')
  expect(worksInTheField(['amhp', 'manager'])).toBe(false)
  expect(worksInTheField(['amhp'])).toBe(true)
})
