import { doorOf, type DoorName } from './matrix.ts'
import { may, type Role } from './permission.ts'

export const whose = ['own', 'other', 'other service', 'random id'] as const
export type Whose = (typeof whose)[number]

/**
 * What must come of a role's asking at a door for something of somebody's: `allowed` (200, or a refusal about how things stand),
 * `not-allowed` (403), or `unknown` (as for an id that never was). For a door that names nothing only `own` is meaningful.
 *
 * @example expectedOf('manager', 'referrals.record', 'own') // 'not-allowed'
 */
export function expectedOf(role: Role, name: DoorName, of: Whose): 'allowed' | 'not-allowed' | 'unknown' {
  const { needs, names, reach } = doorOf(name)
  if (!may([role], needs)) return 'not-allowed'
  if (names === 'nothing') return 'allowed'
  if (of === 'other service' || of === 'random id') return 'unknown'
  const whole = of === 'own' || (of === 'other' && may([role], 'read records'))
  if (reach === 'sight' || reach === 'closed') return whole === (reach === 'sight') ? 'allowed' : 'unknown'
  if (of === 'other' && reach === 'own') return 'unknown'
  if (of === 'own' && reach === 'others') return 'not-allowed'
  return 'allowed'
}
