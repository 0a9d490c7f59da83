import { expect, it } from 'vitest'
import { may, type Role } from '#shared/kernel/permission.ts'
import { placesFor } from './navigation.ts'

const words = (roles: readonly Role[], inTheField = false) =>
  placesFor((permission) => may(roles, permission), inTheField).map(({ word }) => word)

it('shows each role what it may open, and nothing else', () => {
  expect(words(['practice-consultant'])).toEqual(['Board', 'Referrals', 'Rota', 'People'])
  expect(words(['manager'])).toEqual(['Board', 'Rota', 'People', 'Reports', 'Privacy'])
  expect(words(['amhp'], true)).toEqual(['Now', 'My rota', 'My TOIL', 'Board', 'Rota', 'People'])
  expect(words(['admin'])).toEqual(['People', 'Roles'])
  expect(words(['edt'])).toEqual(['Board', 'Referrals', 'Rota'])
  expect(words(['auditor'])).toEqual(['Audit'])
  expect(words(['amhp', 'practice-consultant'])).toEqual(['Board', 'Referrals', 'Rota', 'People', 'My duty'])
})

it('gives no two words of one bar the same shortcut', () => {
  for (const roles of [['practice-consultant', 'manager'], ['amhp'], ['amhp', 'manager', 'amhp-lead']] as const) {
    const keys = placesFor((permission) => may(roles, permission), true).map((place) => place.keys)
    expect(new Set(keys).size).toBe(keys.length)
  }
})
