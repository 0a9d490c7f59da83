import { expect, it } from 'vitest'
import { isOwnPage, landingOf, worksInBoth, worksInTheField } from './landing.ts'

it('takes each role to its own work', () => {
  expect(landingOf(['practice-consultant'])).toBe('/board')
  expect(landingOf(['manager'])).toBe('/reports/toil')
  expect(landingOf(['amhp'])).toBe('/me')
  expect(landingOf(['admin'])).toBe('/people')
})

it('takes an AMHP with a desk to their duty on a phone, and has their own pages beside those of the desk', () => {
  expect(landingOf(['amhp', 'practice-consultant'], true)).toBe('/me')
  expect(landingOf(['manager'], true)).toBe('/reports/toil')
  expect([worksInBoth(['amhp', 'manager']), worksInBoth(['amhp']), worksInBoth(['manager'])]).toEqual([
    true,
    false,
    false,
  ])
  expect(['/me', '/me/rota', '/members', '/rota'].map(isOwnPage)).toEqual([true, true, false, false])
})

it('puts the desk before the field for somebody who does both', () => {
  expect(landingOf(['amhp', 'practice-consultant'])).toBe('/board')
  expect(worksInTheField(['amhp', 'manager'])).toBe(false)
  expect(worksInTheField(['amhp'])).toBe(true)
})
