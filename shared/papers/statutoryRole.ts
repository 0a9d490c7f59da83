import type { LondonDay } from '../time/london.ts'
import type { RelativeKind } from './codes.ts'

/** One reading of the law, from the day on which it applies. */
export interface RoleRule {
  readonly kind: RelativeKind
  /** `null`: enacted, and no day is appointed yet. */
  readonly from: LondonDay | null
  readonly provision: string
  readonly citation: string
}

/**
 * The nearest relative until the nominated person takes their place: Mental Health Act 2025 ss.24 to 28, not begun when this was
 * written. When a day is appointed it is written here, and records from that day on use the other words.
 */
export const roleRules: readonly RoleRule[] = [
  {
    kind: 'nearest-relative',
    from: '1983-09-30' as LondonDay,
    provision: 'MHA 1983 s.26',
    citation: 'https://www.legislation.gov.uk/ukpga/1983/20/section/26',
  },
  {
    kind: 'nominated-person',
    from: null,
    provision: 'MHA 2025 ss.24 to 28',
    citation: 'https://www.legislation.gov.uk/ukpga/2025/33/section/24',
  },
]

/**
 * Which role the law knew on a day.
 *
 * @param rules the rules, so that a day that is appointed later can be tried
 * @example roleOn(londonDay('2026-11-12')).kind // 'nearest-relative'
 */
export function roleOn(day: LondonDay, rules: readonly RoleRule[] = roleRules): RoleRule {
  const inForce = rules.filter(({ from }) => from !== null && from <= day)
  const latest = inForce.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))[0] ?? rules[0]
  if (!latest) throw new Error('no rule says who has the role')
  return latest
}
