import { useEffect, useRef, useState } from 'react'
import { firstOf } from '#client/allocations/personNames.ts'
import { send } from '#client/kernel/api.ts'
import { toast } from '#client/ui/toast.ts'
import { undoAllocation, type BoardRow } from '#shared/allocations/contract.ts'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

interface Given {
  readonly allocationId: AllocationId
  readonly words: string
}

/**
 * Says that a referral was given to somebody, with a way to take it back, and says it again once their phone has been looked at.
 *
 * @param onChange called before the board shows what was done here
 */
export function useJustGiven(rows: readonly BoardRow[], onChange: () => void) {
  const [given, setGiven] = useState<Given | null>(null)
  const allocation = rows.find((row) => row.allocation?.id === given?.allocationId)?.allocation
  const openedAt = allocation?.openedAt ?? null
  const words = given?.words ?? ''
  const told = useRef<string | null>(null)
  useEffect(() => {
    if (openedAt === null || words === '' || told.current === words) return
    told.current = words
    toast({ words, detail: `Opened ${formatInstant(openedAt, londonDayOf(openedAt))}` })
  }, [openedAt, words])
  const say = (said: string, name: string, allocationId: AllocationId): void => {
    onChange()
    const text = `${said} allocated to ${name}.`
    const takeBack = (): void => {
      setGiven(null)
      onChange()
      void undo(said, allocationId)
    }
    told.current = null
    toast({ words: text, detail: `${firstOf(name)}’s phone has it, not yet opened`, undo: takeBack })
    setGiven({ allocationId, words: text })
  }
  return { say }
}

async function undo(said: string, allocationId: AllocationId): Promise<void> {
  try {
    const sent = await send(undoAllocation, { allocationId })
    if (sent.ok) toast({ words: `Undone. ${said} is waiting for an AMHP again.`, icon: 'undo' })
    else toast({ words: sent.refusal.message, icon: 'info' })
  } catch (fault) {
    toast({ words: fault instanceof Error ? fault.message : 'Not undone. Ring the AMHP.', icon: 'triangle' })
  }
}
