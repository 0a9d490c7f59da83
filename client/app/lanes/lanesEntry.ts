import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { boardLaneCodes, checkLanes, LONGEST_LANE_NAME, type BoardLanes } from '#shared/allocations/boardLanes.ts'
import { lanesWords, type setBoardLanes } from '#shared/allocations/boardLanesContract.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { isLondonDay, type LondonDay } from '#shared/time/london.ts'

/** The lanes as they are being laid out. */
export interface LanesEntry extends BoardLanes {
  readonly effectiveFrom: string
  readonly why: string
}

export const lanesEntryOf = ({ names, order, folded }: BoardLanes, from: LondonDay): LanesEntry => ({
  names,
  order,
  folded,
  effectiveFrom: from,
  why: '',
})

/** Reads the form: what is wrong with each field, or what to send. */
export function readLanes({ names, order, folded, ...entry }: LanesEntry): {
  readonly errors: readonly FieldError[]
  readonly toSend: SentTo<typeof setBoardLanes> | null
} {
  const { effectiveFrom } = entry
  const why = entry.why.trim()
  const unnamed = boardLaneCodes.flatMap((lane): FieldError[] => {
    const { length } = names[lane].trim()
    if (length > 0 && length <= LONGEST_LANE_NAME) return []
    return [{ field: `names.${lane}`, message: `Give the lane a name of ${LONGEST_LANE_NAME} characters or fewer` }]
  })
  const wrong = unnamed.length > 0 ? null : checkLanes({ names, order })
  const errors = [
    ...unnamed,
    ...(wrong === null ? [] : [{ field: wrong.field, message: lanesWords(wrong) }]),
    ...(isLondonDay(effectiveFrom)
      ? []
      : [{ field: 'effectiveFrom', message: 'Give the day from which it holds, like 01/01/2027' }]),
    ...(why === '' ? [{ field: 'why', message: 'Say why, in a line' }] : []),
  ]
  if (errors.length > 0 || !isLondonDay(effectiveFrom)) return { errors, toSend: null }
  return { errors, toSend: { effectiveFrom, names, order: [...order], folded: [...folded], why } }
}
