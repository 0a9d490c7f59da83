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
 * Where a person begins: at what they are here to do. With several roles, the one that the hub waits for comes first; but an AMHP who
 * opens it on a phone is out, whatever else they are.
 *
 * @param onPhone whether the window is as narrow as a phone’s
 * @example landingOf(['amhp', 'practice-consultant']) // '/board', and on a phone '/me'
 */
export const landingOf = (roles: readonly Role[], onPhone: boolean = false): Landing =>
  onPhone && roles.includes('amhp') ? '/me' : (first.find(([role]) => roles.includes(role))?.[1] ?? '/people')

/** Somebody who works from a phone and nothing else: the tabs at the bottom are theirs on every page. */
export const worksInTheField = (roles: readonly Role[]): boolean => landingOf(roles) === '/me'

/** An AMHP who also has a desk: their own pages are beside those of the desk, and look on them as an AMHP’s do. */
export const worksInBoth = (roles: readonly Role[]): boolean => roles.includes('amhp') && !worksInTheField(roles)

/** @example isOwnPage('/me/rota') // true */
export const isOwnPage = (pathname: string): boolean => pathname === '/me' || pathname.startsWith('/me/')
