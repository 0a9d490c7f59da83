import { send } from '#client/kernel/api.ts'
import { toast } from '#client/ui/toast.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import type { undoAgreement, undoOwnSwap, undoTaking } from '#shared/rota/undoSwap.ts'

type Undoing = typeof undoTaking | typeof undoAgreement | typeof undoOwnSwap

const again = { open: 'It is on offer again', waiting: 'It waits for agreement again' } as const

/**
 * The way back from a swap that was just taken, given or decided, for the toast that says so.
 *
 * @example toast({ words: 'Agreed. Both are told.', undo: undoOf(undoAgreement, { offerId, seenVersion: 3 }) })
 */
export const undoOf = (command: Undoing, swap: SentTo<typeof undoTaking>) => (): void => void undo(command, swap)

async function undo(command: Undoing, swap: SentTo<typeof undoTaking>): Promise<void> {
  try {
    const sent = await send(command, swap)
    if (!sent.ok) return toast({ words: sent.refusal.message, icon: 'info' })
    const { state } = sent.value
    toast({ words: `Undone. ${state === 'waiting' ? again.waiting : again.open}.`, icon: 'undo' })
  } catch (fault) {
    toast({ words: fault instanceof Error ? fault.message : 'Not undone. Open the rota again.', icon: 'triangle' })
  }
}
