import type { Role } from '#shared/kernel/permission.ts'

export type Landing = '/board' | '/reports/toil' | '/me' | '/people' | '/audit'

const first: readonly (readonly [Role, Landing])[] = [
  ['practice-consultant', '/board'],
  ['amhp-lead', '/board'],
  ['manager', '/reports/toil'],
  ['amhp', '/me'],
  ['trainee', '/me'],
  ['edt', '/board'],
  ['admin', '/people'],
  ['auditor', '/audit'],
]

/**
 * Where a person begins: at what they are here to do. With several roles, the one that the hub waits for comes first.
 *
 * @example landingOf(['amhp', 'practice-consultant']) // '/board'
 */
export const landingOf = (roles: readonly Role[]): Landing =>
  first.find(([role]) => roles.includes(role))?.[1] ?? '/people'

/** Somebody who works from a phone: the tabs at the bottom are theirs. */
export const worksInTheField = (roles: readonly Role[]): boolean => landingOf(roles) === '/me'
