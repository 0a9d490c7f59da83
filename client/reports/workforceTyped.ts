import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { countGroups, isTenths, type WorkforceCounts } from '#shared/reports/workforceCounts.ts'

export type TypedCounts = Readonly<Record<string, string>>

const MOST = 5000

/**
 * Counts as they were typed: empty is not counted, which is not nought; posts may have one decimal.
 *
 * @example readCounts({ vacantTenths: '2.5', women: '' }).counts // { vacantTenths: 25, women: null, … }
 */
export function readCounts(typed: TypedCounts): {
  readonly counts: Partial<WorkforceCounts>
  readonly errors: readonly FieldError[]
} {
  const errors: FieldError[] = []
  const counts: Record<string, number | null> = {}
  for (const [key] of countGroups.flatMap(({ fields }) => fields)) {
    const text = (typed[key] ?? '').trim()
    const tenths = isTenths(key)
    const fits = (tenths ? /^\d{1,4}(?:\.\d)?$/ : /^\d{1,4}$/).test(text) && Number(text) <= MOST
    counts[key] = text === '' || !fits ? null : Math.round(Number(text) * (tenths ? 10 : 1))
    if (text !== '' && !fits)
      errors.push({
        field: key,
        message: tenths ? 'Give posts like 12 or 12.5' : 'Give a whole number, or leave it empty',
      })
  }
  return { counts, errors }
}
