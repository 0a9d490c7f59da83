import { useState, type RefObject } from 'react'
import type { Candidates } from '#shared/allocations/candidatesAnswer.ts'
import { useAtHand } from '#client/ui/useAtHand.ts'

const orderOf = ({ ranked }: Candidates): string =>
  ranked
    .slice(0, 3)
    .map(({ personId }) => personId)
    .join()

/**
 * The list of candidates, kept as it is while a pointer or the focus is in it: the first suggestion must not become somebody else
 * under a finger. What each suggestion says goes on changing when the order does not.
 */
export function useSteady(answer: Candidates, box: RefObject<HTMLElement | null>) {
  const atHand = useAtHand(box)
  const [kept, setKept] = useState(answer)
  const another = kept.referralId !== answer.referralId
  const changed = !another && atHand && orderOf(kept) !== orderOf(answer)
  if (!changed && kept !== answer) setKept(answer)
  return { shown: changed ? kept : answer, changed, settle: () => setKept(answer) }
}
