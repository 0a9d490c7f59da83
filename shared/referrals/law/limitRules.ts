import type { LondonDay } from '#shared/time/london.ts'
import { commencements, type Commencements, type PartOf2025 } from './commencements.ts'
import type { LimitKind } from './limitKinds.ts'
import { limitRows } from './limitRows.ts'
import { inDays, type LimitRule } from './limitRule.ts'

export type { LimitRule, LocalTarget } from './limitRule.ts'

type Later = Partial<LimitRule> & Pick<LimitRule, 'id' | 'provision' | 'citation'>

/** What the Mental Health Act 2025 makes of a rule from the day on which a part of it begins. */
const changesOf2025: readonly (readonly [PartOf2025, LimitKind, Later])[] = [
  [
    'section-3-periods',
    's3',
    {
      id: 's3-2025',
      provision: 'Mental Health Act 1983, section 20, as amended by the Mental Health Act 2025, section 29',
      citation: 'https://www.legislation.gov.uk/ukpga/2025/33/section/29',
      quantity: 3,
      periods: [3, 3, 6, 12],
      warnAt: [inDays(42), inDays(21), inDays(7)],
    },
  ],
  [
    'nominated-person',
    's11-4',
    {
      id: 's11-4-2025',
      provision: 'Mental Health Act 1983, section 11(4), as rewritten by the Mental Health Act 2025, section 25',
      citation: 'https://www.legislation.gov.uk/ukpga/2025/33/section/25',
      note: 'The nominated person is consulted before. An objection can be overridden only with the AMHP’s certified report of danger.',
    },
  ],
  [
    'nominated-person',
    's13-4',
    {
      id: 's13-4-2025',
      provision: 'Mental Health Act 1983, section 13(4), as amended by the Mental Health Act 2025, section 24',
      citation: 'https://www.legislation.gov.uk/ukpga/2025/33/section/24',
      trigger: 'the day on which the nominated person required it',
    },
  ],
]

/** Rows of a kind with the one that begins on a day put behind the one that was in force. */
function withChange(
  rules: readonly LimitRule[],
  kind: LimitKind,
  later: Later,
  begins: LondonDay,
): readonly LimitRule[] {
  return rules.flatMap((rule) => {
    if (rule.kind !== kind || rule.effectiveTo !== null) return [rule]
    return [
      { ...rule, effectiveTo: begins },
      { ...rule, verified: false, ...later, effectiveFrom: begins },
    ]
  })
}

/**
 * The table of limits with the parts of the Mental Health Act 2025 that have begun, each from its day. Whoever was detained before
 * keeps the rule of their admission, unless the row says that it takes over what runs.
 *
 * @example limitRulesWith({ ...commencements, 'section-3-periods': londonDay('2027-10-01') })
 */
export const limitRulesWith = (dates: Commencements): readonly LimitRule[] =>
  changesOf2025.reduce<readonly LimitRule[]>((rules, [part, kind, later]) => {
    const begins = dates[part]
    return begins === null ? rules : withChange(rules, kind, later, begins)
  }, limitRows)

/** The limits of the law as they stand. */
export const limitRules: readonly LimitRule[] = limitRulesWith(commencements)
