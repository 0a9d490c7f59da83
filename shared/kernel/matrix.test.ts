import { describe, expect, it } from 'vitest'
import { expectedOf, whose } from './expected.ts'
import { doorNames, doorOf } from './matrix.ts'
import { cannotBeTogether, grants, may, permissions, roles } from './permission.ts'

describe('the matrix', () => {
  it('asks at each door for a permission that somebody has, and knows none that nobody has', () => {
    const asked = new Set(doorNames.map((name) => doorOf(name).needs))
    for (const needed of asked) expect(roles.filter((role) => may([role], needed))).not.toHaveLength(0)
    expect(permissions.filter((one) => !roles.some((role) => grants[role].includes(one)))).toEqual([])
  })

  it('names each permission of a role once', () => {
    for (const role of roles) expect(new Set(grants[role]).size).toBe(grants[role].length)
  })

  it.each([
    ['manager', 'referrals.record', 'own', 'not-allowed'],
    ['manager', 'allocations.board', 'own', 'not-allowed'],
    ['admin', 'referrals.find', 'own', 'not-allowed'],
    ['auditor', 'referrals.record', 'own', 'not-allowed'],
    ['edt', 'referrals.record', 'other', 'allowed'],
    ['edt', 'referrals.triage', 'other', 'not-allowed'],
    ['amhp', 'allocations.accept', 'own', 'allowed'],
    ['amhp', 'allocations.accept', 'other', 'unknown'],
    ['amhp', 'allocations.accept', 'other service', 'unknown'],
    ['trainee', 'allocations.recordOutcome', 'own', 'not-allowed'],
    ['trainee', 'allocations.startWait', 'own', 'allowed'],
    ['manager', 'toil.approve', 'own', 'not-allowed'],
    ['practice-consultant', 'referrals.triage', 'random id', 'unknown'],
  ] as const)('lets %s at %s, with something of %s: %s', (role, name, of, expected) => {
    expect(expectedOf(role, name, of)).toBe(expected)
  })

  it('keeps roles apart that would undo each other', () => {
    for (const [one, other] of cannotBeTogether) expect(one).not.toBe(other)
    console.info(
      `matrix: ${roles.length} roles x ${doorNames.length} doors x ${whose.length} owners = ${roles.length * doorNames.length * whose.length} expectations`,
    )
  })
})
