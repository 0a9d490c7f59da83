import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import type { LedgerRow } from '#shared/toil/contract.ts'
import { reverseEntry } from '#shared/toil/ledgerContract.ts'
import { formatDayShort } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { entryWords } from './claimWords.ts'

/** Whether an entry can be taken back here: claims are undone where they were decided, leave is withdrawn, and payroll's entries stay. */
export const canTakeBack = ({
  kind,
  reversed,
  locked,
  ofLeave,
}: Pick<LedgerRow, 'kind' | 'reversed' | 'locked' | 'ofLeave'>): boolean =>
  kind !== 'ACCRUE' && kind !== 'REVERSE' && !reversed && !locked && !ofLeave

/** Takes one entry back exactly, with the reason. A booked day comes off the rota with it. */
export function TakeBack({ entry, onClose }: { readonly entry: LedgerRow; readonly onClose: () => void }) {
  const taking = useSubmit(reverseEntry)
  const take = async (why: string): Promise<boolean> => {
    const done = await taking.tried({ entryId: entry.id, why: why.trim() })
    if (done) toast({ words: 'Taken back. Both entries stay in the ledger.' })
    return done
  }
  return (
    <ReasonDialog
      keptAs={`toil.back.${entry.id}`}
      title={`Take back: ${entryWords(entry)}, ${formatMinutes(entry.minutes)}`}
      missing="Say why: it stays beside the entry"
      press="Take it back"
      grave
      leave="Leave it"
      submitting={taking}
      onGiven={take}
      onClose={onClose}
    >
      <p>
        The entry of {formatDayShort(entry.day)} stays, and a second one undoes it exactly.
        {entry.kind === 'TAKE' && ' A whole day comes off the rota.'}
      </p>
    </ReasonDialog>
  )
}
