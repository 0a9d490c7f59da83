import type { AllocationRow } from '#shared/allocations/contract.ts'
import { progressOf } from '#shared/allocations/progress.ts'
import type { NotBefore } from '#shared/allocations/readPast.ts'
import type { Step } from '#shared/allocations/steps.ts'
import type { WaitKind } from '#shared/allocations/waits.ts'
import { allocationWords } from '#shared/allocations/words.ts'

/**
 * When the next step can have happened at the earliest: when the step before it did.
 *
 * @param but a step that is being said anew, which does not come before itself
 * @example stepNotBefore(row).words // '“Accept” was at 23:48. Give that time or later.'
 */
export function stepNotBefore(row: AllocationRow, but?: Step): NotBefore {
  const before = progressOf(row).taken.findLast(({ step }) => step !== but)
  const at = before?.occurredAt ?? row.allocatedAt
  const previous = before?.step ?? 'offered'
  return {
    at,
    words: allocationWords({ code: 'step-before-previous', field: 'occurredAt', previous, previousAt: at }),
  }
}

/**
 * When a wait can have begun at the earliest: at acceptance, and after the last of its kind.
 *
 * @param kind `null` while none is chosen
 */
export function waitNotBefore(
  { acceptedAt, waits }: Pick<AllocationRow, 'acceptedAt' | 'waits'>,
  kind: WaitKind | null,
): NotBefore | null {
  const ends = waits.filter((wait) => wait.kind === kind).flatMap(({ endedAt }) => endedAt ?? [])
  const endedAt = ends.toSorted().at(-1)
  if (endedAt !== undefined && (acceptedAt === null || endedAt > acceptedAt))
    return { at: endedAt, words: allocationWords({ code: 'wait-overlaps-earlier', field: 'startedAt', endedAt }) }
  return (
    acceptedAt && {
      at: acceptedAt,
      words: allocationWords({ code: 'wait-before-accepted', field: 'startedAt', acceptedAt }),
    }
  )
}
