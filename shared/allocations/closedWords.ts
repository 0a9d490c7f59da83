import { outcomes } from '#shared/allocations/outcomes.ts'
import { triageOutcomes } from '#shared/referrals/triage.ts'

const has = <List extends object>(list: List, key: string): key is keyof List & string => Object.hasOwn(list, key)

/** How a referral came to its end: at the desk, or with an AMHP's assessment. */
export function closedWords(closedAs: string | null): string {
  if (closedAs === null) return ''
  if (has(triageOutcomes, closedAs)) return triageOutcomes[closedAs]
  return has(outcomes, closedAs) ? outcomes[closedAs].words : ''
}
