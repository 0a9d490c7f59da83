import type { UrgencyRow } from '#shared/referrals/urgencyContract.ts'
import { formatInstant } from '#shared/time/london.ts'

/**
 * How a set of names and targets ended; `null` while it stands. One was replaced when another set of its day was made in the same act.
 *
 * @example endedWords(row, rows) // 'Withdrawn Fri 13 November 15:30 by Ruth Banerjee: Mistyped.'
 */
export function endedWords(row: UrgencyRow, rows: readonly UrgencyRow[]): string | null {
  const { withdrawnAt, withdrawnByName, withdrawnWhy } = row
  if (withdrawnAt === null) return null
  const next = rows.some((one) => one.effectiveFrom === row.effectiveFrom && one.at === withdrawnAt && one !== row)
  const [how, instead] = next ? ['Replaced', ' with another set for the same day'] : ['Withdrawn', '']
  return `${how} ${formatInstant(withdrawnAt)} by ${withdrawnByName}${instead}: ${withdrawnWhy}.`
}
