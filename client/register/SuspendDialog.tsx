import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { suspendAmhp, type AmhpRow } from '#shared/register/contract.ts'

interface SuspendDialogProps {
  readonly row: AmhpRow
  readonly onClose: () => void
  /** With the numbers of the referrals that they are out on. */
  readonly onDone: (openReferrals: readonly number[]) => void
}

/** Suspends an approval, or lifts that, with a reason either way. */
export function SuspendDialog({ row, onClose, onDone }: SuspendDialogProps) {
  const suspending = row.suspendedAt === null
  const sending = useSubmit(suspendAmhp)
  const change = async (why: string): Promise<boolean> => {
    const { personId, version: seenVersion, name } = row
    const done = await sending.submit({ personId, seenVersion, suspended: suspending, why })
    if (done === null) return false
    toast({ words: suspending ? `${name} is suspended.` : `${name} may act again.`, icon: 'check' })
    onDone(suspending ? done.openReferrals : [])
    return true
  }
  return (
    <ReasonDialog
      keptAs={`register.${row.personId}.why`}
      title={suspending ? `Suspend ${row.name}’s approval?` : `Lift the suspension of ${row.name}?`}
      hint="Kept on the register. Only managers see it."
      missing="Say why. Only managers see it"
      press={suspending ? 'Suspend at once' : 'Lift the suspension'}
      grave={suspending}
      leave="Leave as it is"
      submitting={sending}
      onGiven={change}
      onClose={onClose}
    >
      <p>
        {suspending
          ? 'From this moment nobody can give them a referral. Shifts they have stay on the rota and are marked.'
          : 'From this moment they may be put on the rota and given referrals again.'}
      </p>
    </ReasonDialog>
  )
}
