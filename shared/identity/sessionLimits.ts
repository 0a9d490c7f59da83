import type { Role } from '../kernel/permission.ts'
import { londonDay, type LondonDay } from '../time/london.ts'

/** How long one kind of session may last, in whole minutes. */
export interface Limits {
  /** Without anything that its person did. */
  readonly idleMinutes: number
  /** Whatever is done. */
  readonly absoluteMinutes: number
}

/** `desk`: a computer that others pass by. `field`: an AMHP’s own phone or tablet. */
export const profiles = ['desk', 'field'] as const
export type Profile = (typeof profiles)[number]

/** What a service goes by. */
export interface SessionLimits extends Readonly<Record<Profile, Limits>> {
  /** How many devices one person may be signed in on at once; the one used longest ago gives way. */
  readonly atOnce: number
}

interface DatedLimits {
  readonly from: LondonDay
  readonly limits: SessionLimits
  readonly source: string
}

/**
 * What holds where a service has set nothing of its own, the newest first. A desk is left within sight of others; a phone is in the
 * pocket of somebody who is with a family for hours, and must open at night without a tap.
 */
const usual: readonly DatedLimits[] = [
  {
    from: londonDay('2026-11-01'),
    limits: {
      desk: { idleMinutes: 30, absoluteMinutes: 12 * 60 },
      field: { idleMinutes: 12 * 60, absoluteMinutes: 16 * 60 },
      atOnce: 5,
    },
    source: 'OWASP ASVS 5.0 V7.1.1, V7.1.2, V7.3.1, V7.3.2; NIST SP 800-63B-4 (24 hours at most); docs/decisions/0007',
  },
]

/** The limits of a service that has set none, on a day. @example usualLimits(londonDay('2026-11-12')).desk.idleMinutes // 30 */
export function usualLimits(day: LondonDay): SessionLimits {
  const found = usual.find(({ from }) => from <= day) ?? usual.at(-1)
  if (!found) throw new RangeError('no session limits are known')
  return found.limits
}

/** Between what a service may choose, both ends included. The longest are the usual ones: a service may only be stricter. */
export const choosable = {
  desk: { idleMinutes: [5, 30], absoluteMinutes: [60, 12 * 60] },
  field: { idleMinutes: [15, 12 * 60], absoluteMinutes: [4 * 60, 16 * 60] },
  atOnce: [1, 10],
} as const

/** Roles that work from a phone, alone and at night: what they may see is their own work. */
const fieldRoles: readonly Role[] = ['amhp', 'trainee']

/** What one session goes by, from its opening to its end. */
export interface SessionTerms extends Limits {
  readonly profile: Profile
  /** On a phone: the roles that stay awake. The others rest after the desk’s idle time, until their person shows that it is them. */
  readonly wakefulRoles: readonly Role[]
  /** When the other roles come to rest; on a desk the whole session has ended by then. */
  readonly restMinutes: number
}

/**
 * The terms of a session that opens now. Only somebody with a role of the field, on a phone or tablet, is given the long ones, and
 * only for that role: whoever is a practice consultant too loses the board on that phone as soon as a desk would have.
 *
 * @example termsOf(limits, ['amhp'], 'phone') // field: 12 hours idle
 * @example termsOf(limits, ['amhp'], 'computer') // desk: 30 minutes idle
 */
export function termsOf(
  limits: SessionLimits,
  roles: readonly Role[],
  device: 'phone' | 'tablet' | 'computer',
): SessionTerms {
  const wakefulRoles = roles.filter((role) => fieldRoles.includes(role))
  const profile = device !== 'computer' && wakefulRoles.length > 0 ? 'field' : 'desk'
  return {
    profile,
    ...limits[profile],
    wakefulRoles: profile === 'field' ? wakefulRoles : roles,
    restMinutes: limits.desk.idleMinutes,
  }
}

/** How long before the end a screen says so: WCAG 2.2 success criterion 2.2.1 asks for 20 seconds at least. */
export const WARNING_MINUTES = 2
