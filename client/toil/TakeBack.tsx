import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import type { LedgerRow } from '#shared/toil/contract.ts'
import { reverseEntry } from '#shared/toil/ledgerContract.ts'
import { formatDayShort } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { entryWords } from './claimWords.ts'

/** Whether an entry can be taken back here: claims are undone where they were decided, and payroll's entries stay. */
export const canTakeBack = ({ kind, reversed, locked }: Pick<LedgerRow, 'kind' | 'reversed' | 'locked'>): boolean =>
  kind !== 'ACCRUE' && kind !== 'REVERSE' && !reversed && !locked

/** Takes one entry back exactly, with the reason. A booked day comes off the rota with it. */
export function TakeBack({ entry, onClose }: { readonly entry: LedgerRow; readonly onClose: () => void }) {
  const [why, setWhy, clear] = useKeptText(`toil.back.${entry.id}`)
  const [error, setError] = useState<string | undefined>()
  const command = useSend(reverseEntry)
  const send = async (): Promise<void> => {
    if (why.trim() === '') return setError('Say why: it stays beside the entry')
    setError(undefined)
    try {
      const sent = await command.mutateAsync({ entryId: entry.id, why: why.trim() })
      if (!sent.ok) return setError(sent.refusal.message)
      clear()
      toast({ words: 'Taken back. Both entries stay in the ledger.' })
      onClose()
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Take back: ${entryWords(entry)}, ${formatMinutes(entry.minutes)}`}
      actions={
        <>
          <Button kind="d" busy={command.isPending} onClick={() => void send()}>
            Take it back
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </>
      }
    >
      <p>
        The entry of {formatDayShort(entry.day)} stays, and a second one undoes it exactly.
        {entry.kind === 'TAKE' && ' A whole day comes off the rota.'}
      </p>
      <TextArea label="Why" value={why} error={error} onChange={(event) => setWhy(event.target.value)} />
    </Dialog>
  )
}
