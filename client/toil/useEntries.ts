import { useSend } from '#client/kernel/api.ts'
import { toast } from '#client/ui/toast.ts'
import type { PersonId, ToilEntryId } from '#shared/kernel/ids.ts'
import { recordTaken } from '#shared/toil/contract.ts'
import {
  adjustToil,
  agreeBeforehand,
  bookToil,
  bringForward,
  payOut,
  reverseEntry,
} from '#shared/toil/ledgerContract.ts'
import type { EntryAct, ReadEntry } from './entryActs.ts'

interface Written {
  /** The entry that can be taken back; `null` where nothing was added to the ledger. */
  readonly entryId: ToilEntryId | null
}
type Answered =
  | { readonly ok: true; readonly value: Written }
  | { readonly ok: false; readonly refusal: { readonly message: string; readonly field?: string | undefined } }

/** Sends what a manager writes into one colleague's ledger. @throws Error when no answer came */
export function useEntries(personId: PersonId) {
  const take = useSend(recordTaken)
  const book = useSend(bookToil)
  const agree = useSend(agreeBeforehand)
  const adjust = useSend(adjustToil)
  const pay = useSend(payOut)
  const bring = useSend(bringForward)
  const write = async (act: EntryAct, { day, minutes, why }: ReadEntry): Promise<Answered> => {
    switch (act) {
      case 'take':
        return take.mutateAsync({ personId, day, minutes, note: why })
      case 'book':
        return book.mutateAsync({ personId, day, minutes, note: why })
      case 'agree': {
        const sent = await agree.mutateAsync({ personId, day, upToMinutes: minutes, why })
        return sent.ok ? { ok: true, value: { entryId: null } } : sent
      }
      case 'adjust':
        return adjust.mutateAsync({ personId, day, minutes, why })
      case 'pay':
        return pay.mutateAsync({ personId, day, minutes, why })
      case 'bring':
        return bring.mutateAsync({ personId, day, minutes, why })
    }
  }
  return { write, busy: [take, book, agree, adjust, pay, bring].some(({ isPending }) => isPending) }
}

/** Takes an entry back from where it was just made; what it says stands in the ledger beside it. */
export function useUndoEntry() {
  const command = useSend(reverseEntry)
  return async (entryId: ToilEntryId): Promise<void> => {
    try {
      const sent = await command.mutateAsync({ entryId, why: 'Undone as soon as it was recorded' })
      toast({ words: sent.ok ? 'Taken back. Both entries stay in the ledger.' : sent.refusal.message })
    } catch (fault) {
      toast({ words: fault instanceof Error ? fault.message : 'Not sent. Try again.' })
    }
  }
}
