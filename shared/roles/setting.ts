import type { PersonId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { cannotBeTogether, type Role } from '../kernel/permission.ts'
import type { RoleRefusal } from './words.ts'

export interface RolesToSet {
  readonly personId: PersonId
  readonly roles: readonly Role[]
  readonly supervisedBy: PersonId | null
}

/** What the decision depends on. */
export interface RoleFacts {
  readonly supervisor: { readonly id: PersonId; readonly roles: readonly Role[] } | null
  /** The referrals that they have now, as an AMHP. */
  readonly workNow: readonly number[]
}

type NotThese = Extract<
  RoleRefusal,
  { code: 'own-roles' | 'not-together' | 'has-work-now' | 'supervisor-needed' | 'supervisor-unknown' }
>

/**
 * Whether somebody may be given these roles. Nobody gives roles to themselves: whoever opens a door does not walk through it
 * (OWASP ASVS 8.3.1; separation of duties).
 *
 * @returns whom they work beside: an AMHP for a trainee, nobody for all others
 */
export function decideRoles(
  { personId, roles, supervisedBy }: RolesToSet,
  by: PersonId,
  { supervisor, workNow }: RoleFacts,
): Outcome<{ readonly supervisedBy: PersonId | null }, NotThese> {
  if (personId === by) return refuse({ code: 'own-roles' })
  const clash = cannotBeTogether.find(([one, other]) => roles.includes(one) && roles.includes(other))
  if (clash) return refuse({ code: 'not-together', field: 'roles', why: clash[2] })
  if (workNow.length > 0 && !roles.includes('amhp'))
    return refuse({ code: 'has-work-now', field: 'roles', numbers: workNow })
  if (!roles.includes('trainee')) return done({ supervisedBy: null })
  if (supervisedBy === null) return refuse({ code: 'supervisor-needed', field: 'supervisedBy' })
  if (supervisor === null || supervisor.id === personId || !supervisor.roles.includes('amhp'))
    return refuse({ code: 'supervisor-unknown', field: 'supervisedBy' })
  return done({ supervisedBy })
}
